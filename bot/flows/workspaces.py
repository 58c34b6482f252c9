"""The bot is taken out of a workspace, or let in again: its cohorts rest meanwhile, and everything is kept."""

from dataclasses import replace

from bot.domain.auditing import OPERATOR
from bot.domain.cohorts import Cohort, CohortState
from bot.effects import Effects
from bot.events import WorkspaceFound, WorkspaceLost
from bot.router import Router
from bot.turn import Turn

routes = Router()


@routes.on(WorkspaceLost)
async def lost(turn: Turn, event: WorkspaceLost) -> Effects:
    """Pause the cohorts that live there: nothing is asked, nothing counts as missed, nothing is deleted."""
    for cohort in await _living_in(turn, event):
        if cohort.state is CohortState.OPEN:
            await _become(turn, cohort, CohortState.PAUSED, "lost")
            await turn.tx.facts.put(_fact(cohort), "lost")
    return []


@routes.on(WorkspaceFound)
async def found(turn: Turn, event: WorkspaceFound) -> Effects:
    """Go on with the cohorts that were paused because the bot was gone; not with those somebody paused.

    What could not be sent meanwhile is tried at once.
    """
    await turn.tx.outbox.hurry(event.platform, event.workspace, turn.now)
    for cohort in await _living_in(turn, event):
        if cohort.state is CohortState.PAUSED and await turn.tx.facts.get(_fact(cohort)):
            await _become(turn, cohort, CohortState.OPEN, "found")
            await turn.tx.facts.put(_fact(cohort), "")
    return []


async def _living_in(turn: Turn, event: WorkspaceLost | WorkspaceFound) -> list[Cohort]:
    spots = await turn.tx.places.in_workspace(event.platform, event.workspace)
    cohorts = [await turn.tx.cohorts.find(cohort_id) for cohort_id in dict.fromkeys(spot.cohort_id for spot in spots)]
    return [cohort for cohort in cohorts if cohort is not None]


async def _become(turn: Turn, cohort: Cohort, state: CohortState, why: str) -> None:
    await turn.tx.cohorts.save(replace(cohort, state=state))
    await turn.tx.audit.add(turn.now, OPERATOR, f"cohort.{state}:workspace_{why}", cohort.id)


def _fact(cohort: Cohort) -> str:
    return f"cohort.paused.{cohort.id}"
