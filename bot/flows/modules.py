"""How far learners have come: written down by a coordinator, or taken up from a spreadsheet (M2, P12)."""

from dataclasses import replace
from typing import Annotated

from bot.domain.cohorts import Cohort
from bot.domain.deadlines import Module
from bot.domain.figures import Modules
from bot.domain.members import Member, Role
from bot.domain.modules import due_by, next_module
from bot.effects import Effects, Refused, Reply
from bot.events import ProgressRead
from bot.ports import Tx
from bot.router import Router
from bot.turn import Turn
from bot.wording import modules as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("coord progress", role=Role.COORDINATOR)
async def progress(
    turn: Turn,
    learner: Annotated[Member, "Which learner"],
    finished: Annotated[int, "How many modules they have finished"],
) -> Effects:
    """Note how many modules a learner has finished; whoever is behind hears where to begin."""
    voice, of = Voice.to(turn.me), len(turn.here.plan.modules)
    if learner.role is not Role.LEARNER or not 0 <= finished <= of:
        raise Refused(wording.impossible(voice, of))
    traits = await turn.tx.traits.of(learner.id)
    await turn.tx.traits.put(replace(traits, module=finished))
    await turn.tx.audit.add(turn.now, turn.me.id, f"member.module:{finished}", learner.id)
    return [Reply(wording.noted(voice, learner, finished, of))]


@routes.on(ProgressRead)
async def read(turn: Turn, event: ProgressRead) -> Effects:
    """Note what a learning platform says of a cohort's learners; what it said before changes nothing."""
    cohort = await turn.tx.cohorts.by_handle(event.cohort)
    if cohort is None:
        return []
    await turn.tx.audit.add(turn.now, event.source, f"progress.read:{len(event.finished)}", cohort.id)
    for learner in await turn.tx.members.in_cohort(cohort.id, Role.LEARNER):
        finished = event.finished.get(learner.handle)
        traits = await turn.tx.traits.of(learner.id)
        if finished is not None and finished != traits.module:
            await turn.tx.traits.put(replace(traits, module=finished))
            await turn.tx.audit.add(turn.now, event.source, f"member.module:{finished}", learner.id)
    return []


async def behind(turn: Turn, cohort: Cohort, learner: Member, week: int) -> Module | None:
    """Return the module a learner is behind with in a week."""
    if not cohort.plan.modules:
        return None
    traits = await turn.tx.traits.of(learner.id)
    return next_module(cohort.plan, traits.module, week)


async def modules_of(tx: Tx, cohort: Cohort, week: int) -> dict[str, Modules]:
    """Return how far learners have come of what is due when a week begins; who nobody said anything of is left out."""
    if not cohort.plan.modules:
        return {}
    learners = {member.id for member in await tx.members.in_cohort(cohort.id, Role.LEARNER) if member.is_reachable}
    due, traits = due_by(cohort.plan, week), await tx.traits.in_cohort(cohort.id)
    return {id: Modules(one.module, due) for id, one in traits.items() if id in learners and one.module is not None}
