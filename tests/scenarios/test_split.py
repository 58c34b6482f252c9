"""Words that are split over several messages, or over messages and their changes, are read as one."""

import pytest

from bot.lately import Lately
from tests.scenarios.test_retention import crisis
from tests.scenarios.test_safety import cases
from tests.world import World


async def test_a_sentence_over_three_messages_within_a_minute_is_one_case_with_all_of_its_words(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", "I want", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.says("L1", "to kill", in_="#g1")
        assert await cases(cohort) == []

        await cohort.says("L1", "myself", in_="#g1")

        case = await crisis(cohort)
        assert case.excerpt == "I want\nto kill\nmyself"
        assert "crisis.reply" in cohort.dms_to("L1")


async def test_to_the_bot_in_private_it_is_read_as_one_too(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", "I want to kill", at="Wed 3 Mar 12:00")
        await cohort.says("L1", "myself")

        assert (await crisis(cohort)).excerpt == "I want to kill\nmyself"


@pytest.mark.parametrize(
    ("who", "in_", "at"),
    [("L2", "#g1", "Wed 3 Mar 12:00"), ("L1", "#help", "Wed 3 Mar 12:00"), ("L1", "#g1", "Wed 3 Mar 12:02")],
)
async def test_what_somebody_else_or_elsewhere_or_later_writes_is_not_read_with_it(
    world: World, who: str, in_: str, at: str
) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", "I want to kill", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.says(who, "myself", at=at, in_=in_)

        assert await cases(cohort) == []


async def test_a_message_that_is_changed_is_read_with_the_one_before_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", "I want to kill", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.says("L1", "time", in_="#g1")
        await cohort.edits("L1", "time", "myself")

        assert (await crisis(cohort)).excerpt == "I want to kill\nmyself"


async def test_after_a_minute_nothing_of_it_is_remembered(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", "I want to kill", at="Wed 3 Mar 12:00", in_="#g1")
        lately: Lately = cohort.play.house.app.lately
        assert "I want to kill" in repr(vars(lately))

        await cohort.until("Wed 3 Mar 12:02")
        await cohort.play.house.engine.beat()

        assert "I want to kill" not in repr(vars(lately))


async def test_of_people_and_channels_that_are_not_scanned_nothing_is_remembered(world: World) -> None:
    async with world(learners="L1 L2", L2={"consented": False}, scan=False) as cohort:
        await cohort.says("L1", "I want to kill", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.says("L2", "I want to kill")

        assert "kill" not in repr(vars(cohort.play.house.app.lately))
