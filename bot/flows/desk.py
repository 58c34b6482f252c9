"""The way from chat to the desk in the browser: a link for one person, once."""

from bot.domain.members import Role
from bot.domain.seals import seal
from bot.domain.visits import KEPT_FOR, Visit
from bot.effects import Effects, Refused, Reply
from bot.events import ActionChosen, CommandInvoked, FormSubmitted
from bot.router import Router
from bot.turn import Turn
from bot.wording import desk as wording
from bot.wording.voice import Voice

routes = Router()

ADDRESS = "desk.address"
"""The fact that says where the desk is served; "" where it is not."""
LINK = "desk link"
"""What the seal of a link is made for."""


@routes.command("coord desk", role=Role.COORDINATOR)
async def coordinators_desk(turn: Turn) -> Effects:
    """Open the desk in your browser: this week, cases, people, figures, the calendar."""
    return await _offer(turn)


@routes.command("mentor desk", role=Role.MENTOR)
async def mentors_desk(turn: Turn) -> Effects:
    """Open the desk in your browser: your learners and what comes next."""
    return await _offer(turn)


async def _offer(turn: Turn) -> Effects:
    voice, event = Voice.to(turn.me), turn.event
    address = await turn.tx.facts.get(ADDRESS)
    if not address or not isinstance(event, CommandInvoked | ActionChosen | FormSubmitted):
        raise Refused(wording.not_served(voice))
    by, place = event.by, event.place
    visit = Visit(
        turn.new_id("visit", turn.me.id, event.id),
        turn.me.id,
        by.platform,
        by.workspace,
        by.id,
        place.channel,
        place.is_direct,
        turn.now,
    )
    await turn.tx.visits.forget(turn.now - KEPT_FOR)
    await turn.tx.visits.add(visit)
    await turn.tx.audit.add(turn.now, turn.me.id, "desk.offered", turn.me.id)
    return [Reply(wording.link(voice, f"{address}/in/{visit.id}.{seal(turn.secret, LINK, visit.id)}"))]
