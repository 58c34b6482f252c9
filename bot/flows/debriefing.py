"""How much somebody on call carries, and whom they may talk to about it."""

from bot.domain.case_load import taken
from bot.domain.cohorts import Cohort
from bot.domain.members import Role
from bot.effects import Effects, Reply, Send, ToMember
from bot.flows.case_doors import the_case
from bot.flows.people import on_call
from bot.router import Router
from bot.turn import Turn
from bot.wording import debriefing as wording
from bot.wording.voice import Voice

routes = Router()


async def carried(turn: Turn, cohort: Cohort) -> int:
    """Return how many grave cases whoever acts has taken within a day."""
    return taken(await turn.tx.cases.in_cohort(cohort.id), turn.me.id, turn.now)


@routes.action("case.talk", role=Role.COORDINATOR)
async def talk(turn: Turn, case_id: str) -> Effects:
    """After a heavy case: another coordinator, who may know of it, is asked for a word, and told nothing of it."""
    case = await the_case(turn, case_id)
    people = await on_call(turn, turn.here, (*case.not_asked, turn.me.id))
    other = people[0] if people else None
    effects: Effects = [Reply(wording.asked(Voice.to(turn.me), other))]
    if other is not None:
        card = wording.wants_to_talk(Voice.to(other), turn.me)
        effects.append(Send(ToMember(other.id), card, key=f"talk:{turn.me.id}:{case.id}"))
    return effects
