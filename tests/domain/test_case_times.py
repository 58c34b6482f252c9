"""How long somebody waited for a person is read from the case's own timeline."""

from datetime import UTC, datetime, timedelta

from bot.domain.case_times import CaseTimes, times, typical
from bot.domain.cases import Case, CaseEntry, Cause
from bot.domain.signals.severity import Severity

START = datetime(2027, 3, 3, 23, 40, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CASE = Case("s1", "K7Q2", "c1", "L1", "crisis", Severity.CRITICAL, Cause.SIGNAL, "r1", START)


def entry(minutes: int, what: str) -> CaseEntry:
    return CaseEntry("s1", START + minutes * MINUTE, what)


def test_from_the_signal_to_i_have_it_and_to_the_first_note() -> None:
    timeline = [entry(0, "opened:r1"), entry(0, "told:0"), entry(18, "acknowledged"), entry(30, "note")]

    assert times(CASE, timeline) == CaseTimes(START, 18 * MINUTE, 30 * MINUTE)


def test_nobody_yet_is_nothing_and_not_zero() -> None:
    assert times(CASE, [entry(0, "opened:r1"), entry(0, "told:0")]) == CaseTimes(START, None, None)
    assert times(CASE, []) == CaseTimes(START, None, None)


def test_closing_is_contact_but_a_false_alarm_is_not() -> None:
    assert times(CASE, [entry(0, "opened"), entry(9, "closed:supported")]).contact_after == 9 * MINUTE
    assert times(CASE, [entry(0, "opened"), entry(9, "closed:false_alarm")]).contact_after is None


def test_a_case_that_opened_again_is_measured_from_then() -> None:
    first = [entry(0, "opened"), entry(5, "acknowledged"), entry(6, "note"), entry(7, "closed:supported")]

    assert times(CASE, [*first, entry(100, "reopened"), entry(110, "acknowledged")]) == CaseTimes(
        START + 100 * MINUTE, 10 * MINUTE, None
    )


def test_a_case_that_came_back_goes_on_counting() -> None:
    timeline = [entry(0, "opened"), entry(5, "acknowledged"), entry(65, "came_back"), entry(80, "acknowledged")]

    assert times(CASE, [*timeline, entry(90, "note")]) == CaseTimes(START, 5 * MINUTE, 90 * MINUTE)


def test_the_typical_wait_is_the_one_in_the_middle() -> None:
    assert typical([]) is None
    assert typical([None, 10 * MINUTE, 90 * MINUTE, 20 * MINUTE]) == 20 * MINUTE
