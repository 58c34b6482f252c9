"""`/coord setup`: a coordinator picks channels and what is scanned, from inside the workspace they are in.

The cohort file stays what a cohort begins with; what is picked here is kept, and holds from then on.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot import rooms
from bot.cards import FieldErrors
from bot.domain.cohorts import Cohort
from bot.domain.members import Role
from bot.effects import Effects, Reply, Send, ToMember, Urgency
from bot.events import PersonEvent, Place
from bot.flows.notices import notice
from bot.ports import Spot
from bot.router import Router
from bot.turn import Turn
from bot.wording import setup as wording
from bot.wording.voice import Voice

routes = Router()

_BY_INVITATION = frozenset({"slack"})
"""Where the bot has to be invited into a channel before it can post there."""


@routes.command("coord setup", role=Role.COORDINATOR)
async def setup(turn: Turn) -> Effects:
    """Pick the cohort's channels and what is scanned, and test that coordinators can be reached."""
    return [Reply(wording.form(Voice.to(turn.me), await _now(turn)))]


@routes.form(wording.SAVE, role=Role.COORDINATOR)
async def save(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Keep what was picked, post the notice where something is scanned now, and test private messages."""
    picked = {name: values.get(name, "").strip() for name in wording.PICKED}
    choice, voice = values.get(wording.SCAN, ""), Voice.to(turn.me)
    errors = await _errors(turn, picked, choice)
    if errors:
        chosen = wording.Chosen(picked, turn.here.plan.safety.scan, choice or wording.AS_IT_IS)
        return [Reply(FieldErrors(wording.form(voice, chosen), errors))]
    moved = [name for name, channel in picked.items() if await _move(turn, name, channel)]
    before = turn.here.plan.safety.scan
    cohort = await _scanning(turn, await _scan(turn, choice))
    told = [name for name in cohort.plan.safety.scan if name in moved or name not in before]
    coordinators = await turn.tx.members.in_cohort(cohort.id, Role.COORDINATOR)
    needs_invitation = _here(turn)[0] in _BY_INVITATION
    await turn.tx.audit.add(turn.now, turn.me.id, "cohort.setup", cohort.id)
    mark = turn.new_id("setup", cohort.id)
    return [
        Reply(wording.saved(voice, cohort, wording.Saved(moved, told, coordinators, needs_invitation))),
        *[effect for name in told for effect in await notice(turn, cohort, name, f":{mark}")],
        *[
            Send(ToMember(c.id), wording.test(Voice.to(c), cohort, turn.me), Urgency.ANSWER, tag=f"setup:{c.id}:{mark}")
            for c in coordinators
        ],
    ]


def _here(turn: Turn) -> tuple[str, str]:
    """Return the platform and workspace somebody sets up from."""
    assert isinstance(turn.event, PersonEvent)
    return turn.event.by.platform, turn.event.by.workspace


async def _now(turn: Turn) -> wording.Chosen:
    spots = await turn.tx.places.in_workspace(*_here(turn))
    mine = {spot.name: spot.place.channel for spot in spots if spot.cohort_id == turn.here.id}
    return wording.Chosen({name: mine.get(name, "") for name in wording.PICKED}, turn.here.plan.safety.scan)


async def _errors(turn: Turn, picked: Mapping[str, str], choice: str) -> dict[str, str]:
    voice, errors = Voice.to(turn.me), dict[str, str]()
    chosen = [channel for channel in picked.values() if channel]
    for name, channel in picked.items():
        if not channel:
            continue
        at = await turn.tx.places.at(Place(*_here(turn), channel))
        known = await turn.tx.places.named(turn.here.id, name)
        if chosen.count(channel) > 1:
            errors[name] = wording.twice(voice)
        elif at is not None and (at.cohort_id, at.name) != (turn.here.id, name) and at.name not in picked:
            errors[name] = wording.taken(voice, at.name)
        elif known is not None and (known.place.platform, known.place.workspace) != _here(turn):
            errors[name] = wording.elsewhere(voice, known.place.platform)
    if choice in (wording.CHANNELS, wording.ALL) and not turn.here.plan.safety.outside:
        errors[wording.SCAN] = wording.nobody_outside(voice)
    return errors


async def _move(turn: Turn, name: str, channel: str) -> bool:
    """Give a place of the cohort's its channel; False where it has that one, or none was picked."""
    place = Place(*_here(turn), channel)
    before = await turn.tx.places.named(turn.here.id, name)
    if not channel or (before is not None and before.place == place):
        return False
    if await turn.tx.places.at(place) is not None:
        await turn.tx.places.forget(place)  # it was another one's that is picked anew in the same form
    if before is not None and await turn.tx.places.at(before.place) is not None:
        await rooms.remember(turn.tx, before.place, None)
        await turn.tx.places.move(before, place)
    else:
        await turn.tx.places.add(Spot(place, turn.here.id, name))
    return True


async def _scan(turn: Turn, choice: str) -> tuple[str, ...]:
    groups = tuple(group.handle for group in await turn.tx.groups.in_cohort(turn.here.id))
    spots = [await turn.tx.places.named(turn.here.id, name) for name in (wording.COHORT, wording.HELP)]
    channels = tuple(spot.name for spot in spots if spot is not None)
    match choice:
        case wording.NOTHING:
            return ()
        case wording.CHANNELS:
            return channels
        case wording.ALL:
            return (*groups, *channels)
        case _:
            return turn.here.plan.safety.scan


async def _scanning(turn: Turn, scan: tuple[str, ...]) -> Cohort:
    if scan == turn.here.plan.safety.scan:
        return turn.here
    plan = turn.here.plan
    cohort = replace(turn.here, plan=replace(plan, safety=replace(plan.safety, scan=scan)))
    await turn.tx.cohorts.save(cohort)
    return cohort
