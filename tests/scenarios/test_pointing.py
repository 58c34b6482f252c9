"""What can be done with somebody's message from its menu: ask, wonder, report (see test_reports), thank."""

import pytest

from bot.cards import Action, Card
from bot.domain.cases import CaseState
from bot.events import Account, ActionChosen, Place, Pointed
from tests.scenarios.test_reports import NOON, heard
from tests.scenarios.test_safety import ALERT, cases
from tests.world import Cohort, World

CLAIM = "you must delete the sample before you hand in"
WONDER = "the guide says to keep it"
FLAG, THANK = "Flag: might be wrong", "Thank for this"


async def flagged(cohort: Cohort, by: str = "L1", author: str = "L2") -> None:
    await cohort.says(author, CLAIM, at=NOON, in_="#g1")
    await cohort.points(by, FLAG, CLAIM)
    await cohort.submits(by, text=WONDER)


async def test_help_about_a_message_says_where_it_stands_and_its_author_is_not_told(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L2", CLAIM, at=NOON, in_="#g1")
        await cohort.points("L1", "Ask for help about this", CLAIM)
        await cohort.submits("L1", text="is that so?")

        assert "Name L1 in \\#g1" in cohort.last("C1", ALERT).text
        assert cohort.dms_to("L2") == []


async def test_whoever_looks_after_the_group_says_what_holds_and_it_is_posted_with_its_source(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await flagged(cohort)
        assert "Name M1 hears of it, not whoever wrote the message" in cohort.last("L1", "flag.received").text
        assert WONDER not in cohort.last("M1", "flag.asked").text
        assert cohort.dms_to("L2") == []

        await cohort.presses("M1", "Show what they ask")
        assert WONDER in cohort.last("M1").text
        assert "Name L1" not in cohort.last("M1").text
        await cohort.presses("M1", "Say what holds")
        await cohort.submits("M1", text="Keep the sample.", source="guide, page 4")

        assert cohort.in_channel("g1")[-1] == "flag.outcome"
        (post,) = [line for line in cohort.lines if line.kind == "flag.outcome"]
        assert "Keep the sample." in post.text
        assert "guide, page 4" in post.text
        assert "Name" not in post.text
        assert "Keep the sample." in cohort.last("L1", "flag.answer").text
        (case,) = await cases(cohort)
        assert case.state is CaseState.RESOLVED


async def test_an_outcome_needs_a_source_and_comes_once(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await flagged(cohort)
        await cohort.presses("M1", "Say what holds")
        await cohort.submits("M1", text="Keep it.", source=" ")
        assert "flag.outcome" not in cohort.in_channel("g1")
        await cohort.submits("M1", text="Keep it.", source="guide")

        assert cohort.in_channel("g1").count("flag.outcome") == 1


async def test_a_second_doubt_about_the_same_persons_words_gets_an_outcome_of_its_own(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        for outcome in ("Keep it.", "And name it."):
            await flagged(cohort)
            await cohort.presses("M1", "Say what holds")
            await cohort.submits("M1", text=outcome, source="guide")

        posts = [line.text for line in cohort.lines if line.kind == "flag.outcome"]
        assert ["Keep it." in posts[0], "And name it." in posts[1]] == [True, True]


async def test_the_author_of_a_message_never_looks_into_its_flag(world: World) -> None:
    async with world(learners="L1") as cohort:
        await flagged(cohort, author="M1")

        assert "flag.asked" not in cohort.dms_to("M1")
        assert "Name C1 hears of it" in cohort.last("L1", "flag.received").text
        await cohort.until("Tue 2 Mar 12:01")
        await cohort.presses("C1", "I have it")
        await cohort.presses("C1", "Say what holds")
        await cohort.submits("C1", text="Keep it.", source="guide")
        assert cohort.in_channel("g1")[-1] == "flag.outcome"


async def test_thanks_come_in_private_and_once(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L2", CLAIM, at=NOON, in_="#g1")
        await cohort.points("L1", THANK, CLAIM)
        await cohort.points("L1", THANK, CLAIM)

        assert cohort.dms_to("L2") == ["thanks.given"]
        assert "Name L1 thanks you for what you wrote in \\#g1" in cohort.last("L2").text
        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome", "prompt.week"]


async def test_ones_own_message_and_a_strangers_are_answered_kindly(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", CLAIM, at=NOON, in_="#g1")
        await cohort.points("L1", THANK, CLAIM)
        assert cohort.last("L1").kind == "thanks.own"

        await cohort.says("stranger", "hello there", in_="#g1")
        await cohort.points("L1", THANK, "hello there")
        assert cohort.last("L1").kind == "thanks.nobody"
        assert "stranger" not in heard(cohort, "L1")


@pytest.mark.parametrize("subject", ["", "m1", "m1:L2:more", "../m1:L2", "m1:" + "x" * 80, ":", "m1 :L2"])
def test_a_message_nobody_can_have_pointed_at_leads_nowhere(subject: str) -> None:
    assert Pointed.read(subject) is None


async def test_a_pointer_into_another_workspace_finds_nobody(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        place = Place("local", "elsewhere", "#g1")
        by = Account("local", "elsewhere", "L1")
        replies = await cohort.play.house.app.handle(
            ActionChosen("x1", cohort.play.clock.now(), by, place, Action("thanks.give", "m1:L2"))
        )

        assert [reply.answer.kind for reply in replies if isinstance(reply.answer, Card)] == ["refusal.stranger"]
        assert cohort.dms_to("L2") == []
