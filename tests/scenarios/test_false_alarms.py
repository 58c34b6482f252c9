"""A false alarm is one press, is erased at once, and counts against its rule where coordinators see it."""

import pytest

from tests.scenarios.test_reports import heard
from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import World


async def test_a_false_alarm_counts_against_its_rule_in_the_report(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "False alarm")
        await cohort.commands("C1", "/coord report")

        fields = {field.name: field.value for field in cohort.last("C1").fields}
        assert fields["False alarms among closed cases"].endswith(": 1 of 1")
        (case,) = await cases(cohort)
        assert case.excerpt == ""


async def test_whoever_wrote_what_a_case_is_about_does_not_find_it_in_the_figures(world: World) -> None:
    async with world(learners="L1", C1={"consented": True}) as cohort:
        await cohort.says("C1", "I know where you live and I will come", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C2", "False alarm")
        for who in ("C1", "C2"):
            await cohort.commands(who, "/coord report")

        assert "False alarms" in heard(cohort, "C2")
        assert "False alarms" not in heard(cohort, "C1")


@pytest.mark.parametrize("closed", [4, 5])
async def test_everybody_reads_how_often_the_rules_were_wrong_once_there_are_enough_cases(
    world: World, closed: int
) -> None:
    learners = " ".join(f"L{n}" for n in range(1, closed + 1))
    async with world(learners=learners) as cohort:
        for number in range(1, closed + 1):
            await cohort.says(f"L{number}", SENTENCE, at=f"Wed 3 Mar 12:{number:02}", in_="#g1")
            await cohort.presses("C1", "False alarm")
        await cohort.commands("L1", "/peer privacy")

        is_shown = f"Of {closed} looked at so far, {closed} turned out to be nothing" in cohort.last("L1").text
        assert is_shown is (closed >= 5)
