"""Who must react now: a weekly rotation, exceptions to it, and who comes next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Override:
    """Somebody else is on call, from a moment until another (both aware)."""

    who: str
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True)
class OnCall:
    """The rotation of coordinators by handle. A shift is a week and changes on Monday 00:00 UTC.

    The shift that holds the cohort's first Monday is the first one in the list.
    """

    rotation: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()

    def at(self, moment: datetime, starts_on: date) -> tuple[str, ...]:
        """Return every coordinator, the one on call first, then who comes next; starts_on is the cohort's."""
        if not self.rotation:
            return ()
        first_monday = starts_on - timedelta(days=starts_on.weekday())
        shift = (moment.date() - first_monday).days // 7
        turn = shift % len(self.rotation)
        order = self.rotation[turn:] + self.rotation[:turn]
        standing_in = [o.who for o in self.overrides if o.from_at <= moment < o.until_at]
        return tuple(dict.fromkeys([*standing_in, *order]))

    def next_change(self, moment: datetime) -> datetime:
        """Return the first moment after this one at which somebody else may be on call."""
        day = moment.astimezone(UTC).date()
        monday = datetime.combine(day + timedelta(days=7 - day.weekday()), time(), UTC)
        return min([monday, *(at for each in self.overrides for at in (each.from_at, each.until_at) if at > moment)])


def eligible(order: Collection[str], excluded: Collection[str]) -> tuple[str, ...]:
    """Return who of an order may hear of a case: everybody but those it is about. Order kept."""
    return tuple(handle for handle in order if handle not in excluded)
