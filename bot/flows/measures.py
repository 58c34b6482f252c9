"""A coordinator keeps which step they took when somebody hurt others, and sees what was done before in such a case."""

from collections import Counter
from collections.abc import Mapping

from bot.domain.access import may_see_case
from bot.domain.cases import NOTE_LIMIT, Case
from bot.domain.measures import Step, taken
from bot.domain.members import Role
from bot.effects import Effects, Refused, Reply
from bot.flows.case_doors import save, the_case
from bot.flows.case_record import acted
from bot.router import Router
from bot.turn import Turn
from bot.wording import case_desk as desk
from bot.wording import cases, common
from bot.wording import measures as wording
from bot.wording.voice import Voice

routes = Router()


@routes.action("case.measure", role=Role.COORDINATOR)
async def measure(turn: Turn, case_id: str) -> Effects:
    """Open the steps, with what was done before where the same rule was broken."""
    case = await the_case(turn, case_id)
    return [Reply(wording.form(Voice.to(turn.me), case, await _before(turn, case)))]


@routes.form("case.measured", role=Role.COORDINATOR)
async def measured(turn: Turn, case_id: str, values: Mapping[str, str]) -> Effects:
    """Keep the step in the case, and say how it is done."""
    case, voice = await the_case(turn, case_id), Voice.to(turn.me)
    if case.is_closed:
        raise Refused(cases.closed_already(voice, case))
    if case.is_unowned:
        raise Refused(desk.take_first(voice, case))
    if values.get("step") not in list(Step):
        raise Refused(common.gone(Voice.to(turn.me)))
    step = Step(values["step"])
    await save(turn, case.in_contact())
    await acted(turn, case, f"measure:{step}", values.get("note", "").strip()[:NOTE_LIMIT])
    return [Reply(wording.kept(voice, case, step))]


async def _before(turn: Turn, case: Case) -> Counter[Step]:
    """Count the steps taken in this cohort for the same rule, in the cases this coordinator may know of."""
    found: Counter[Step] = Counter()
    for other in await turn.tx.cases.in_cohort(case.cohort_id):
        if other.id != case.id and other.rule == case.rule and may_see_case(turn.me, other):
            found += taken(await turn.tx.cases.timeline(other.id))
    return found
