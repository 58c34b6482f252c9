"""Encouragement is true, seldom, counted as a nudge, and switched off like any other."""

from tests.world import Cohort, World

FRIDAY, NEXT_FRIDAY = "Fri 12 Mar 17:00", "Fri 19 Mar 17:00"
WORD = "encouragement.answers"


async def answers_two(cohort: Cohort, day: str) -> None:
    await cohort.says("L2", "I plan in the morning", at=f"{day} 12:00", in_="#g1")
    await cohort.says("L3", "I plan at night", in_="#g1")
    await cohort.answers("L1", "What do you do when the day moves?", to="L2")
    await cohort.answers("L1", "Does that let you sleep?", to="L3")


async def test_whoever_answered_others_hears_on_friday_what_they_did_and_nobody_else_hears_anything(
    world: World,
) -> None:
    async with world(learners="L1 L2 L3") as cohort:
        await answers_two(cohort, "Wed 10 Mar")
        await cohort.until(FRIDAY)

        assert "You answered 2 people in Group One this week" in cohort.last("L1", WORD).text
        assert [line.to for line in cohort.lines if line.kind == WORD] == ["L1"]


async def test_it_comes_once_in_three_weeks_at_most(world: World) -> None:
    async with world(learners="L1 L2 L3") as cohort:
        await answers_two(cohort, "Wed 10 Mar")
        await answers_two(cohort, "Wed 17 Mar")
        await cohort.until(NEXT_FRIDAY)

        assert cohort.sent_to("L1").count(WORD) == 1


async def test_whoever_turned_nudges_off_gets_none_and_before_a_milestone_nobody_does(world: World) -> None:
    near = '[[milestone]]\nname = "Hand in"\ndue_on = 2027-03-26\n'
    async with world(learners="L1 L2 L3", extra=near) as cohort:
        await cohort.commands("L1", "/peer nudges off", at="Mon 8 Mar 12:00")
        await answers_two(cohort, "Wed 10 Mar")
        await cohort.until(FRIDAY)
        assert WORD not in cohort.sent_to("L1")
        await cohort.commands("L1", "/peer nudges on")
        await answers_two(cohort, "Wed 17 Mar")
        await cohort.until(NEXT_FRIDAY)

        assert WORD not in cohort.sent_to("L1")


async def test_whoever_answers_after_two_quiet_weeks_hears_that_it_was_good_to_hear_from_them(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.presses("L1", "Going fine", at="Thu 18 Mar 10:00", on="check_in.open")
        await cohort.until(NEXT_FRIDAY)

        assert "good to hear from you" in cohort.last("L1", "encouragement.came_back").text
        assert "encouragement.came_back" not in cohort.sent_to("L2")


async def test_whoever_hosted_is_thanked_for_going_first(world: World) -> None:
    phases = '[[phase]]\nname = "own_it"\nweeks = "2-8"\nnudges_per_week = 3\n'
    async with world(learners="L1 L2 L3", guide="1-1", extra=phases) as cohort:
        await cohort.until("Sun 7 Mar 20:00")
        asked = next(line.to for line in cohort.lines if line.kind == "host.asked")
        await cohort.presses(asked, "I'll host", on="host.asked")
        await cohort.until("Fri 19 Mar 17:00")

        assert [line.to for line in cohort.lines if line.kind == "encouragement.hosted"] == [asked]
