"""What a coordinator arranges with somebody: another pace, a care pause, another mentor; neutral words for all."""

import pytest

from bot.domain.check_ins import CheckInState
from tests.world import World

OPEN, REMINDER, ONE_TAP = "check_in.open", "check_in.reminder", "nudge.check_in"


async def test_another_pace_leaves_weeks_out_and_says_when_the_next_one_comes(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 10:00")
        await cohort.commands("C1", "/coord pace L1 2")
        assert "every 2 weeks" in cohort.last("L1", "care.pace").text
        assert "The next one comes on Thursday 18 March." in cohort.last("L1", "care.pace").text

        await cohort.until("Mon 15 Mar 12:00")
        assert cohort.dms_to("L1") == [OPEN, "care.pace"]
        await cohort.until("Thu 18 Mar 12:00")
        assert cohort.dms_to("L1")[-1] == OPEN
        await cohort.commands("L1", "/peer why")
        assert "your pace has no check-in that week" in cohort.last("L1").text


async def test_a_care_pause_excuses_whatever_opens_in_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord care L1 2027-03-12", at="Tue 2 Mar 12:00")
        assert "Take the time you need: until Friday 12 March" in cohort.last("L1", "care.pause").text

        await cohort.until("Mon 15 Mar 12:00")
        assert cohort.dms_to("L1") == ["care.pause"]
        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            states = [check_in.state for check_in in await tx.check_ins.history(member.id)]
        assert states == [CheckInState.EXCUSED, CheckInState.EXCUSED]


async def test_another_mentor_is_told_to_all_three_in_neutral_words(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord handoff L1 M2", at="Tue 2 Mar 12:00")

        assert "Thank you for the time you gave them" in cohort.last("M1", "pairing.moved").text
        assert "is now your learner" in cohort.last("M2", "pairing.new_learner").text
        assert "is now your mentor" in cohort.last("L1", "pairing.new_mentor").text
        for who in ("M1", "M2", "L1"):
            assert not any(word in cohort.last(who).text.lower() for word in ("because", "sorry", "complain", "fault"))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("/coord pace L1 9", "care.impossible"),
        ("/coord pace M1 2", "care.not_a_learner"),
        ("/coord care L1 2027-01-01", "care.past"),
        ("/coord handoff M1 L1", "pairing.wrong_roles"),
        ("/coord handoff L1 M1", "pairing.already"),
        ("/coord pace Nobody 2", "refusal.argument"),
    ],
)
async def test_what_cannot_be_is_said_with_a_next_step_and_changes_nothing(world: World, typed: str, kind: str) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", typed, at="Tue 2 Mar 12:00")

        assert cohort.last("C1").kind == kind
        assert cohort.dms_to("L1") == []


async def test_only_coordinators_arrange_such_things(world: World) -> None:
    async with world(learners="L1") as cohort:
        for who in ("L1", "M1"):
            await cohort.commands(who, "/coord pace L1 4", at="Tue 2 Mar 12:00" if who == "L1" else None)
            assert cohort.last(who).kind == "refusal.right"


async def test_while_a_person_looks_after_somebody_the_bot_asks_nothing(world: World) -> None:
    nudges = "[nudges]\nstop_after = 20\n"
    async with world(learners="L1", extra=nudges) as cohort:
        await cohort.until("Mon 22 Mar 12:00")
        await cohort.presses("C2", "I have it")
        await cohort.presses("C2", "Add a note")
        await cohort.submits("C2", note="wrote to them")
        before = cohort.dms_to("L1").count(REMINDER)
        await cohort.until("Mon 5 Apr 12:00")

        assert cohort.dms_to("L1").count(REMINDER) == before
        assert cohort.dms_to("L1")[-1] == OPEN, "check-ins still open"
        await cohort.commands("L1", "/peer why")
        assert "I leave asking to people for now." in cohort.last("L1").text
        await cohort.presses("C2", "Close case")
        await cohort.submits("C2", reason="supported", note="back on track")
        await cohort.until("Sun 11 Apr 12:00")
        assert cohort.dms_to("L1").count(REMINDER) == before + 1


async def test_who_is_on_call_changes_on_monday_and_can_be_seen(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C2", "/coord rota show", at="Tue 2 Mar 12:00")
        assert "On call now: **Name C1**, then Name C2" in cohort.last("C2").text
        await cohort.commands("C2", "/coord rota show", at="Mon 8 Mar 12:00")
        assert "On call now: **Name C2**, then Name C1" in cohort.last("C2").text
