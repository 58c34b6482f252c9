"""A case that somebody has, and what the same person says afterwards: it must reach somebody again."""

import pytest

from bot.domain.cases import CaseState
from tests.scenarios.test_safety import ALERT, SENTENCE, cases
from tests.world import Cohort, World

PASSIVE = "everyone would be better off without me"
IMMINENT = "goodbye everyone, tonight I will kill myself"


async def taken(cohort: Cohort, note: bool) -> None:
    """Say something that is no emergency, and have it looked after."""
    await cohort.says("L1", PASSIVE, at="Wed 3 Mar 12:00", in_="#g1")
    await cohort.until("Wed 3 Mar 12:01")
    await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
    if note:
        await cohort.presses("C1", "Add a note")
        await cohort.submits("C1", note="wrote to them")


@pytest.mark.parametrize("note", [False, True])
async def test_what_becomes_graver_alerts_everybody_on_call_at_once_whoever_has_the_case(
    world: World, note: bool
) -> None:
    async with world(learners="L1") as cohort:
        await taken(cohort, note)
        before = cohort.dms_to("C1").count(ALERT), cohort.dms_to("C2").count(ALERT)

        await cohort.says("L1", IMMINENT, at="Wed 3 Mar 13:40", in_="#g1")

        (case,) = await cases(cohort)
        assert (case.state, case.owner_id) == (CaseState.OPEN, "")
        after = cohort.dms_to("C1").count(ALERT), cohort.dms_to("C2").count(ALERT)
        assert after == (before[0] + 1, before[1] + 1)
        assert cohort.dms_to("C1").count("case.graver") == 1
        await cohort.until("Wed 3 Mar 13:56")
        assert cohort.dms_to("C2").count(ALERT) == before[1] + 2


async def test_whoever_said_it_and_now_says_that_it_is_tonight_is_told_to_the_next_person_too(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 23:40", in_="#g1")
        assert ALERT not in cohort.dms_to("C2")

        await cohort.says("L1", IMMINENT, at="Wed 3 Mar 23:42", in_="#g1")

        assert cohort.dms_to("C2").count(ALERT) == 1


async def test_whoever_has_a_grave_case_hears_once_an_hour_that_there_was_one_more_sign(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        await cohort.presses("C1", "Add a note")
        await cohort.submits("C1", note="wrote to them")

        for minute in (20, 25, 30):
            await cohort.says("L1", SENTENCE, at=f"Thu 4 Mar 20:{minute}", in_="#g1")

        assert cohort.dms_to("C1").count("case.news") == 1
        assert SENTENCE not in cohort.last("C1", "case.news").text
