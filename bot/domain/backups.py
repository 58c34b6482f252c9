"""Which copies of the database are kept: the newest of each of the last days, and of each of the last weeks."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Keep:
    """How many days and weeks have a copy of their own; days and weeks without one are not counted."""

    daily: int = 7
    weekly: int = 4


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Whether it is time for another copy; one from the future, made before the clock was set back, does not count."""
    return newest is None or not timedelta() <= now - newest < EVERY


def spare(made: Iterable[datetime], keep: Keep) -> list[datetime]:
    """Return which copies need not be kept, the oldest first; the newest always is."""
    newest_first = sorted(set(made), reverse=True)
    kept = {
        *newest_first[:1],
        *_newest_of_each(newest_first, lambda moment: moment.date(), keep.daily),
        *_newest_of_each(newest_first, lambda moment: moment.isocalendar()[:2], keep.weekly),
    }
    return [moment for moment in reversed(newest_first) if moment not in kept]


def _newest_of_each(
    newest_first: Iterable[datetime], span: Callable[[datetime], Hashable], most: int
) -> list[datetime]:
    found = dict[Hashable, datetime]()
    for moment in newest_first:
        found.setdefault(span(moment), moment)
    return list(found.values())[:most]
