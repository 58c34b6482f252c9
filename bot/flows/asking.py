"""Questions in the channel for help: whoever is on duty hears of one that nobody takes up (L4)."""

from datetime import datetime

from bot.cards import Action
from bot.domain.asking import HELP, LOOKED_BACK, due_at, questions
from bot.domain.cohorts import CohortState
from bot.domain.members import Member, Role
from bot.domain.schedule import local_date
from bot.effects import Effects, Later, Send, ToMember
from bot.events import MessageReceived
from bot.flows.people import on_call, the_cohort, the_member
from bot.ports import Spot
from bot.router import Router
from bot.turn import Turn
from bot.wording import asking as wording
from bot.wording.voice import Voice

routes = Router()


def heard(by: Member, spot: Spot | None, zone: str, event: MessageReceived) -> Effects:
    """Look, some time after a learner wrote in the channel for help, whether anybody took it up."""
    if spot is None or spot.name != HELP or by.role is not Role.LEARNER or event.reply_to is not None:
        return []
    return [Later(due_at(event.at, zone), Action("asking.look", f"{by.id}:{_micros(event.at)}"))]


@routes.timer("asking.look")
async def look(turn: Turn, subject: str) -> Effects:
    """Tell the coordinator on duty that it waits, once a day for each learner; never what it says."""
    member_id, _, moment = subject.partition(":")
    learner = await the_member(turn, member_id)
    cohort = await the_cohort(turn, learner.cohort_id)
    on_duty = await on_call(turn, cohort)
    if cohort.state is CohortState.CLOSED or not learner.is_reachable or not on_duty:
        return []
    lines = await turn.tx.participations.in_channel(cohort.id, HELP, turn.now - LOOKED_BACK)
    theirs = [one for one in questions(lines) if one.line.member_id == member_id]
    asked = next((one for one in theirs if str(_micros(one.line.at)) == moment), None)
    if asked is None or asked.answered_at is not None:
        return []
    reader = on_duty[0]
    card = wording.waits(Voice.to(reader), learner, turn.now - asked.line.at)
    key = f"asking:{learner.id}:{local_date(turn.now, cohort.timezone)}:{reader.id}"
    return [Send(ToMember(reader.id), card, key=key)]


def _micros(at: datetime) -> int:
    """Return a moment as a number: unlike a platform's id of a message, it always fits into an action."""
    return round(at.timestamp() * 1_000_000)
