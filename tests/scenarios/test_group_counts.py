"""Whoever looks after a group sees how many of it answered, of their own group only, and never who."""

from tests.world import World


async def test_who_looks_after_a_group_sees_how_many_answered_and_not_who(world: World) -> None:
    async with world(learners="L1 L2 L3 L4 L5") as cohort:
        for who in ("L1", "L2", "L3"):
            await cohort.presses(who, "Going fine", at="Thu 4 Mar 12:00" if who == "L1" else None)
        await cohort.commands("M1", "/mentor week", at="Tue 9 Mar 12:00")
        await cohort.commands("M2", "/mentor week")

        (told,) = cohort.last("M1", "digest.mentor").fields
        assert told.name == "Check-ins of week 1"
        assert told.value == "Group One: 3 of 5 answered."
        assert cohort.last("M2", "digest.mentor").fields == ()


async def test_of_fewer_than_five_nothing_is_counted_since_it_would_tell_who(world: World) -> None:
    async with world(learners="L1 L2 L3 L4") as cohort:
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 12:00")
        await cohort.commands("M1", "/mentor week", at="Tue 9 Mar 12:00")

        assert cohort.last("M1", "digest.mentor").fields == ()
