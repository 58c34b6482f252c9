"""Which copies of the database are kept, as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.backups import Keep, is_due, spare

MONDAY = datetime(2027, 3, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def every_night(days: int) -> list[datetime]:
    """A copy each night up to and with Monday 1 March."""
    return [MONDAY - number * DAY for number in range(days)]


def kept(made: list[datetime], daily: int, weekly: int) -> list[str]:
    left = set(made) - set(spare(made, Keep(daily, weekly)))
    return [f"{moment:%m-%d}" for moment in sorted(left, reverse=True)]


@pytest.mark.parametrize(
    ("nights", "daily", "weekly", "left"),
    [
        (0, 7, 4, []),
        (1, 7, 4, ["03-01"]),
        (10, 3, 0, ["03-01", "02-28", "02-27"]),
        (30, 3, 3, ["03-01", "02-28", "02-27", "02-21"]),  # Monday, then the Sundays that end a week
        (30, 1, 4, ["03-01", "02-28", "02-21", "02-14"]),
    ],
)
def test_the_newest_of_each_day_and_of_each_week_stays(nights: int, daily: int, weekly: int, left: list[str]) -> None:
    assert kept(every_night(nights), daily, weekly) == left


def test_of_one_day_only_the_newest_stays_and_a_day_without_a_copy_costs_none() -> None:
    made = [MONDAY, MONDAY + timedelta(hours=5), MONDAY - 9 * DAY, MONDAY - 10 * DAY]

    assert spare(made, Keep(daily=2, weekly=0)) == [MONDAY - 10 * DAY, MONDAY]


@pytest.mark.parametrize(
    ("newest", "due"),
    [
        (None, True),
        (MONDAY - DAY, True),
        (MONDAY - DAY + timedelta(seconds=1), False),
        (MONDAY, False),
        (MONDAY + DAY, True),  # the clock was wrong when it was made, or is now
    ],
)
def test_a_copy_is_due_when_the_newest_is_a_day_old(newest: datetime | None, due: bool) -> None:
    assert is_due(newest, MONDAY) is due
