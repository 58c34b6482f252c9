"""Once somebody said who did it, what they bring later is kept from them too, though it names nobody."""

from tests.scenarios.test_reports import heard, report
from tests.scenarios.test_safety import ALERT, cases
from tests.scenarios.test_writers import TOLD
from tests.world import Cohort, World

NOON, LATER = "Wed 3 Mar 12:00", "Wed 3 Mar 12:10"
BOTH = f"{TOLD} and I want to kill myself"


async def kept_from_c1(cohort: Cohort) -> None:
    """Nothing of any case came to the one on call, and there are cases."""
    found = await cases(cohort)
    assert found
    assert not [case.ref for case in found if case.ref in heard(cohort, "C1")]
    assert ALERT in cohort.dms_to("C2")
    await cohort.until("Mon 8 Mar 12:00")
    assert ALERT not in cohort.dms_to("C1")


async def test_a_second_report_that_names_nobody_is_kept_from_whom_the_first_was_about(world: World) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "L1", at=NOON, about="Name C1")
        await report(cohort, "L1", at=LATER, text="it happened again")

        assert "Never told, and never shown any of it: Name C1" in cohort.last("L1", "report.received").text
        await kept_from_c1(cohort)


async def test_after_a_report_words_help_and_buttons_go_past_whom_it_was_about(world: World) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "L1", at=NOON, about="Name C1")
        await cohort.says("L1", "I am being harassed", at=LATER, in_="#g1")
        assert "Name C2" in cohort.last("L1", "harassment.reply").text
        await cohort.presses("L1", "Talk to someone now")
        assert "I've asked Name C2" in cohort.last("L1").text
        await cohort.commands("L1", "/peer help what became of my report?")
        assert "Name C2 hears of it" in cohort.last("L1").text

        await kept_from_c1(cohort)


async def test_who_was_named_once_is_not_told_when_it_is_he_the_next_time(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", TOLD, at=NOON, in_="#g1")
        await cohort.says("L1", "he keeps threatening me", at=LATER, in_="#g1")

        assert len(await cases(cohort)) == 1
        await kept_from_c1(cohort)


async def test_a_button_of_a_message_whose_case_is_closed_tells_nobody_it_was_kept_from(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", TOLD, at=NOON, in_="#g1")
        await cohort.presses("C2", "I have it")
        (case,) = await cases(cohort)
        await cohort.commands("C2", f"/coord case close {case.ref} supported we talked")

        await cohort.presses("L1", "Talk to someone now", at="Sat 20 Mar 13:00")

        assert "I've asked Name C2" in cohort.last("L1").text
        assert ALERT not in cohort.dms_to("C1")


async def test_a_mentor_who_says_again_that_it_happened_names_nobody_and_need_not(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor escalate L1 harassment Name C1 keeps calling them", at=NOON)
        await cohort.commands("M1", "/mentor escalate L1 harassment it happened again", at=LATER)

        await kept_from_c1(cohort)


async def test_in_a_crisis_everybody_is_told_and_reads_of_the_danger_but_not_whom_the_writer_accuses(
    world: World,
) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", BOTH, at="Wed 3 Mar 23:40")
        assert ALERT in cohort.dms_to("C1")
        await cohort.presses("C1", "Show excerpt")

        assert "kill myself" in cohort.last("C1").text
        assert "harassed" not in heard(cohort, "C1")


async def test_whoever_repeats_a_threat_they_got_is_heard_as_the_one_who_got_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", f'{TOLD}, he said "I know where you live and I will come"', at=NOON)

        assert cohort.dms_to("L1") == ["harassment.reply"]
        await kept_from_c1(cohort)


async def test_whoever_calls_them_by_their_name_is_heard_as_well(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "Name C1 raped me", at=NOON)

        await kept_from_c1(cohort)


async def test_whoever_reported_somebody_else_is_told_to_the_one_on_call_as_ever(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await report(cohort, "L1", at=NOON, about="Name C1")
        await cohort.says("L2", "I am being harassed", at=LATER, in_="#g1")
        await cohort.says("L1", "I want to kill myself", at=LATER, in_="#g1")

        assert cohort.dms_to("C1").count(ALERT) == 2
