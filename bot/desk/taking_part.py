"""How somebody took part, week by week: counts alone, for whoever may see their page (M13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.members import Member, Role
from bot.domain.sessions import SessionState
from bot.turn import Turn


@dataclass(frozen=True, slots=True)
class TookPart:
    """One week of somebody: messages they wrote, check-ins they answered, sessions they were in."""

    week: int
    messages: int
    check_ins: int
    sessions: int

    @property
    def all(self) -> int:
        """Everything they did, each counted once."""
        return self.messages + self.check_ins + self.sessions


async def took_part(turn: Turn, person: Member) -> tuple[TookPart, ...]:
    """Return a learner's weeks up to now; none for anybody else, since nobody else's taking part is looked at."""
    if person.role is not Role.LEARNER:
        return ()
    answered = [each.answered_at for each in await turn.tx.check_ins.history(person.id) if each.answered_at]
    held = await turn.tx.sessions.counted(person.id)
    met = [each.starts_at for each in held if each.state is SessionState.ATTENDED and each.starts_at]
    found = []
    for week, first, last in _weeks(turn, person):
        before = await turn.tx.participations.of_member(person.id, last)
        messages = await turn.tx.participations.of_member(person.id, first) - before
        inside = [sum(first <= at < last for at in each) for each in (answered, met)]
        found.append(TookPart(week, messages, *inside))
    return tuple(found)


def _weeks(turn: Turn, person: Member) -> Iterator[tuple[int, datetime, datetime]]:
    zone, now = ZoneInfo(person.timezone), turn.here.week_at(turn.now, person.timezone)
    for week in range(1, min(now, turn.here.weeks) + 1):
        monday = turn.here.starts_on + timedelta(weeks=week - 1)
        first, last = (datetime.combine(day, time(), zone) for day in (monday, monday + timedelta(weeks=1)))
        yield week, first, last
