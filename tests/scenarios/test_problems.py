"""Shared problem solving: a thread with three kinds of answer, and its asker says what helped."""

from bot.cards import Card
from tests.world import Cohort, World

NOON = "Tue 2 Mar 12:00"


def post(cohort: Cohort) -> Card:
    return next(line.card for line in reversed(cohort.lines) if line.kind == "problem.posted")  # type: ignore[return-value]


async def asks(cohort: Cohort, words: str = "My plans last until Wednesday", **values: str) -> None:
    await cohort.commands("L1", "/peer problem", at=NOON)
    await cohort.submits("L1", words=words, **values)


async def test_a_problem_stands_in_the_group_with_a_thread_and_three_ways_to_answer(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await asks(cohort)

        card = post(cohort)
        assert card.has_thread
        assert (card.title, card.text) == ("Name L1 asks the group", "My plans last until Wednesday")
        assert [field.name for field in card.fields] == [
            "Suggest an option",
            "Tell a similar experience",
            "Adapt it together",
        ]


async def test_the_asker_chooses_whether_their_name_stands_there(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await asks(cohort, named="no")

        assert post(cohort).title == "Somebody asks the group"


async def test_the_asker_closes_it_with_what_helped_and_the_post_says_so(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await asks(cohort)
        await cohort.presses("L1", "Say what helped")
        await cohort.submits("L1", helped="experience", lesson="Half hours, not evenings")

        shown = cohort.surface.shown[-1].card
        post_now = next(s.card for s in reversed(cohort.surface.shown) if s.card.kind == "problem.posted")
        assert shown is not None
        assert post_now.fields[0].value == "Somebody's similar experience\nHalf hours, not evenings"
        await cohort.presses("L1", "Say what helped")
        assert cohort.last("L1").kind == "problem.settled"


async def test_an_empty_problem_and_one_without_a_group_say_what_to_do(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await asks(cohort, words=" ")
        assert cohort.last("L1").kind == "problem.empty"


async def test_a_problem_that_asks_for_a_person_is_not_posted(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await asks(cohort, words="I don't want to be here anymore")

        assert {"words.held_back", "crisis.reply"} <= set(cohort.sent_to("L1"))
        assert "problem.posted" not in cohort.in_channel("g1")
