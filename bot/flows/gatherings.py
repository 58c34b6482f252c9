"""Events of the whole cohort: planned from the file or by a coordinator, announced, reminded of, moved, called off."""

from datetime import datetime
from typing import Annotated

from bot.cards import Action, Card
from bot.cohort_file import CohortFile
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.days import parse_when
from bot.domain.gatherings import LONGEST, REMINDED_AHEAD, Gathering, announced_at
from bot.domain.links import parse_link
from bot.domain.members import Role
from bot.domain.schedule import local_date
from bot.effects import Effects, Later, Refused, Reply, Revise, Send, ToChannel
from bot.flows.people import the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import gatherings as wording
from bot.wording.voice import Voice

routes = Router()

CHANNEL = "cohort"
_SHORTEST, _TITLE = 5, 100


async def of_file(turn: Turn, cohort: Cohort, file: CohortFile) -> Effects:
    """Store what the cohort file plans, and when it is announced; nothing that is over already."""
    effects: Effects = []
    coming = sorted((row for row in file.events if row.at > turn.now), key=lambda row: row.at)
    for number, row in enumerate(coming, 1):
        gathering_id = turn.new_id("gathering", cohort.id, number)
        gathering = Gathering(gathering_id, cohort.id, f"E{number}", row.title, row.at, row.minutes, row.link)
        await turn.tx.gatherings.add(gathering)
        effects.append(Later(announced_at(gathering, turn.now), Action("gathering.announce", gathering.id)))
    return effects


@routes.timer("gathering.announce")
async def announce(turn: Turn, gathering_id: str) -> Effects:
    """Tell the cohort's channel of an event of the file, a week ahead."""
    gathering = await turn.tx.gatherings.get(gathering_id)
    if gathering is None or gathering.is_announced or gathering.is_cancelled or gathering.starts_at <= turn.now:
        return []
    cohort = await the_cohort(turn, gathering.cohort_id)
    if cohort.state is CohortState.CLOSED:
        return []
    if announced_at(gathering, turn.now) > turn.now:
        return [Later(announced_at(gathering, turn.now), Action("gathering.announce", gathering.id))]
    return await _announced(turn, cohort, gathering)


async def _announced(turn: Turn, cohort: Cohort, gathering: Gathering) -> Effects:
    known = gathering.announced()
    await turn.tx.gatherings.save(known)
    return [_post(cohort, known, wording.announced(_voice(cohort), known, turn.now)), *_reminder(turn, known)]


def _reminder(turn: Turn, gathering: Gathering) -> Effects:
    at = gathering.starts_at - REMINDED_AHEAD
    return [Later(at, Action("gathering.remind", gathering.id))] if at > turn.now else []


def _post(cohort: Cohort, gathering: Gathering, card: Card) -> Send:
    return Send(ToChannel(cohort.id, CHANNEL), card, tag=_tag(gathering), deadline_at=gathering.starts_at)


def _tag(gathering: Gathering) -> str:
    return f"gathering:{gathering.id}"


def _voice(cohort: Cohort) -> Voice:
    return Voice.to(cohort)


@routes.timer("gathering.remind")
async def remind(turn: Turn, gathering_id: str) -> Effects:
    """An hour before: the time, and where to join."""
    gathering = await turn.tx.gatherings.find(gathering_id)
    if gathering is None or not gathering.is_announced or gathering.starts_at <= turn.now:
        return []
    if turn.now < gathering.starts_at - REMINDED_AHEAD:
        return _reminder(turn, gathering)
    cohort = await the_cohort(turn, gathering.cohort_id)
    return [_post(cohort, gathering, wording.reminder(_voice(cohort), gathering))]


@routes.command("coord event plan", role=Role.COORDINATOR)
async def plan(
    turn: Turn,
    title: Annotated[str, "What it is called"],
    when: Annotated[str, "On your clock, like Thu 18:00 or 17 Mar 18:00"],
    minutes: Annotated[int, "How long it takes (empty: an hour)"] = 60,
    link: Annotated[str, "Where to join, like https://… (empty: in the channel)"] = "",
) -> Effects:
    """Announce a live session or another event to the whole cohort."""
    voice, cohort = Voice.to(turn.me), turn.here
    at, name = _time(turn, when), " ".join(title.split())
    if not 0 < len(name) <= _TITLE:
        raise Refused(wording.no_title(voice))
    if not _SHORTEST <= minutes <= LONGEST:
        raise Refused(wording.no_such_length(voice))
    if await turn.tx.places.named(cohort.id, CHANNEL) is None:
        raise Refused(wording.no_channel(voice))
    number = len(await turn.tx.gatherings.in_cohort(cohort.id)) + 1
    gathering_id = turn.new_id("gathering", cohort.id, number)
    gathering = Gathering(gathering_id, cohort.id, f"E{number}", name, at, minutes, _link(turn, link))
    await turn.tx.gatherings.add(gathering)
    await turn.tx.audit.add(turn.now, turn.me.id, "event.planned", gathering.id)
    return [Reply(wording.planned(voice, gathering.announced())), *await _announced(turn, cohort, gathering)]


def _time(turn: Turn, typed: str) -> datetime:
    voice = Voice.to(turn.me)
    try:
        at = parse_when(typed, turn.now, turn.me.timezone)
    except ValueError:
        raise Refused(wording.no_such_time(voice, typed)) from None
    if at <= turn.now or local_date(at, turn.here.timezone) > turn.here.ends_on:
        raise Refused(wording.out_of_bounds(voice, at))
    return at


def _link(turn: Turn, typed: str) -> str:
    try:
        return parse_link(typed)
    except ValueError:
        raise Refused(wording.no_such_link(Voice.to(turn.me), typed)) from None


async def _coming(turn: Turn, ref: str) -> Gathering:
    """Return an event of this cohort that is still to come, locked."""
    wanted = ref.strip().upper()
    for gathering in await turn.tx.gatherings.in_cohort(turn.here.id):
        if gathering.ref == wanted and not gathering.is_cancelled and gathering.starts_at > turn.now:
            locked = await turn.tx.gatherings.get(gathering.id)
            if locked is not None:
                return locked
    raise Refused(wording.unknown(Voice.to(turn.me), ref))


@routes.command("coord event move", role=Role.COORDINATOR)
async def move(
    turn: Turn,
    ref: Annotated[str, "The event, like E2"],
    when: Annotated[str, "The new time on your clock, like Thu 18:00 or 17 Mar 18:00"],
) -> Effects:
    """Move an event; whoever has heard of it reads the new time."""
    gathering, at = await _coming(turn, ref), _time(turn, when)
    moved, voice = gathering.moved(at), _voice(turn.here)
    await turn.tx.gatherings.save(moved)
    await turn.tx.audit.add(turn.now, turn.me.id, "event.moved", moved.id)
    effects: Effects = [Reply(wording.planned(Voice.to(turn.me), moved))]
    if not moved.is_announced:
        return [*effects, Later(announced_at(moved, turn.now), Action("gathering.announce", moved.id))]
    return [
        *effects,
        Revise(_tag(moved), wording.is_over(voice, moved)),
        _post(turn.here, moved, wording.moved(voice, moved, turn.now)),
        *_reminder(turn, moved),
    ]


@routes.command("coord event cancel", role=Role.COORDINATOR)
async def cancel(turn: Turn, ref: Annotated[str, "The event, like E2"]) -> Effects:
    """Call an event off; whoever has heard of it is told."""
    gathering, voice = await _coming(turn, ref), _voice(turn.here)
    gone = gathering.cancelled()
    await turn.tx.gatherings.save(gone)
    await turn.tx.audit.add(turn.now, turn.me.id, "event.cancelled", gone.id)
    effects: Effects = [Reply(wording.cancelled(Voice.to(turn.me), gone))]
    if not gathering.is_announced:
        return effects
    return [
        *effects,
        Revise(_tag(gone), wording.is_over(voice, gone)),
        _post(turn.here, gone, wording.called_off(voice, gone, turn.now)),
    ]


@routes.command("coord event list", role=Role.COORDINATOR)
async def coming(turn: Turn) -> Effects:
    """Show the events to come."""
    every = await turn.tx.gatherings.in_cohort(turn.here.id)
    ahead = [gathering for gathering in every if not gathering.is_cancelled and gathering.ends_at > turn.now]
    return [Reply(wording.listed(Voice.to(turn.me), ahead))]
