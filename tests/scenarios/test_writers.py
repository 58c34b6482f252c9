"""Who is told where the one on call wrote it themselves, where a victim names them, and where hope is gone twice."""

import pytest

from bot.domain.signals.severity import Severity
from tests.scenarios.test_reports import heard
from tests.scenarios.test_retention import crisis
from tests.scenarios.test_safety import ALERT, SENTENCE, cases
from tests.world import World

HOPELESS = ("everything feels hopeless", "I'm such a burden to everyone")
TOLD = "I am being harassed by Name C1"
NOON = "Wed 3 Mar 12:00"


async def test_the_one_on_call_who_is_in_danger_themselves_is_looked_after_by_the_next(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("C1", SENTENCE, at=NOON, in_="#g1")

        (case,) = await cases(cohort)
        assert (ALERT in cohort.dms_to("C1"), ALERT in cohort.dms_to("C2")) == (False, True)
        assert "Name C2" in cohort.last("C1", "crisis.reply").text
        for command in ("/coord case list", f"/coord case ack {case.ref}", f"/coord case show {case.ref}"):
            await cohort.commands("C1", command)
        assert "I don't find a case" in cohort.last("C1").text
        await cohort.until("Wed 3 Mar 15:00")
        assert ALERT not in cohort.dms_to("C1")
        (case,) = await cases(cohort)
        assert case.owner_id == ""
        assert "case.outside" in cohort.sent_to("outside")


async def test_the_only_coordinator_who_is_in_danger_is_told_to_the_outside_contact_at_once(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C2", "/peer pause", at="Wed 3 Mar 11:00")
        await cohort.says("C1", SENTENCE, at=NOON, in_="#g1")

        assert "case.outside" in cohort.sent_to("outside")
        assert ALERT not in cohort.dms_to("C1") + cohort.dms_to("C2")
        assert "Somebody outside the programme" in cohort.last("C1", "crisis.reply").text


async def test_a_coordinator_whom_a_victim_names_hears_nothing_by_any_button(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", TOLD, at=NOON, in_="#g1")

        (case,) = await cases(cohort)
        assert (ALERT in cohort.dms_to("C1"), ALERT in cohort.dms_to("C2")) == (False, True)
        reply = cohort.last("L1", "harassment.reply").text
        assert ("Name C2" in reply, "Name C1" in reply) == (True, False)
        await cohort.presses("L1", "Talk to someone now")
        assert "I've asked Name C2" in cohort.last("L1").text
        await cohort.presses("L1", "I'm safe")
        await cohort.until("Wed 3 Mar 20:00")
        assert case.ref not in heard(cohort, "C1")
        assert ALERT not in cohort.dms_to("C1")
        assert len(await cases(cohort)) == 1
        async with await cohort.tx() as tx:
            said = [entry.what for entry in await tx.cases.timeline(case.id)]
        assert "learner_ok" in said


async def test_that_a_victim_cannot_be_reached_is_not_told_to_whom_they_named(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("L1")
        await cohort.says("L1", TOLD, at=NOON, in_="#g1")
        await cohort.until("Wed 3 Mar 12:05")

        assert ("case.unreachable" in cohort.dms_to("C1"), "case.unreachable" in cohort.dms_to("C2")) == (False, True)


async def test_whoever_is_only_mentioned_in_a_crisis_is_told_like_everybody(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", f"{SENTENCE}, Name C1", at=NOON, in_="#g1")

        assert ALERT in cohort.dms_to("C1")


async def test_hopeless_words_twice_within_two_days_are_told_at_once(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", HOPELESS[0], at=NOON, in_="#g1")
        assert (await crisis(cohort)).severity is Severity.ELEVATED

        await cohort.says("L1", HOPELESS[1], at="Fri 5 Mar 11:00", in_="#g1")

        case = await crisis(cohort)
        assert (case.severity, case.signals) == (Severity.HIGH, 2)
        assert cohort.dms_to("C1")[-1] == ALERT


@pytest.mark.parametrize(("words", "at"), [(HOPELESS[1], "Fri 5 Mar 12:01"), ("all is well", "Wed 3 Mar 12:30")])
async def test_after_two_days_or_without_a_second_time_they_are_not(world: World, words: str, at: str) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", HOPELESS[0], at=NOON, in_="#g1")
        await cohort.says("L1", words, at=at, in_="#g1")

        assert (await crisis(cohort)).severity is Severity.ELEVATED


async def test_one_hopeless_message_that_is_changed_is_one(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", HOPELESS[0], at=NOON, in_="#g1")
        await cohort.edits("L1", HOPELESS[0], HOPELESS[1])

        case = await crisis(cohort)
        assert (case.severity, case.signals) == (Severity.ELEVATED, 1)


async def test_hopeless_words_beside_another_signal_are_told_at_once(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", f"{HOPELESS[0]}. I can't keep up, thinking of dropping out", at=NOON, in_="#g1")

        assert (await crisis(cohort)).severity is Severity.HIGH
        assert "crisis.reply" in cohort.dms_to("L1")


async def test_hopeless_words_of_a_saturday_do_not_wait_for_monday(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", HOPELESS[0], at="Fri 5 Mar 23:00", in_="#g1")
        assert ALERT not in cohort.dms_to("C1")
        await cohort.until("Sat 6 Mar 08:30")

        assert ALERT in cohort.dms_to("C1")
