"""Who is told when somebody on call has days off, pauses or leaves: nobody who waits for a person is left alone."""

import pytest

from bot.domain.cases import CaseState
from tests.scenarios.test_safety import ALERT, SENTENCE, cases
from tests.world import World


async def test_whoever_has_days_off_is_told_after_everybody_else(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/peer away 2027-03-03 2027-03-04", at="Tue 2 Mar 12:00")

        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 23:40", in_="#g1")

        assert cohort.dms_to("C2").count(ALERT) == 1
        assert ALERT not in cohort.dms_to("C1")
        await cohort.until("Wed 3 Mar 23:55")
        assert cohort.dms_to("C1").count(ALERT) == 1


async def test_where_everybody_has_days_off_the_one_on_call_is_told(world: World) -> None:
    async with world(learners="L1") as cohort:
        for who in ("C1", "C2"):
            await cohort.commands(who, "/peer away 2027-03-03 2027-03-04", at="Tue 2 Mar 12:00")

        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 23:40", in_="#g1")

        assert cohort.dms_to("C1").count(ALERT) == 1


@pytest.mark.parametrize("noted", [False, True])
async def test_whoever_pauses_gives_their_cases_back_to_the_line(world: World, noted: bool) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        if noted:
            await cohort.presses("C1", "Add a note")
            await cohort.submits("C1", note="wrote to them")

        await cohort.commands("C1", "/peer pause", at="Wed 3 Mar 12:10")

        (case,) = await cases(cohort)
        assert (case.state, case.owner_id) == (CaseState.OPEN, "")
        assert cohort.dms_to("C2").count(ALERT) == 1


async def test_the_only_coordinator_who_is_there_cannot_pause(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C2", "/peer pause", at="Wed 3 Mar 12:00")
        await cohort.commands("C1", "/peer pause")

        assert cohort.last("C1").kind == "absence.only_coordinator"
        assert (await cohort.member("C1")).is_active


async def test_whoever_erases_themselves_while_on_call_leaves_nobody_waiting(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")

        await cohort.commands("C1", "/peer mydata delete", at="Wed 3 Mar 12:10")
        await cohort.presses("C1", "Delete it")

        (case,) = await cases(cohort)
        assert (case.state, case.owner_id) == (CaseState.OPEN, "")
        assert cohort.dms_to("C2").count(ALERT) == 1
        await cohort.says("L1", "I want to die", at="Thu 4 Mar 12:00", in_="#g1")
        await cohort.until("Mon 15 Mar 12:00")
        (case,) = await cases(cohort)
        assert case.state is CaseState.EXHAUSTED
