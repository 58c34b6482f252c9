"""Coordinators are looked after as well: a word after a heavy case, a person who listens, and never too many cases."""

from bot.domain.case_load import MOST
from tests.scenarios.test_safety import ALERT, SENTENCE, cases
from tests.world import Cohort, World


async def closed(cohort: Cohort, who: str, ref: str) -> None:
    await cohort.commands(who, f"/coord case close {ref} supported wrote and spoke with them")


async def test_after_a_grave_case_somebody_reads_a_word_and_may_ask_another_coordinator_for_one(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        (case,) = await cases(cohort)
        await closed(cohort, "C1", case.ref)
        assert "Take ten minutes" in cohort.last("C1", "case.closed").text

        await cohort.presses("C1", "I'd like to talk")

        assert "asked Name C2" in cohort.last("C1").text
        asked = cohort.last("C2", "case.wants_to_talk").text
        assert "Name C1" in asked
        assert case.ref not in asked


async def test_whoever_is_kept_out_of_the_case_is_not_asked_either(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer report", at="Wed 3 Mar 12:00")
        await cohort.presses("L1", "Write a report")
        await cohort.submits("L1", text="It is about Name C2", now="not_safe")
        await cohort.presses("C1", "I have it")
        (case,) = await cases(cohort)
        await closed(cohort, "C1", case.ref)

        await cohort.presses("C1", "I'd like to talk")

        assert "no other coordinator" in cohort.last("C1").text
        assert "case.wants_to_talk" not in cohort.dms_to("C2")


async def test_whoever_took_many_grave_cases_within_a_day_is_told_after_the_others(world: World) -> None:
    learners = [f"L{number}" for number in range(1, MOST + 3)]
    async with world(learners=" ".join(learners)) as cohort:
        for number, who in enumerate(learners[:MOST]):
            await cohort.says(who, SENTENCE, at=f"Wed 3 Mar 12:{number:02}", in_="#g1")
            await cohort.presses("C1", "I have it")
        assert f"Those are {MOST} grave cases within a day" in cohort.last("C1", "case.card").text
        assert ALERT not in cohort.dms_to("C2")

        await cohort.says(learners[MOST], SENTENCE, at="Wed 3 Mar 12:20", in_="#g1")

        assert cohort.dms_to("C1").count(ALERT) == MOST
        assert cohort.dms_to("C2").count(ALERT) == 1
        await cohort.presses("C2", "I have it")
        await cohort.says(learners[MOST + 1], SENTENCE, at="Fri 5 Mar 12:20", in_="#g1")
        assert cohort.dms_to("C1")[-1] == ALERT


async def test_whoever_writes_reads_the_name_of_the_one_who_is_told(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/peer away 2027-03-03 2027-03-04", at="Tue 2 Mar 12:00")

        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")

        assert cohort.dms_to("C2").count(ALERT) == 1
        assert "Name C2" in cohort.last("L1", "crisis.reply").text
        assert "Name C1" not in cohort.last("L1", "crisis.reply").text
