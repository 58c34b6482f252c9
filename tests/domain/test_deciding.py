"""What coordinators may decide without a file, and how far: never slower than the safety design where it is grave."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from bot.cohort_file.deadlines import ExtensionsSection
from bot.cohort_file.weeks import LadderSection, NudgesSection
from bot.domain.deciding import Policy, changed, decided, is_within, mark, out_of_order, settings, written
from bot.domain.plan import Plan
from bot.domain.schedule import Weekly
from bot.domain.severities import default_severities
from bot.domain.signals import Severity

PLAN = Plan()
FILES: list[tuple[Policy, type[BaseModel]]] = [
    (Policy.NUDGES, NudgesSection),
    (Policy.LADDER, LadderSection),
    (Policy.EXTENSIONS, ExtensionsSection),
]


@pytest.mark.parametrize("policy", Policy)
def test_what_is_decided_as_it_stands_changes_nothing(policy: Policy) -> None:
    values = decided(PLAN, policy)

    assert changed(PLAN, policy, values) == PLAN
    assert out_of_order(PLAN, policy, values) == ""
    assert len(settings(PLAN, policy)) <= 5
    assert all(is_within(each, values[each.name]) for each in settings(PLAN, policy))


@pytest.mark.parametrize(("policy", "section"), FILES, ids=lambda each: str(each))
def test_no_limit_is_wider_than_a_cohort_files(policy: Policy, section: type[BaseModel]) -> None:
    for each in settings(PLAN, policy):
        for value in (each.least, each.most):
            if each.name in section.model_fields and isinstance(value, int):
                try:
                    section.model_validate({each.name: value})
                except ValidationError as error:
                    raise AssertionError(f"{each.name} = {value}") from error


@pytest.mark.parametrize("severity", [Severity.CRITICAL, Severity.HIGH])
def test_what_is_grave_is_never_slower_nor_told_less_often_than_the_safety_design_has_it(severity: Severity) -> None:
    default, by_name = default_severities()[severity], {each.name: each for each in settings(PLAN, Policy(severity))}

    for name in ("wait", "watch", "answer_within"):
        assert not is_within(by_name[name], getattr(default, name) + timedelta(minutes=1))
    assert not is_within(by_name["repeats"], default.repeats - 1)
    assert set(by_name) == {"wait", "watch", "answer_within", "repeats"}


@pytest.mark.parametrize(
    ("policy", "values", "late"),
    [
        (Policy.LADDER, {"ask_at": 3}, "draft_at"),
        (Policy.LADDER, {"case_at": 1}, "case_at"),
        (Policy.LADDER, {"draft_overdue": timedelta(hours=2)}, "draft_overdue"),
        (Policy.EXTENSIONS, {"longest_days": 3}, "longest_days"),
        (Policy.RHYTHM, {"check_in_reminder": Weekly.parse("Mon 10:00")}, "check_in_reminder"),
        (Policy.RHYTHM, {"check_in_reminder": Weekly.parse("Fri 10:00")}, ""),
        (Policy.NUDGES, {"per_day": 5}, ""),
    ],
)
def test_what_does_not_fit_together_is_named(policy: Policy, values: dict[str, Any], late: str) -> None:
    assert out_of_order(PLAN, policy, decided(PLAN, policy) | values) == late


def test_reminders_of_each_phase_are_decided_on_their_own() -> None:
    after = changed(PLAN, Policy.NUDGES, decided(PLAN, Policy.NUDGES) | {"phase_3": 0, "per_day": 1})

    assert [phase.nudges_per_week for phase in after.phases] == [5, 0, 3]
    assert after.nudges == replace(PLAN.nudges, per_day=1)


def test_one_severity_changes_no_other_and_its_mark_says_so() -> None:
    values = decided(PLAN, Policy.HIGH) | {"wait": timedelta(minutes=20)}

    after = changed(PLAN, Policy.HIGH, values)

    assert {s for s in Severity if after.safety.severities[s] != PLAN.safety.severities[s]} == {Severity.HIGH}
    assert mark(after, Policy.HIGH) != mark(PLAN, Policy.HIGH)
    assert mark(after, Policy.CRITICAL) == mark(PLAN, Policy.CRITICAL)


def test_a_value_is_written_the_way_it_is_typed() -> None:
    spans = (timedelta(minutes=90), timedelta(hours=2), timedelta(days=2))

    assert [written(value) for value in (3, *spans, Weekly.parse("Sat 10:00"))] == [
        *("3", "90 min", "2 h", "2 days", "Sat 10:00")
    ]
