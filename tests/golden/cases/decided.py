"""What coordinators decide at the desk for themselves: rules of their own."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.own_rules import OwnMode, OwnRule
from bot.domain.signals import Fault, Severity
from bot.flows.own_rules import in_boxes
from bot.wording import own_rules
from tests.golden.case import Case, case
from tests.golden.sample import PACKS, VOICE
from tests.golden.typed import Typed


def of_own_rules(typed: Typed) -> Iterator[Case]:
    rule = OwnRule(
        "own.1", typed.line, "crisis", Severity.HIGH, (typed.line,), ("the club",), ("a door",), ("no door",)
    )
    yield case(own_rules.form, "new", VOICE, PACKS, None, in_boxes(None))
    yield case(own_rules.form, "again", VOICE, PACKS, rule, in_boxes(rule))
    for mode in OwnMode:
        yield case(own_rules.standing, mode.value, VOICE, replace(rule, mode=mode))
        yield case(own_rules.buttons, mode.value, VOICE, replace(rule, mode=mode))
    yield case(own_rules.on_trial, "", VOICE, rule)
    yield case(own_rules.on_trial, "in place of a live one", VOICE, replace(rule, replaces="own.2"))
    for seen in (0, 1, 7):
        yield case(own_rules.is_live, str(seen), VOICE, replace(rule, mode=OwnMode.LIVE), seen)
    yield case(own_rules.is_off, "", VOICE, replace(rule, mode=OwnMode.OFF))
    found = (Fault("own rules", "rule own.1: «x»", "a bracket", "one more"), Fault("own rules", "rule", "nothing"))
    of_one = Fault("own rules", "rule own.1: example «x»", "should fire and does not")
    yield case(own_rules.faults, "", VOICE, [*found, of_one])
    for function in (own_rules.add, own_rules.needed, own_rules.names_somebody, own_rules.gone):
        yield case(function, "", VOICE)
    for function in (own_rules.too_long, own_rules.too_many, own_rules.too_many_phrases):
        yield case(function, "", VOICE, 40)
    for told in (own_rules.changed_meanwhile, own_rules.another_now):
        yield case(told, "", VOICE, rule)
