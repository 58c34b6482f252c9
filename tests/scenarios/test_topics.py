"""Topics: a thread with a title and a purpose, found on the group's card, closed when it has gone quiet."""

from bot.events import MessageReceived, Place
from tests.scenarios.test_grouping import second_group
from tests.world import Cohort, World


async def writes_in_the_thread(cohort: Cohort, who: str, at: str) -> None:
    """Write below the newest topic in the group's channel."""
    await cohort.until(at)
    async with await cohort.tx() as tx:
        (topic,) = await tx.topics.open_in((await cohort.member(who)).cohort_id)
        (post,) = await tx.outbox.tagged(f"topic:{topic.id}")
    thread = post.remote_id.rpartition("/")[2]
    place = Place("local", "demo", cohort.play.channel("g1"), thread=thread)
    event = MessageReceived(f"e:{at}", cohort.at(at), cohort.account(who), place, f"m:{at}", "I found another one")
    await cohort.play.house.app.handle(event)


def topics_of(cohort: Cohort, who: str) -> str:
    return next((f.value for f in cohort.last(who, "group.page").fields if f.name == "Open topics"), "")


async def test_a_mentor_opens_a_topic_in_their_group_and_the_groups_card_lists_it(world: World) -> None:
    async with world(learners="L1 L2", extra=second_group()) as cohort:
        await cohort.commands(
            "M1", '/mentor topic title:"Data sources" purpose:"Where to find figures"', at="Tue 2 Mar 12:00"
        )
        post = cohort.last("g1", "topic.posted")
        assert post.title == "Topic: Data sources"
        assert post.text == "Where to find figures"
        assert post.has_thread
        await cohort.commands("L1", "/peer my group")
        assert topics_of(cohort, "L1") == "- **Data sources**: Where to find figures"

        await cohort.presses("M1", "Close it", on="topic.opened")
        await cohort.commands("L1", "/peer my group")
        assert topics_of(cohort, "L1") == ""


async def test_a_topic_closes_when_nobody_has_written_in_its_thread_for_two_weeks(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("M1", "/mentor topic title:Sources", at="Tue 2 Mar 12:00")
        await writes_in_the_thread(cohort, "L1", at="Mon 8 Mar 12:00")
        await cohort.says("L2", "something else", in_="g1", at="Sun 14 Mar 12:00")
        await cohort.commands("L1", "/peer my group", at="Mon 22 Mar 11:00")
        assert "Sources" in topics_of(cohort, "L1")

        await cohort.commands("L1", "/peer my group", at="Mon 22 Mar 13:00")
        assert topics_of(cohort, "L1") == ""
        post = next(shown.card for shown in reversed(cohort.surface.shown) if shown.card.kind == "topic.posted")
        assert "gone quiet" in post.fields[0].value


async def test_a_coordinator_opens_topics_for_everybody_or_in_any_group_and_a_mentor_in_their_own(world: World) -> None:
    async with world(learners="L1 L2", extra=second_group()) as cohort:
        await cohort.commands("C1", "/mentor topic title:Jobs", at="Tue 2 Mar 12:00")
        await cohort.commands("C1", '/mentor topic title:Papers where:"group one"')
        await cohort.commands("M2", "/mentor topic title:Papers where:g1")
        assert cohort.last("M2").kind == "topic.nowhere"
        await cohort.commands("M2", "/mentor topic title:Papers where:cohort")

        assert cohort.in_channel("cohort").count("topic.posted") == 2
        assert cohort.in_channel("g1").count("topic.posted") == 1


async def test_more_than_five_open_topics_are_too_many_and_one_can_be_closed_at_once(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        for number in range(6):
            await cohort.commands("M1", f"/mentor topic title:T{number}", at="Tue 2 Mar 12:00" if not number else None)
        assert cohort.last("M1").kind == "topic.too_many"
        await cohort.presses("M1", "Close T2", on="topic.too_many")
        await cohort.commands("M1", "/mentor topic title:T5")
        assert cohort.last("M1").kind == "topic.opened"


async def test_a_title_that_does_not_fit_or_asks_for_a_person_is_not_posted(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("M1", f"/mentor topic title:{'x' * 81}", at="Tue 2 Mar 12:00")
        assert cohort.last("M1").kind == "topic.no_title"
        await cohort.commands("M1", '/mentor topic title:"I want to kill myself"')
        assert cohort.last("M1").kind in ("words.held_back", "crisis.reply")
        assert "topic.posted" not in cohort.in_channel("g1")
