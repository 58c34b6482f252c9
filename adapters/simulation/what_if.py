"""Plays the coming weeks of a cohort as it is, and as it would be: in a database of its own, for so long at most."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as midnight
from zoneinfo import ZoneInfo

from adapters.clock import SimulatedClock
from adapters.simulation.core_surface import CoreSurface
from adapters.simulation.player import Player
from adapters.simulation.rehearsal import Builder, Rehearsal, ends, rehearsal
from adapters.simulation.surface import Deed
from bot.cards import Action
from bot.cohort_file import CohortFile
from bot.domain.members import Role
from bot.domain.outlook import WEEKS, Ask, Carried, Change, DayAhead, Load, Outlook
from bot.domain.plan import Holiday
from bot.domain.schedule import local_date
from bot.effects import Later
from bot.ports import Tx
from bot.transcript import Said

_QUIET = ("answer_rate", "answer_after_reminder_rate", "one_tap_rate", "help_rate", "post_rate")
_A_DAY = timedelta(days=1)
_ABSENT = ("choose_rate", "attend_rate", "review_rate")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a look ahead begins, and how many seconds it may take. `seconds` counts on, whatever the clocks do."""

    now: datetime
    within: float
    seconds: Callable[[], float] = time.monotonic


async def outlooks(file: CohortFile, ask: Ask, bounds: Bounds, builds: tuple[Builder, Builder]) -> list[Outlook]:
    """Play a cohort forward from now, four weeks at most: as it is, and with what is supposed.

    Both go day by day, side by side: where the time is over, both end on the same evening. One day is always played.
    """
    last = local_date(min(bounds.now + timedelta(weeks=WEEKS), ends(file)), file.timezone)
    day, over_at = local_date(bounds.now, file.timezone), bounds.seconds() + bounds.within
    async with AsyncExitStack() as stack:
        asked = zip((replace(ask, change=Change.NOTHING), ask), builds, strict=True)
        players = [await _begun(stack, file, supposed, bounds.now, build) for supposed, build in asked]
        while True:
            evening = datetime.combine(day + _A_DAY, midnight(), ZoneInfo(file.timezone)).astimezone(UTC)
            for player in players:
                await player.advance(evening)
            if day >= last or bounds.seconds() > over_at:
                return [await _seen(player.play, day) for player in players]
            day += _A_DAY


async def _begun(stack: AsyncExitStack, file: CohortFile, ask: Ask, now: datetime, build: Builder) -> Player:
    changed = _supposed(file, ask)
    opening = rehearsal(changed, CoreSurface.of(changed), build, SimulatedClock(now))
    play = await stack.enter_async_context(opening)
    await _carry_in(play, ask.carried, now)
    if ask.change is Change.MENTOR_LEAVES:
        await play.surface.leaves(Deed("what-if", play.account(ask.mentor)))
    return Player(play)


async def _carry_in(play: Rehearsal, carried: Carried, now: datetime) -> None:
    """Put what there is already into the copy; an open case is taken up where its next step may be due."""
    async with play.house.storage.transaction() as tx:
        cohort = await tx.cohorts.by_handle(play.file.handle)
        assert cohort is not None
        ids = {one.handle: one.id for one in await tx.members.in_cohort(cohort.id)}
        for absence in carried.absences:
            await tx.absences.add(replace(absence, member_id=ids[absence.member_id]))
        for each in carried.cases:
            learner_id, owner_id = ids[each.learner_id], ids.get(each.owner_id, "")
            await tx.cases.add(replace(each, cohort_id=cohort.id, learner_id=learner_id, owner_id=owner_id))
            policy = cohort.plan.safety.severities[each.severity]
            step, wait = ("case.escalate", policy.wait) if each.is_unowned else ("case.watch", policy.watch)
            await tx.timers.put(Later(now + wait, Action(step, each.id)))


def _supposed(file: CohortFile, ask: Ask) -> CohortFile:
    match ask.change:
        case Change.SILENCE:
            return replace(file, simulate=replace(file.simulate, **dict.fromkeys((*_QUIET, *_ABSENT), 0.0)))
        case Change.HOLIDAY if ask.holiday is not None:
            plan = replace(file.plan, holidays=(*file.plan.holidays, Holiday(ask.holiday)))
            return replace(file, plan=plan)
        case _:
            return file


async def _seen(play: Rehearsal, through: date) -> Outlook:
    async with play.house.storage.snapshot() as tx:
        return await _counted(play, tx, through)


async def _counted(play: Rehearsal, tx: Tx, through: date) -> Outlook:
    cohort = await tx.cohorts.by_handle(play.file.handle)
    assert cohort is not None
    people = {one.id: one for one in await tx.members.in_cohort(cohort.id)}
    pairings = await tx.pairings.in_cohort(cohort.id)
    learners = Counter(people[one.mentor_id].handle for one in pairings if people[one.mentor_id].is_active)
    with_mentor = {one.learner_id for one in pairings if people[one.mentor_id].is_active}
    own = [line for line in play.lines if line.surface != "reply"]
    return Outlook(
        through,
        _days(own, play.file.timezone),
        _loads(own, play.file, learners),
        len(own),
        len(await tx.cases.in_cohort(cohort.id)),
        sum(one.role is Role.LEARNER and one.is_active and one.id not in with_mentor for one in people.values()),
    )


def _days(lines: list[Said], zone: str) -> tuple[DayAhead, ...]:
    counted: dict[date, Counter[str]] = {}
    for line in lines:
        counted.setdefault(line.at.astimezone(ZoneInfo(zone)).date(), Counter())[line.kind] += 1
    return tuple(DayAhead(on, tuple(kinds.most_common())) for on, kinds in sorted(counted.items()))


def _loads(lines: list[Said], file: CohortFile, learners: Counter[str]) -> tuple[Load, ...]:
    zones = {person.id: person.timezone for person in file.people}
    private = [line for line in lines if line.to in zones]
    per_day = Counter((line.to, line.at.astimezone(ZoneInfo(zones[line.to])).date()) for line in private)
    messages = Counter(line.to for line in private)
    fullest = {who: max(n for (to, _), n in per_day.items() if to == who) for who in messages}
    wanted = {*messages, *learners}
    found = [Load(who, messages[who], fullest.get(who, 0), learners[who]) for who in wanted]
    return tuple(sorted(found, key=lambda load: (-load.learners, -load.fullest, -load.messages, load.handle)))
