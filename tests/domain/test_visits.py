"""A visit to the desk: how long a link is good, and how long a visit lasts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.seals import is_sealed, seal
from bot.domain.visits import LASTS_FOR, OFFERED_FOR, RESTS_FOR, Visit

NOW = datetime(2027, 3, 4, 12, tzinfo=UTC)
OFFERED = Visit("v", "m", "local", "demo", "u", "dm", True, NOW)
BEGUN = OFFERED.begun("digest", NOW)
MOMENT = timedelta(microseconds=1)


def test_a_link_is_good_for_ten_minutes_and_for_one_beginning() -> None:
    assert OFFERED.may_begin(NOW + OFFERED_FOR - MOMENT)
    assert not OFFERED.may_begin(NOW + OFFERED_FOR)
    assert not BEGUN.may_begin(NOW)
    assert not replace(OFFERED, ended_at=NOW).may_begin(NOW)


def test_a_visit_that_has_not_begun_shows_nothing() -> None:
    assert not OFFERED.is_open(NOW)


@pytest.mark.parametrize(("after", "is_open"), [(RESTS_FOR - MOMENT, True), (RESTS_FOR, False)])
def test_a_visit_is_over_when_nobody_looks_for_half_an_hour(after: timedelta, is_open: bool) -> None:
    assert BEGUN.is_open(NOW + after) is is_open


@pytest.mark.parametrize(("after", "is_open"), [(LASTS_FOR - MOMENT, True), (LASTS_FOR, False)])
def test_a_visit_is_over_after_a_working_day_however_busy(after: timedelta, is_open: bool) -> None:
    busy = BEGUN.seen(NOW + LASTS_FOR - 2 * MOMENT)

    assert busy.is_open(NOW + after) is is_open


def test_an_ended_visit_stays_over() -> None:
    assert not replace(BEGUN, ended_at=NOW).is_open(NOW)


def test_a_seal_holds_for_its_parts_in_their_order_and_for_its_key() -> None:
    mark = seal(b"key", "a", "b")

    assert is_sealed(b"key", mark, "a", "b")
    for key, parts in ((b"key", ("b", "a")), (b"key", ("ab",)), (b"key", ("a", "b", "")), (b"other", ("a", "b"))):
        assert not is_sealed(key, mark, *parts)
    assert not is_sealed(b"key", "é\ud800", "a", "b")
