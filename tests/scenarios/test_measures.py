"""The same rule, the same answer, kept: what a coordinator does when somebody hurt others (E14, L6)."""

from tests.scenarios.test_safety import cases
from tests.world import Cohort, World

THREAT = "I know where you live and I will come"


async def _step(cohort: Cohort, number: int, step: str) -> None:
    await cohort.presses("C1", "I have it")
    await cohort.presses("C1", "Show excerpt")
    await cohort.presses("C1", "What follows")
    await cohort.submits("C1", step=step, note=f"talked, {number}")


async def test_a_step_stands_in_the_case_and_says_how_it_is_done(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", THREAT, at="Wed 3 Mar 12:00", in_="#g1")
        await _step(cohort, 1, "message")

        card = cohort.last("C1", "case.measure")
        assert "Take it away yourself" in card.text
        (case,) = await cases(cohort)
        async with await cohort.tx() as tx:
            (entry,) = [one for one in await tx.cases.timeline(case.id) if one.what == "measure:message"]
            assert entry.note == "talked, 1"
            assert "case.measure:message" in [row.what for row in await tx.audit.about([case.id])]
        assert "case.measure" not in cohort.sent_to("L1")
        assert THREAT not in card.text


async def test_the_next_time_the_same_rule_is_broken_one_reads_what_was_done_before(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", THREAT, at="Wed 3 Mar 12:00", in_="#g1")
        await _step(cohort, 1, "word")
        await cohort.says("L2", THREAT, at="Thu 4 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", on="case.alert")
        await cohort.presses("C1", "Show excerpt")
        await cohort.presses("C1", "What follows", on="case.excerpt")

        options = [option.label for option in cohort.form("C1").inputs[0].options]
        assert options[0] == "A word with each, alone (before: 1)"
