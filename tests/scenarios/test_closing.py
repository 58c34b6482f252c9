"""A cohort ends: everybody is thanked once, nothing more comes, and the door to a person stays open."""

from bot.domain.cohorts import CohortState
from tests.world import World

OPEN = "check_in.open"


async def test_everybody_is_thanked_once_on_the_day_after_and_then_it_is_quiet(world: World) -> None:
    async with world(learners="L1 L2", weeks=2) as cohort:
        for when in ("Thu 4 Mar 10:00", "Thu 11 Mar 10:00"):
            await cohort.presses("L1", "Going fine", at=when)
        await cohort.until("Mon 15 Mar 16:59")
        assert "closing.farewell" not in cohort.dms_to("L1")
        await cohort.until("Mon 15 Mar 17:00")
        farewell = cohort.last("L1", "closing.farewell")
        assert "You told us 2 times" in str(farewell.fields)
        assert "Name M1" in str(farewell.fields)
        assert "erased on Tuesday 13 April" in str(farewell.fields)
        assert "closing.farewell" in cohort.dms_to("M1")

        sent = {who: len(cohort.dms_to(who)) for who in ("L1", "M1", "L2")}
        await cohort.presses("L2", "No hello later")
        await cohort.until("Mon 12 Apr 09:59")
        assert {who: len(cohort.dms_to(who)) for who in ("L1", "M1", "L2")} == sent
        await cohort.until("Mon 31 May 12:00")
        assert {who: cohort.dms_to(who)[count:] for who, count in sent.items()} == {
            "L1": ["closing.later"],
            "M1": ["closing.later"],
            "L2": [],
        }
        async with await cohort.tx() as tx:
            assert (await tx.cohorts.by_handle("test")).state is CohortState.CLOSED


async def test_somebody_who_answered_nothing_is_thanked_without_a_figure(world: World) -> None:
    async with world(learners="L1", weeks=1) as cohort:
        await cohort.until("Mon 8 Mar 17:00")

        farewell = cohort.last("L1", "closing.farewell")
        assert "in whatever way it fitted into your life" in farewell.text
        assert "times" not in str(farewell.fields)


async def test_after_the_end_nothing_is_due_and_help_is_still_there(world: World) -> None:
    async with world(learners="L1", weeks=1) as cohort:
        for typed, kind in (
            ("/peer away tomorrow", "refusal.over"),
            ("/peer checkin", "refusal.over"),
            ("/peer me", "member.page"),
            ("/peer help", "help.page"),
            ("/peer privacy", "help.privacy"),
        ):
            await cohort.commands("L1", typed, at="Wed 10 Mar 12:00" if typed == "/peer away tomorrow" else None)
            assert cohort.last("L1").kind == kind
        await cohort.says("L1", "was nice")
        assert cohort.last("L1").kind == "refusal.over"
        await cohort.commands("C1", "/coord report")
        assert cohort.last("C1").kind == "digest.coordinator", "coordinators stay at work"


async def test_after_the_end_channels_are_neither_scanned_nor_counted_and_a_private_word_is_still_heard(
    world: World,
) -> None:
    async with world(learners="L1", weeks=1) as cohort:
        await cohort.says("L1", "I want to die", at="Wed 10 Mar 12:00", in_="#g1")
        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            assert await tx.cases.in_cohort(member.cohort_id) == []
            assert await tx.participations.in_cohort(member.cohort_id) == 0

        await cohort.says("L1", "I want to die")

        assert cohort.last("L1").kind == "crisis.reply"
        assert "case.alert" in cohort.dms_to("C2")
