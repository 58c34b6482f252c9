"""Feedback is open at any time: to a person, with a name only if its author wants that, and kept nowhere."""

import pytest

from tests.world import World

WORDS = "The Monday question comes too early for me"


async def test_feedback_reaches_the_coordinator_on_call_without_a_name(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer my feedback", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", text=WORDS)

        told = cohort.last("C1", "feedback.received")
        assert WORDS in told.text
        assert "L1" not in f"{told.title}{told.text}{told.why}"
        assert "without your name" in cohort.last("L1").text
        assert [line.to for line in cohort.lines if line.kind == "feedback.received"] == ["C1"]


async def test_a_name_goes_along_where_its_author_says_so(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer my feedback", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", text=WORDS, named="yes")

        assert "Name L1" in cohort.last("C1", "feedback.received").text


async def test_what_sounds_like_distress_is_looked_after_and_not_passed_on(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer my feedback", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", text="I don't want to be here anymore")

        assert {"words.held_back", "crisis.reply"} <= set(cohort.sent_to("L1"))
        assert "feedback.received" not in cohort.sent_to("C1")


@pytest.mark.parametrize("text", ["", "  "])
async def test_an_empty_box_is_answered_kindly(world: World, text: str) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer my feedback", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", text=text or " ")

        assert cohort.last("L1").kind == "feedback.nothing"
