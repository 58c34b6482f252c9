"""Peer review: two each inside the group, a checklist, in private, and a reader for everybody in the end."""

import pytest

from bot.cards import Card
from bot.domain.reviews import Review, ReviewState
from tests.world import Cohort, World

ROUND = """
[[reviews]]
about = "your plan"
opens_on = 2027-03-12
due_on = 2027-03-19
"""
FOUR = "L1 L2 L3 L4"
OPEN, DUE_OVER, ENDED = "Fri 12 Mar 12:00", "Sat 20 Mar 12:30", "Thu 25 Mar 12:30"


async def reviews(cohort: Cohort) -> list[Review]:
    async with await cohort.tx() as tx:
        found = await tx.cohorts.by_handle("test")
        assert found is not None
        return list(await tx.reviews.in_cohort(found.id))


async def names(cohort: Cohort, who: str) -> list[str]:
    """The labels of what somebody can write."""
    return [button.label for button in cohort.last(who, "review.asked").buttons]


async def write(cohort: Cohort, who: str, *, reviews: int = 2, at: str | None = None) -> None:
    """Write what somebody has to, starting from the round's first message or from what is left."""
    for number in range(reviews):
        label = cohort.last(who, "review.asked").buttons[number].label
        await cohort.presses(who, label, at=at if number == 0 else None)
        await cohort.submits(who, answer_0=f"{who} liked the steps", answer_3="Ask one person")


async def test_everybody_gets_two_of_their_own_group_in_private_and_the_group_one_thread(world: World) -> None:
    async with world(learners=FOUR, extra=ROUND) as cohort:
        await cohort.until(OPEN)

        assert cohort.in_channel("g1")[-1] == "review.opened"
        post = next(line.card for line in cohort.lines if line.kind == "review.opened")
        assert isinstance(post, Card)
        assert post.has_thread
        assert "L1" not in post.text
        for who in FOUR.split():
            labels = await names(cohort, who)
            assert len(labels) == 2
            assert f"Review for Name {who}" not in labels
            assert "Friday 19 March" in cohort.last(who, "review.asked").fields[0].value
        assert len(await reviews(cohort)) == 8


async def test_a_review_reaches_its_author_alone_with_a_next_step_and_is_kept_nowhere_else(world: World) -> None:
    async with world(learners=FOUR, extra=ROUND) as cohort:
        await cohort.until(OPEN)
        author = (await names(cohort, "L1"))[0][-2:]
        await write(cohort, "L1", reviews=1)

        assert cohort.last("L1").kind == "review.sent"
        card = cohort.last(author, "review.received")
        assert [field.name for field in card.fields] == [
            "What works? Name something they did",
            "A next step they could take this week",
        ]
        assert "L1 liked the steps" in card.fields[0].value
        assert [line.to for line in cohort.lines if line.kind == "review.received"] == [author]
        await cohort.presses(author, "Thank you!")
        assert cohort.last("L1", "review.thanks").text == f"Name {author} thanks you for your review."


async def test_whoever_has_not_written_is_reminded_once_and_everybody_else_left_in_peace(world: World) -> None:
    async with world(learners=FOUR, extra=ROUND) as cohort:
        await cohort.until(OPEN)
        for who in ("L1", "L2", "L3"):
            await write(cohort, who)
        await cohort.until("Fri 19 Mar 20:00")

        assert [line.to for line in cohort.lines if line.kind == "review.reminder"] == ["L4"]


async def test_what_is_not_written_goes_to_others_and_nobody_is_named_for_it(world: World) -> None:
    async with world(learners=FOUR, extra=ROUND) as cohort:
        await cohort.until(OPEN)
        for who in ("L1", "L2", "L3"):
            await write(cohort, who)
        await cohort.until(DUE_OVER)

        takers = [line.to for line in cohort.lines if line.kind == "review.take_over"]
        assert len(takers) == 2
        assert "L4" not in takers
        assert all("L4" not in line.text for line in cohort.lines if line.kind == "review.take_over")
        await cohort.presses("L4", (await names(cohort, "L4"))[0], on="review.asked")
        assert cohort.last("L4").kind == "review.settled"


async def test_a_review_taken_over_is_written_like_any_other_and_its_author_has_all_of_them(world: World) -> None:
    async with world(learners="L1 L2 L3 L4 L5", extra=ROUND) as cohort:
        await cohort.until(OPEN)
        for who in ("L1", "L2", "L3", "L4"):
            await write(cohort, who)
        await cohort.until(DUE_OVER)
        for who in dict.fromkeys(line.to for line in cohort.lines if line.kind == "review.take_over"):
            await cohort.commands(who, "/peer review")
            await cohort.submits(who, answer_0="Clear", answer_3="Ask one person")
        await cohort.until(ENDED)

        rows = await reviews(cohort)
        assert [row.state for row in rows if row.is_taken_over] == [ReviewState.WRITTEN] * 2
        assert [row.reviewer_id for row in rows if row.state is ReviewState.PASSED_ON] == [
            (await cohort.member("L5")).id
        ] * 2
        assert "review.unwritten" not in cohort.sent_to("C1") + cohort.sent_to("C2")
        assert cohort.sent_to("L5").count("review.received") == 2


async def test_a_round_nobody_writes_in_costs_three_messages_and_the_one_on_call_hears_whose_work_lacks_a_reader(
    world: World,
) -> None:
    async with world(learners="L1 L2 L3", extra=ROUND) as cohort:
        await cohort.until(ENDED)

        for who in ("L1", "L2", "L3"):
            assert [k for k in cohort.sent_to(who) if k.startswith("review.")] == ["review.asked", "review.reminder"]
        told = [line for line in cohort.lines if line.kind == "review.unwritten"]
        assert len(told) == 1
        assert "Name L1, Name L2, Name L3" in told[0].text
        assert {row.state for row in await reviews(cohort)} == {ReviewState.LAPSED}


async def test_in_a_group_of_two_everybody_reads_one_and_the_coordinator_knows(world: World) -> None:
    async with world(learners="L1 L2", extra=ROUND) as cohort:
        await cohort.until(OPEN)

        assert await names(cohort, "L1") == ["Review for Name L2"]
        assert "fewer than planned" in cohort.last("L1", "review.asked").fields[1].value
        assert "Group One: too few people" in cohort.last("C2", "review.too_few").text


async def test_somebody_who_is_away_neither_reads_nor_waits_for_readers(world: World) -> None:
    async with world(learners="L1 L2 L3 L4", extra=ROUND) as cohort:
        await cohort.commands("L4", "/peer away 2027-03-11 2027-03-16", at="Wed 10 Mar 12:00")
        await cohort.until(OPEN)

        assert "review.asked" not in cohort.sent_to("L4")
        assert {row.reviewer_id for row in await reviews(cohort)} == {
            (await cohort.member(who)).id for who in ("L1", "L2", "L3")
        }


async def test_a_coordinator_opens_a_round_by_hand(world: World) -> None:
    async with world(learners="L1 L2 L3") as cohort:
        await cohort.commands("C1", '/coord review "your draft" 2027-03-10', at="Wed 3 Mar 12:00")

        assert "6 reviews were handed out" in cohort.last("C1", "review.begun").text
        assert "your draft" in cohort.last("L2", "review.asked").text
        await cohort.commands("C1", '/coord review "too late" 2027-03-04')
        assert cohort.last("C1").kind == "review.no_day"


@pytest.mark.parametrize("words", ["I don't want to be here anymore"])
async def test_words_that_ask_for_a_person_are_not_passed_on_and_their_writer_is_looked_after(
    world: World, words: str
) -> None:
    async with world(learners="L1 L2 L3", extra=ROUND) as cohort:
        await cohort.presses("L1", await _first(cohort), at=OPEN)
        await cohort.submits("L1", answer_0=words, answer_3="Ask one person")

        assert {"words.held_back", "crisis.reply"} <= set(cohort.sent_to("L1"))
        assert not any(line.kind == "review.received" for line in cohort.lines)
        assert [row for row in await reviews(cohort) if not row.is_open] == []


async def _first(cohort: Cohort) -> str:
    await cohort.until(OPEN)
    return (await names(cohort, "L1"))[0]


async def test_a_review_without_a_word_is_not_sent_and_one_is_written_once(world: World) -> None:
    async with world(learners="L1 L2", extra=ROUND) as cohort:
        await cohort.presses("L1", await _first(cohort))
        await cohort.submits("L1", answer_0=" ", answer_3=" ")
        assert cohort.last("L1").kind == "review.empty"

        await cohort.presses("L1", "Review for Name L2", on="review.asked")
        await cohort.submits("L1", answer_0="Clear", answer_3="More dates")
        await cohort.presses("L1", "Review for Name L2", on="review.asked")
        assert "You wrote this one already" in cohort.last("L1").text
        await cohort.commands("L1", "/peer review")
        assert cohort.last("L1").kind == "review.none"
