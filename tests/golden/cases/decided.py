"""What coordinators decide at the desk for themselves: rules of their own, what holds, where to look."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.deciding import Policy, Setting, decided, written
from bot.domain.figures import Drop, GroupWeek, Holiday, Share
from bot.domain.own_rules import OwnMode, OwnRule
from bot.domain.plan import Plan
from bot.domain.schedule import QuietHours, Weekly
from bot.domain.signals import Fault, Severity
from bot.flows.own_rules import in_boxes
from bot.wording import desk_drops, own_rules, policy_edits
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


def of_policy_edits(_typed: Typed) -> Iterator[Case]:
    plan = Plan()
    for policy in Policy:
        values = {name: written(value) for name, value in decided(plan, policy).items()}
        yield case(policy_edits.form, policy.value, VOICE, plan, policy, values)
        yield case(policy_edits.saved, policy.value, VOICE, plan, policy)
        yield case(policy_edits.undone, policy.value, VOICE, policy)
        yield case(policy_edits.another_now, policy.value, VOICE, policy)
        yield case(policy_edits.change, policy.value, VOICE, policy)
    for now in (3, timedelta(hours=1), Weekly.parse("Sat 10:00"), QuietHours.parse("21:00-08:00")):
        yield case(policy_edits.not_read, str(now), VOICE, now)
    minutes = Setting("wait", timedelta(minutes=1), timedelta(minutes=15))
    yield case(policy_edits.out_of_limits, "critical", VOICE, minutes, Policy.CRITICAL)
    yield case(policy_edits.out_of_limits, "nudges", VOICE, Setting("per_day", 0, 5), Policy.NUDGES)
    for name in ("check_in_reminder", "case_at"):
        yield case(policy_edits.out_of_order, name, VOICE, name)
    for function in (policy_edits.changed_meanwhile, policy_edits.none_such):
        yield case(function, "", VOICE)


def of_desk_drops(typed: Typed) -> Iterator[Case]:
    holiday, share = Holiday(date(2026, 3, 17), typed.line), Share(3, 10)
    fell, kept = GroupWeek(typed.name, Share(2, 5), Share(5, 5)), GroupWeek("", Share(5, 5), Share(5, 5))
    plain = Drop(2, share, Share(8, 10), (), (), 0, "", False, (fell, kept), Share(0, 0), share)
    days = replace(plain, holidays=(holiday, replace(holiday, name="")), milestones=(typed.line,), away=1)
    asked = replace(plain, theme=typed.line, has_new_phase=True, groups=(fell,))
    loaded = replace(plain, heavy=Share(3, 10), others=Share(9, 10))
    yield case(desk_drops.head, "", VOICE, plain)
    yield case(desk_drops.head, "the first week", VOICE, replace(plain, before=None))
    for function, situations in (
        (desk_drops.schedule, {"nothing": plain, "days": days}),
        (desk_drops.structure, {"one fell": plain, "lighter": asked}),
        (desk_drops.workload, {"too few": plain, "heavy": loaded, "alike": replace(loaded, heavy=Share(9, 10))}),
    ):
        for name, drop in situations.items():
            yield case(function, name, VOICE, drop)
