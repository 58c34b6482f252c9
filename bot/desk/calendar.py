"""What will be sent to whom in the coming days, as things stand now, with holidays and clock changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.deliveries import Timer
from bot.domain.access import may_see_case
from bot.domain.members import Role
from bot.domain.schedule import local_date
from bot.turn import Turn
from bot.upcoming import Business, Planned, upcoming
from bot.wording import desk_calendar as wording
from bot.wording.voice import Voice

MOST = 120
"""Lines shown."""
_AHEAD = 20_000
"""Timers looked through: those of every cohort stand in one line."""
_LOOKS_AHEAD = timedelta(weeks=4)
"""So far holidays and clock changes are shown, also where nothing is set for these days yet."""
_OF_PAIRS = ("check_in.", "session.", "ladder.", "draft.", "digest.", "office.")
"""Timers a mentor may know of; others may tell what a learner said to coordinators alone."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the reader's calendar: what is special about it, and what will be done."""

    on: date
    marks: tuple[str, ...]
    planned: tuple[Planned, ...]


async def calendar(turn: Turn) -> tuple[Day, ...]:
    """Return the coming days on which something happens, or that are special."""
    planned = await upcoming(turn.tx, MOST, await _business(turn), _AHEAD)
    zone = turn.me.timezone
    days = {on: tuple(lines) for on, lines in groupby(planned, key=lambda each: local_date(each.at, zone))}
    first = local_date(turn.now, zone)
    last = max([first + _LOOKS_AHEAD, *days])
    marks = _marks(turn, first, last)
    return tuple(Day(on, marks.get(on, ()), days.get(on, ())) for on in sorted({*days, *marks}))


async def _business(turn: Turn) -> Business:
    """Return what is the reader's business: of their cohort for a coordinator, of their own learners for a mentor."""
    if turn.me.role is not Role.COORDINATOR:
        mine = await _of_learners(turn)

        async def of_pairs(timers: Sequence[Timer]) -> Sequence[Timer]:
            return [one for one in timers if one.action.subject in mine and one.action.name.startswith(_OF_PAIRS)]

        return Business(of_pairs, frozenset({turn.me.id}))
    hidden = {case.id for case in await turn.tx.cases.in_cohort(turn.here.id) if not may_see_case(turn.me, case)}
    groups = [group.id for group in await turn.tx.groups.in_cohort(turn.here.id)]

    async def of_cohort(timers: Sequence[Timer]) -> Sequence[Timer]:
        ours = await turn.tx.tallies.ours(turn.here.id, {one.action.subject for one in timers}) - hidden
        return [one for one in timers if one.action.subject in ours]

    return Business(of_cohort, frozenset({turn.me.id, *groups}))


async def _of_learners(turn: Turn) -> frozenset[str]:
    found = {turn.me.id}
    for pairing in await turn.tx.pairings.of_mentor(turn.me.id):
        found.add(pairing.learner_id)
        found.update(each.id for each in await turn.tx.check_ins.history(pairing.learner_id))
        found.update(each.id for each in await turn.tx.sessions.open_of(pairing.learner_id))
    return frozenset(found)


def _marks(turn: Turn, first: date, last: date) -> dict[date, tuple[str, ...]]:
    voice, marks = Voice.to(turn.me), dict[date, tuple[str, ...]]()
    for holiday in turn.here.plan.holidays:
        if first <= holiday.on <= last:
            marks[holiday.on] = (*marks.get(holiday.on, ()), wording.holiday(voice, holiday))
    for on in _days(first, last):
        if _offset(on, turn.me.timezone) != _offset(on - timedelta(days=1), turn.me.timezone):
            marks[on] = (*marks.get(on, ()), wording.clock_change(voice))
    return marks


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _offset(on: date, zone: str) -> timedelta | None:
    return datetime.combine(on, time(12), ZoneInfo(zone)).utcoffset()
