"""A mentor is worried about a learner: one note, and a coordinator hears of it."""

from typing import Annotated

from bot.cards import Card
from bot.domain.access import may_reach_out
from bot.domain.cases import Cause
from bot.domain.members import Member, Role
from bot.domain.reports import KEEPS_AWAY, MENTOR, REPORT_LIMIT, SEVERITY_OF_CONCERN, Concern
from bot.effects import Effects, Refused, Reply
from bot.flows.cases import Opening, open_case
from bot.flows.first_told import first_told
from bot.flows.naming import kept_on, named
from bot.helplines import register
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import escalating as wording
from bot.wording.care import not_a_learner
from bot.wording.voice import Voice

routes = Router()


@routes.command("mentor escalate", role=Role.MENTOR)
async def escalate(
    turn: Turn,
    learner: Annotated[Member, "Whom you are worried about"],
    concern: Annotated[Concern, "What kind of worry it is"],
    text: Annotated[str, "What you saw or heard, in plain words"],
) -> Effects:
    """Bring a worry about a learner to a coordinator; a note is needed."""
    pairing = await turn.tx.pairings.of_learner(learner.id)
    if not may_reach_out(turn.me, learner, pairing):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if learner.role is not Role.LEARNER:
        raise Refused(not_a_learner(Voice.to(turn.me), learner))
    opening = Opening(
        learner,
        MENTOR,
        SEVERITY_OF_CONCERN[concern],
        Cause.MENTOR,
        f"mentor.{concern}",
        excerpt=text.strip()[:REPORT_LIMIT],
        subject_ids=await _kept_from(turn, learner, concern, text),
        opener_id=turn.me.id,
    )
    effects = await open_case(turn, turn.here, opening)
    return [Reply(await _told(turn, learner, opening)), *effects]


async def _kept_from(turn: Turn, learner: Member, concern: Concern, text: str) -> tuple[str, ...]:
    """Return who may be who it is about: whoever this note or one before names, besides the two themselves."""
    if concern not in KEEPS_AWAY:
        return ()
    found = {*await named(turn, text, await turn.tx.members.in_cohort(turn.here.id)), *await kept_on(turn)}
    return tuple(sorted(found - {learner.id, turn.me.id}))


async def _told(turn: Turn, learner: Member, opening: Opening) -> Card:
    policy = turn.here.plan.safety.severities[opening.severity]
    told, at = await first_told(turn, turn.here, policy, opening.subject_ids)
    voice, country = Voice.to(turn.me), register().get(learner.country)
    return wording.told(voice, learner, told, at if at > turn.now else None, country)
