"""How full a mentor's week is: their own word, relief when it is too much, and cover for a while (F7)."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.domain.members import Absence, AbsenceKind, Member, Role
from bot.domain.room import FULL, HEAVY
from bot.domain.schedule import local_date
from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.events import ActionChosen
from bot.flows.moves import option_of, ranked, room
from bot.flows.people import on_call, the_member
from bot.flows.session_plans import call_off_between
from bot.router import Router
from bot.turn import Turn
from bot.wording import care as care_wording
from bot.wording import moves as moves_wording
from bot.wording import workload as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("mentor workload", role=Role.MENTOR)
async def workload(turn: Turn, load: Annotated[int, "1: lots of room, to 5: too much"]) -> Effects:
    """Say how full your week is, 1 to 5; when it is too much, somebody can take over."""
    return await said(turn, load)


@routes.action("workload.answer", role=Role.MENTOR)
async def answer(turn: Turn, _subject: str) -> Effects:
    """The same, from the list below the weekly digest."""
    chosen = turn.event.value if isinstance(turn.event, ActionChosen) else ""
    return await said(turn, int(chosen) if chosen.isdecimal() and len(chosen) < 3 else 0)


async def said(turn: Turn, load: int) -> Effects:
    """Keep a mentor's word on their week, and offer relief where it is too much."""
    voice = Voice.to(turn.me)
    if not 1 <= load <= FULL:
        raise Refused(wording.no_level(voice))
    traits = await turn.tx.traits.of(turn.me.id)
    today = local_date(turn.now, turn.me.timezone)
    await turn.tx.traits.put(replace(traits, load=load, load_on=today))
    if load < HEAVY:
        return [Reply(wording.noted(voice, load))]
    return [Reply(wording.heavy(voice, load, await _choices(turn) if load == FULL else []))]


async def _choices(turn: Turn) -> list[tuple[Member, moves_wording.Option]]:
    """Return the acting mentor's learners whom somebody else could take, each with the best mentor for them."""
    mine = [await the_member(turn, one.learner_id) for one in await turn.tx.pairings.of_mentor(turn.me.id)]
    best: dict[str, moves_wording.Option] = {}
    for candidate in await ranked(turn, turn.here, [one for one in mine if one.is_active], turn.me.id):
        if candidate.learner_id not in best:
            best[candidate.learner_id] = await option_of(turn, candidate)
    learners = {one.id: one for one in mine}
    return [(learners[learner_id], option) for learner_id, option in best.items()]


@routes.command("mentor cover", role=Role.MENTOR)
async def cover(turn: Turn, until: Annotated[date, "The last day on which somebody else should be there"]) -> Effects:
    """Ask for cover: you are off until that day, and a coordinator looks who can be there."""
    today = local_date(turn.now, turn.me.timezone)
    if until < today:
        raise Refused(care_wording.past_day(Voice.to(turn.me), until))
    absence_id = turn.new_id("cover", turn.me.id, until)
    await turn.tx.absences.add(Absence(absence_id, turn.me.id, AbsenceKind.AWAY, today, until))
    coordinator = next(iter(await on_call(turn, turn.here)), None)
    learners = [await the_member(turn, one.learner_id) for one in await turn.tx.pairings.of_mentor(turn.me.id)]
    free = (await room(turn, turn.here)).free(turn.me.id)
    effects: Effects = [Reply(wording.covered(Voice.to(turn.me), until, coordinator))]
    if coordinator is not None:
        card = wording.cover_wanted(Voice.to(coordinator), turn.me, until, learners, free)
        effects.append(Send(ToMember(coordinator.id), card))
    return [*effects, *await call_off_between(turn, turn.me, today, until)]
