"""What closing a case says about the rule that opened it."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.cases import Case, Cause, Resolution
from bot.domain.precision import ENOUGH, Precision, by_rule, in_all
from bot.domain.signals.severity import Severity

NOW = datetime(2027, 3, 4, 12, tzinfo=UTC)
OPEN = Case("k", "K", "c", "l", "crisis", Severity.HIGH, Cause.SIGNAL, "crisis.passive", NOW)
RIGHT, WRONG = OPEN.resolved(Resolution.SUPPORTED, NOW), OPEN.resolved(Resolution.FALSE_ALARM, NOW)


def test_false_alarms_count_against_their_rule_and_the_worst_rule_comes_first() -> None:
    other = replace(WRONG, rule="crisis.other")

    assert by_rule([RIGHT, WRONG, RIGHT, other]) == (
        Precision("crisis.other", 1, 1),
        Precision("crisis.passive", 3, 1),
    )


def test_open_cases_duplicates_and_what_people_brought_by_hand_say_nothing() -> None:
    by_hand = replace(WRONG, cause=Cause.REPORT)

    assert by_rule([OPEN, OPEN.resolved(Resolution.DUPLICATE, NOW), by_hand]) == ()


def test_everybody_reads_one_figure_over_enough_cases_and_none_that_is_kept_from_somebody() -> None:
    kept = replace(WRONG, subject_ids=("m",))

    assert in_all([RIGHT] * (ENOUGH - 1) + [kept] * 3) is None
    assert in_all([RIGHT] * (ENOUGH - 1) + [WRONG, kept]) == Precision("", ENOUGH, 1)
