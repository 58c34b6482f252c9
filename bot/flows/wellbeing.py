"""How mentors are themselves: asked once half way, nothing kept, one tap to a person (F8)."""

from datetime import time, timedelta

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Member, Role
from bot.domain.room import HEAVY
from bot.domain.schedule import LocalTime, local_date
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.people import is_away, on_call, the_cohort, the_member
from bot.flows.workload import said
from bot.router import Router
from bot.turn import Turn
from bot.wording import wellbeing as wording
from bot.wording.voice import Voice

routes = Router()

ASKED_AT = time(12)
"""On the Wednesday half way, on each mentor's own clock."""


def first_question(turn: Turn, cohort: Cohort, mentor: Member) -> Effects:
    """Set when a mentor is asked how they are: half way."""
    wednesday = cohort.starts_on + timedelta(weeks=(cohort.weeks - 1) // 2, days=2)
    when = LocalTime(wednesday, ASKED_AT, mentor.timezone)
    return [Later(when, Action("wellbeing.ask", mentor.id))] if when.moment() > turn.now and cohort.weeks > 2 else []


@routes.timer("wellbeing.ask")
async def how_are_you(turn: Turn, mentor_id: str) -> Effects:
    """Ask a mentor how they are themselves."""
    mentor = await the_member(turn, mentor_id)
    cohort = await the_cohort(turn, mentor.cohort_id)
    if not mentor.is_active or cohort.state is not CohortState.OPEN or await is_away(turn, mentor):
        return []
    card = wording.how_are_you(Voice.to(mentor))
    return [Send(ToMember(mentor.id), card, key=f"wellbeing:{mentor.id}")]


@routes.action("wellbeing.well", role=Role.MENTOR)
async def well(turn: Turn, _subject: str) -> Effects:
    """Nothing is kept of it."""
    return [Reply(wording.well(Voice.to(turn.me)))]


@routes.action("wellbeing.much", role=Role.MENTOR)
async def much(turn: Turn, _subject: str) -> Effects:
    """It is a bit much: what could help."""
    return await said(turn, HEAVY)


@routes.action("wellbeing.talk", role=Role.MENTOR)
async def talk(turn: Turn, _subject: str) -> Effects:
    """The coordinator on duty hears that somebody would like to talk, and nothing else."""
    others = [one for one in await on_call(turn, turn.here) if one.id != turn.me.id]
    coordinator = next(iter(others), None)
    effects: Effects = [Reply(wording.talk_soon(Voice.to(turn.me), coordinator))]
    if coordinator is not None:
        key = f"talk:{turn.me.id}:{local_date(turn.now, turn.me.timezone)}"
        card = wording.wants_to_talk(Voice.to(coordinator), turn.me)
        effects.append(Send(ToMember(coordinator.id), card, key=key))
    return effects
