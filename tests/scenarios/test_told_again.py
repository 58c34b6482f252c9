"""What somebody says or presses while their case waits, was given up, or is with somebody who isn't there."""

import pytest

from bot.domain.cases import CaseState
from tests.scenarios.test_graver import IMMINENT
from tests.scenarios.test_reports import report
from tests.scenarios.test_safety import ALERT, SENTENCE, cases
from tests.world import Cohort, World

NIGHT = "Wed 3 Mar 23:40"
TALK = "Talk to someone now"


async def in_contact(cohort: Cohort) -> None:
    """A crisis that somebody has and has written a note about."""
    await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
    await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
    await cohort.presses("C1", "Add a note")
    await cohort.submits("C1", note="wrote to them")


def alerts(cohort: Cohort) -> tuple[int, int]:
    return cohort.dms_to("C1").count(ALERT), cohort.dms_to("C2").count(ALERT)


@pytest.mark.parametrize("presses", [True, False])
async def test_after_nobody_took_a_case_the_next_word_goes_to_the_line_again(world: World, presses: bool) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at=NIGHT, in_="#g1")
        await cohort.until("Thu 4 Mar 09:00")
        before = alerts(cohort)
        assert (await cases(cohort))[0].state is CaseState.EXHAUSTED

        if presses:
            await cohort.presses("L1", TALK, at="Thu 4 Mar 09:05")
        else:
            await cohort.says("L1", SENTENCE, at="Thu 4 Mar 09:05", in_="#g1")

        assert alerts(cohort) == (before[0] + 1, before[1])
        await cohort.until("Thu 4 Mar 09:21")
        assert alerts(cohort) == (before[0] + 2, before[1] + 1)


async def test_whoever_asks_for_a_person_at_night_is_not_told_to_wait_for_the_morning(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "somebody here keeps threatening me", at=NIGHT, in_="#g1")
        assert ALERT not in cohort.dms_to("C1")

        await cohort.presses("L1", TALK, at="Wed 3 Mar 23:41")

        assert "I've asked Name C1" in cohort.last("L1").text
        assert alerts(cohort) == (1, 0)


async def test_a_report_that_could_wait_and_now_cannot_is_told_at_once(world: World) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "L1", at=NIGHT)
        assert ALERT not in cohort.dms_to("C1")

        await report(cohort, "L1", at="Wed 3 Mar 23:45", now="urgent")

        assert alerts(cohort) == (1, 0)


async def test_that_it_is_tonight_goes_to_everybody_on_call_whoever_has_the_case(world: World) -> None:
    async with world(learners="L1") as cohort:
        await in_contact(cohort)

        await cohort.says("L1", IMMINENT, at="Thu 4 Mar 23:40", in_="#g1")

        assert alerts(cohort) == (2, 1)
        assert "case.graver" in cohort.dms_to("C1")
        await cohort.presses("C2", "I have it", at="Thu 4 Mar 23:45", on=ALERT)
        await cohort.says("L1", IMMINENT, at="Thu 4 Mar 23:50", in_="#g1")
        assert alerts(cohort) == (2, 1)
        assert cohort.dms_to("C2")[-1] == "case.news"


async def test_what_whoever_has_a_case_cannot_be_told_goes_to_the_line(world: World) -> None:
    async with world(learners="L1") as cohort:
        await in_contact(cohort)
        cohort.surface.closed.add("C1")

        await cohort.says("L1", SENTENCE, at="Thu 4 Mar 23:40", in_="#g1")

        assert cohort.dms_to("C2")[-1] == ALERT
        assert (await cases(cohort))[0].state is CaseState.OPEN


async def test_while_whoever_has_a_case_is_away_a_new_word_goes_to_who_is_there(world: World) -> None:
    async with world(learners="L1") as cohort:
        await in_contact(cohort)
        await cohort.commands("C1", "/peer away 2027-03-04 2027-03-10")

        await cohort.says("L1", SENTENCE, at="Thu 4 Mar 23:40", in_="#g1")

        assert alerts(cohort) == (1, 1)
        assert "Name C2" in cohort.last("L1", "crisis.reply").text


async def test_a_new_word_asks_whoever_has_the_case_for_a_new_note_or_it_comes_back(world: World) -> None:
    async with world(learners="L1") as cohort:
        await in_contact(cohort)
        await cohort.says("L1", SENTENCE, at="Thu 4 Mar 23:40", in_="#g1")
        await cohort.says("L1", SENTENCE, at="Fri 5 Mar 00:05", in_="#g1")
        await cohort.until("Fri 5 Mar 00:11")
        assert cohort.dms_to("C1")[-1] == "case.reminder"
        assert alerts(cohort) == (1, 0)

        await cohort.until("Fri 5 Mar 00:41")
        assert alerts(cohort)[0] == 2


async def test_whoever_writes_again_reads_the_name_of_whoever_has_their_case(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.until("Wed 3 Mar 12:16")
        await cohort.presses("C2", "I have it", at="Wed 3 Mar 12:20")
        await cohort.presses("C2", "Add a note")
        await cohort.submits("C2", note="wrote to them")

        await cohort.presses("L1", TALK, at="Wed 3 Mar 13:00")
        assert "I've asked Name C2" in cohort.last("L1").text
        await cohort.presses("C2", "Open the case")
        await cohort.presses("C2", "Add a note")
        await cohort.submits("C2", note="we spoke")

        await cohort.says("L1", SENTENCE, at="Fri 5 Mar 12:00", in_="#g1")
        assert "Name C2" in cohort.last("L1", "crisis.reply").text


async def test_that_the_writer_cannot_be_reached_is_told_to_somebody_who_can(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed |= {"L1", "C1"}
        await cohort.says("L1", SENTENCE, at=NIGHT, in_="#g1")

        assert "case.unreachable" in cohort.dms_to("C2")


async def test_whoever_comes_back_from_a_pause_hears_what_nobody_took_meanwhile(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.leaves("C1", at="Wed 3 Mar 11:00")
        await cohort.leaves("C2", at="Wed 3 Mar 11:00")
        await cohort.says("L1", SENTENCE, at=NIGHT, in_="#g1")
        await cohort.joins("C2", at="Thu 4 Mar 08:00")
        await cohort.commands("C2", "/peer back", at="Thu 4 Mar 08:01")

        assert alerts(cohort) == (0, 1)
        await cohort.presses("C2", "I have it")
        assert (await cases(cohort))[0].state is CaseState.ACKNOWLEDGED


async def test_a_message_that_is_changed_into_a_plan_is_told_to_the_next_person_too(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at=NIGHT, in_="#g1")
        await cohort.edits("L1", SENTENCE, IMMINENT, at="Wed 3 Mar 23:42")

        assert alerts(cohort) == (2, 1)


@pytest.mark.parametrize("closed", [True, False])
async def test_what_is_said_anew_is_not_called_three_days_old(world: World, closed: bool) -> None:
    async with world(learners="L1") as cohort:
        await in_contact(cohort)
        (case,) = await cases(cohort)
        if closed:
            await cohort.commands("C1", f"/coord case close {case.ref} supported we spoke")
        await cohort.says("L1", IMMINENT, at="Sat 6 Mar 23:40", in_="#g1")

        assert "just now" in cohort.last("C2", ALERT).text
        await cohort.until("Sat 6 Mar 23:56")
        assert "15 minutes ago" in cohort.last("C2", ALERT).text


async def test_where_nobody_can_be_told_many_words_are_not_as_many_messages_outside(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C2", "/peer pause", at="Wed 3 Mar 11:00")
        cohort.surface.closed.add("C1")
        for minute in (40, 41, 42, 51):
            await cohort.says("L1", SENTENCE, at=f"Wed 3 Mar 23:{minute}", in_="#g1")

        assert cohort.sent_to("outside") == ["case.outside", "case.outside"]
