"""After a private reply people may have their message taken away, or read how; the case says that they asked."""

from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import World


async def test_who_wrote_in_a_channel_may_have_it_removed_and_the_case_says_that_they_asked(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")

        await cohort.presses("L1", "Remove my message")

        assert cohort.last("L1").kind == "crisis.how_to_remove"
        (case,) = await cases(cohort)
        async with await cohort.tx() as tx:
            assert "removal_asked" in [entry.what for entry in await tx.cases.timeline(case.id)]


async def test_in_a_private_conversation_there_is_nothing_to_remove(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00")

        assert "Remove my message" not in [button.label for button in cohort.last("L1", "crisis.reply").buttons]
