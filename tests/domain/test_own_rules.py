"""A cohort's own rules, compiled beside the packs: they add, and never take away."""

from dataclasses import replace

import pytest

from bot.domain.own_rules import OwnMode, OwnRule, alone, faults, own_packs, switched_live
from bot.domain.signals import Severity
from tests.domain.signals.bottle import pack

PACKS = pack("sad cat")
BRIDGE = OwnRule("own.1", "The bridge", "crisis", Severity.HIGH, ("I'm at the bridge",), ("the bridge club",))


def test_a_rule_on_trial_and_a_live_one_see_the_same_and_one_that_is_off_sees_nothing() -> None:
    for mode, expected in ((OwnMode.TRIAL, ["shadow"]), (OwnMode.LIVE, ["live"])):
        packs = own_packs([replace(BRIDGE, mode=mode)], "en", PACKS)
        assert packs is not None
        assert [hit.mode for hit in packs.scan("im at the bridge now")] == expected
    assert own_packs([replace(BRIDGE, mode=OwnMode.OFF)], "en", PACKS) is None
    assert own_packs([], "en", PACKS) is None


def test_what_is_to_be_left_alone_is() -> None:
    rule = replace(BRIDGE, match=("the bridge",), mode=OwnMode.LIVE)
    packs = alone(rule, "en", PACKS)

    assert packs.scan("meet me at the bridge") != ()
    assert packs.scan("meet me at the bridge club") == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"match": ("go (to the bridge",)}, "bracket"),
        ({"fire": ("a lovely day",)}, "should fire and does not"),
        ({"hold": ("I am at the bridge",)}, "should"),
        ({"category": "weather"}, "weather"),
        ({"match": ("\ud800",)}, "UTF-8"),
    ],
)
def test_what_does_not_load_says_where_and_why(change: dict[str, object], said: str) -> None:
    found = faults(replace(BRIDGE, **change), "en", PACKS)  # type: ignore[arg-type]

    assert said in " ".join(map(str, found))


@pytest.mark.parametrize("typed", ['"""', "\\u0000 x", 'x"\n[[rule]]\nid = "crisis.test"', "\x7fhey", "' or 1", "#hey"])
def test_no_phrase_writes_another_rule_into_the_pack(typed: str) -> None:
    packs = own_packs([BRIDGE, replace(BRIDGE, id="own.2", title=typed, match=(typed, "blue door"))], "en", PACKS)

    assert packs is not None
    assert {rule.id for rule in packs.rules} <= {"own.1", "own.2"}
    assert packs.scan("I am at the bridge") != ()


def test_a_rule_that_no_longer_loads_takes_no_other_one_along() -> None:
    packs = own_packs([BRIDGE, replace(BRIDGE, id="own.2", category="gone")], "en", PACKS)

    assert packs is not None
    assert [rule.id for rule in packs.rules] == ["own.1"]


def test_a_language_without_packs_is_read_like_english() -> None:
    assert faults(BRIDGE, "tlh", PACKS) == ()


def test_a_live_rule_gives_way_only_when_its_next_wording_is_switched_live() -> None:
    live = replace(BRIDGE, mode=OwnMode.LIVE)
    following = replace(BRIDGE, id="own.2", replaces="own.1")

    after = {rule.id: rule for rule in switched_live((live, following), "own.2")}

    assert (after["own.1"].mode, after["own.2"].mode, after["own.2"].replaces) == (OwnMode.OFF, OwnMode.LIVE, "")
