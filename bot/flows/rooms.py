"""Rooms come and go: a new one gets its norms and its notice, and coordinators hear of one that is missing."""

from collections.abc import Callable
from dataclasses import replace

from bot import rooms
from bot.cards import Card
from bot.domain.affinity import is_space
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Role
from bot.effects import Effects, Send, ToChannel, ToMember, Urgency
from bot.events import RoomLost, RoomMade, RoomTrouble
from bot.flows.notices import notice
from bot.flows.people import the_cohort, the_member
from bot.flows.prompts import welcome
from bot.ports import Spot
from bot.router import Router
from bot.turn import Turn
from bot.wording import rooms as wording
from bot.wording import spaces as space_wording
from bot.wording.setup import PICKED
from bot.wording.voice import Voice

routes = Router()


@routes.on(RoomMade)
async def made(turn: Turn, event: RoomMade) -> Effects:
    """Know the room from now on, and post what belongs at its top."""
    cohort = await the_cohort(turn, event.cohort_id)
    spot = Spot(event.place, cohort.id, event.name, event.group_id)
    await _put(turn, spot)
    await rooms.remember(turn.tx, event.place, rooms.Made(event.kind))
    again = await turn.tx.facts.get(_again(spot))
    await turn.tx.facts.put(_again(spot), "")
    greeting = await _greeting(turn, cohort, spot, f":{spot.place.channel}" if again else "")
    return [*greeting, *(await notice(turn, cohort, spot.name, f":{spot.place.channel}") if again else [])]


@routes.on(RoomLost)
async def lost(turn: Turn, event: RoomLost) -> Effects:
    """Tell the coordinators; one that the bot made will be made anew."""
    spot = await turn.tx.places.at(event.place)
    if spot is None:
        return []
    known = await rooms.made(turn.tx, event.place)
    cohort = await the_cohort(turn, spot.cohort_id)
    if cohort.state is CohortState.CLOSED or (known is not None and known.is_closed):
        return []
    if known is None:
        return await _tell(
            turn, cohort, lambda voice: wording.named_is_gone(voice, f"#{spot.name}", can_be_picked=spot.name in PICKED)
        )
    await rooms.remember(turn.tx, event.place, None)
    await turn.tx.places.move(spot, replace(event.place, channel=f"#{spot.name}"))
    await turn.tx.facts.put(_again(spot), "yes")
    return await _tell(turn, cohort, lambda voice: wording.made_anew(voice, f"#{spot.name}"))


@routes.on(RoomTrouble)
async def trouble(turn: Turn, event: RoomTrouble) -> Effects:
    """Tell the coordinators what keeps a room from being as it should be."""
    cohort = await the_cohort(turn, event.cohort_id)
    known = [member for account in event.people for member in await turn.tx.members.of_account(account)]
    names = [member.name for member in known if member.cohort_id == cohort.id and not is_space(event.name)]
    room = await _called(turn, cohort, event.name)
    return await _tell(turn, cohort, lambda voice: wording.trouble(voice, room, event.lack, names))


async def _put(turn: Turn, spot: Spot) -> None:
    """Give the place its channel; a pair that had a room together before has the same one again."""
    here = await turn.tx.places.in_workspace(spot.place.platform, spot.place.workspace)
    before = next((each for each in here if (each.cohort_id, each.name) == (spot.cohort_id, spot.name)), None)
    if before is not None and before.place == spot.place:
        return
    if any(each.place == spot.place for each in here):
        await turn.tx.places.forget(spot.place)
    if before is not None:
        await turn.tx.places.move(before, spot.place)
    else:
        await turn.tx.places.add(spot)


async def _greeting(turn: Turn, cohort: Cohort, spot: Spot, mark: str) -> Effects:
    """Return what belongs at the top of a room; `mark` tells one that was made anew from the first."""
    if spot.group_id:
        group = await turn.tx.groups.find(spot.group_id)
        return [await welcome(turn, cohort, group, mark)] if group is not None else []
    voice = Voice.to(cohort)
    if spot.name.startswith(rooms.PAIR):
        card = await _pair_card(turn, cohort, spot)
    elif is_space(spot.name):
        card = await _space_card(turn, cohort, spot, voice)
    elif spot.name == rooms.COORDINATORS:
        card = wording.for_coordinators(voice, cohort)
    else:
        card = wording.for_everybody(voice, cohort, spot.name)
    key = f"room:{cohort.id}:{spot.name}{mark}"
    return [Send(ToChannel(cohort.id, spot.name), card, Urgency.PROMPT, key=key)] if card is not None else []


async def _pair_card(turn: Turn, cohort: Cohort, spot: Spot) -> Card | None:
    pairings = await turn.tx.pairings.in_cohort(cohort.id)
    pairing = next((each for each in pairings if rooms.pair_name(each) == spot.name), None)
    if pairing is None:
        return None
    learner, mentor = await the_member(turn, pairing.learner_id), await the_member(turn, pairing.mentor_id)
    return wording.for_pair(Voice.to(cohort), cohort, mentor, learner)


async def _space_card(turn: Turn, cohort: Cohort, spot: Spot, voice: Voice) -> Card | None:
    space = next((one for one in await turn.tx.spaces.in_cohort(cohort.id) if one.place_name == spot.name), None)
    return space_wording.greeting(voice, space) if space is not None else None


async def _called(turn: Turn, cohort: Cohort, name: str) -> str:
    """Return what people call a room."""
    pairings = await turn.tx.pairings.in_cohort(cohort.id)
    pairing = next((each for each in pairings if rooms.pair_name(each) == name), None)
    if pairing is None:
        return f"#{name}"
    learner, mentor = await the_member(turn, pairing.learner_id), await the_member(turn, pairing.mentor_id)
    return f"{learner.name} and {mentor.name}"


async def _tell(turn: Turn, cohort: Cohort, say: Callable[[Voice], Card]) -> Effects:
    coordinators = await turn.tx.members.in_cohort(cohort.id, Role.COORDINATOR)
    return [Send(ToMember(c.id), say(Voice.to(c))) for c in coordinators]


def _again(spot: Spot) -> str:
    return f"room.again.{spot.cohort_id}.{spot.name}"
