"""The bot is taken out of a workspace, and let in again."""

from dataclasses import replace

import pytest

from bot.domain.cohorts import CohortState
from bot.events import WorkspaceFound, WorkspaceLost
from tests.scenarios.test_left_out import SENTENCE, shown, told_outside
from tests.world import Cohort, World


async def tell(cohort: Cohort, kind: type[WorkspaceLost] | type[WorkspaceFound], workspace: str = "demo") -> None:
    cohort.deeds += 1
    now = cohort.play.clock.now()
    await cohort.play.house.app.handle(kind(f"told:{cohort.deeds}", now, "local", workspace))


async def state(cohort: Cohort) -> CohortState:
    async with await cohort.tx() as tx:
        [row] = await tx.cohorts.all()
    found: CohortState = row.state
    return found


async def test_while_the_bot_is_gone_nothing_is_asked_and_afterwards_it_goes_on(world: World) -> None:
    async with world("L1") as cohort:
        await cohort.until("Wed 3 Mar 12:00")
        await tell(cohort, WorkspaceLost)
        await cohort.until("Fri 5 Mar 12:00")
        assert "check_in.open" not in cohort.sent_to("L1")

        await tell(cohort, WorkspaceFound)
        await cohort.until("Fri 12 Mar 12:00")
        assert cohort.sent_to("L1").count("check_in.open") == 1


async def test_another_workspace_is_another_matter(world: World) -> None:
    async with world("L1") as cohort:
        await tell(cohort, WorkspaceLost, "elsewhere")

        assert await state(cohort) is CohortState.OPEN


async def test_a_cohort_that_somebody_paused_stays_paused(world: World) -> None:
    async with world("L1") as cohort:
        async with cohort.play.house.storage.transaction() as tx:
            [row] = await tx.cohorts.all()
            await tx.cohorts.save(replace(row, state=CohortState.PAUSED))

        await tell(cohort, WorkspaceLost)
        await tell(cohort, WorkspaceFound)

        assert await state(cohort) is CohortState.PAUSED


@pytest.mark.fault(36)
async def test_a_case_that_nobody_has_goes_outside_while_the_bot_is_gone_and_is_told_once_it_is_back(
    world: World,
) -> None:
    async with world("L1") as cohort:
        await cohort.until("Wed 3 Mar 11:59")
        cohort.surface.is_down = True
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await tell(cohort, WorkspaceLost)
        await cohort.until("Wed 3 Mar 12:03")
        assert told_outside(cohort) == 1

        cohort.surface.is_down = False
        await tell(cohort, WorkspaceFound)
        await cohort.until("Wed 3 Mar 12:05")
        assert "case.alert" in shown(cohort, "C1")
