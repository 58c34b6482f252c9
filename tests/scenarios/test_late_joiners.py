"""Whoever comes late gets a place in a group that runs, and people who want the same things are brought together."""

from bot.cards import Card
from tests.world import Cohort, World

LATE = "id,name,timezone,account\nL7,Gil,Europe/Lisbon,local:demo:L7\n"


async def comes_late(cohort: Cohort, at: str = "Wed 10 Mar 12:00") -> None:
    await cohort.commands("C1", "/coord cohort import", at=at)
    await cohort.submits("C1", rows=LATE, do="yes")


async def starts(cohort: Cohort, who: str) -> None:
    await cohort.presses(who, "Start", at="Thu 11 Mar 12:00")
    await cohort.submits(who, consent="yes")


def words(card: Card) -> str:
    return card.text + "".join(f"\n{field.name}: {field.value}" for field in card.fields)


async def shares(cohort: Cohort, who: str, said: str, at: str | None = None, share: str = "yes") -> None:
    await cohort.commands(who, "/peer my profile", at=at)
    await cohort.submits(who, words=said, share=share)


async def test_a_late_learner_is_placed_with_one_press_and_everybody_concerned_hears_of_it(world: World) -> None:
    async with world(learners="L1 L2 L3", group_size="1, 4") as cohort:
        await cohort.commands("L1", "/peer my group", at="Tue 2 Mar 12:00")
        await cohort.presses("L1", "Add a line to our norms", on="group.page")
        await cohort.submits("L1", text="Ask before you give advice")
        await cohort.presses("M1", "Put it into our list")
        await comes_late(cohort)
        await starts(cohort, "L7")
        (asked,) = [line for line in cohort.lines if line.kind == "group.place"]
        assert "- Group One, 3 people" in words(cohort.last(asked.to, "group.place"))
        await cohort.presses(asked.to, "Group One")

        yours = words(cohort.last("L7", "group.yours"))
        assert "Name L1, Name L2, Name L3" in yours
        assert "Ask before you give advice" in yours
        assert "This week: Week 2" in yours
        assert "Gil comes into" in cohort.last("M1", "group.facilitator").text
        assert not any("Gil" in line.text for line in cohort.lines if line.to == "g1")
        await cohort.commands("C1", "/coord group place L7")
        assert cohort.last("C1").kind == "group.has_one"


async def test_a_group_that_filled_up_meanwhile_takes_nobody_and_nothing_is_changed(world: World) -> None:
    async with world(learners="L1 L2 L3", group_size="1, 4") as cohort:
        await comes_late(cohort)
        await cohort.commands("C2", "/coord cohort import")
        await cohort.submits("C2", rows=LATE.replace("L7", "L8"), do="yes")
        await cohort.commands("C1", "/coord group place L7")
        await cohort.commands("C2", "/coord group place L8")
        await cohort.presses("C1", "Group One", on="group.place")
        await cohort.presses("C2", "Group One", on="group.place")

        assert cohort.last("C1").kind == "group.placed"
        assert cohort.last("C2").kind == "group.no_room"
        assert "group.yours" not in cohort.sent_to("L7")
        await cohort.commands("C2", "/coord group place M1")
        assert cohort.last("C2").kind == "group.nobody_to_place"


async def test_a_group_begins_with_what_people_share_who_said_that_it_may_be_read_and_only_they(world: World) -> None:
    async with world(learners="L1 L2 L3 L4", starts="2027-03-08") as cohort:
        await shares(cohort, "L1", "Graphs, writing", at="Mon 1 Mar 12:00")
        await shares(cohort, "L2", "graphs")
        await shares(cohort, "L3", "graphs, sql", share="no")
        await shares(cohort, "L4", "planning")
        assert "introductions.one" not in cohort.in_channel("g1")
        await cohort.until("Mon 22 Mar 12:00")

        assert cohort.in_channel("g1").count("introductions.group") == 1
        said = words(cohort.last("g1", "introductions.group"))
        assert "- graphs: Name L1, Name L2" in said
        assert "- Name L4: planning" in said
        assert "L3" not in said
        assert "sql" not in said


async def test_whoever_shares_words_later_is_introduced_once_to_those_who_want_the_same(world: World) -> None:
    async with world(learners="L1 L2 L3", group_size="1, 9") as cohort:
        await shares(cohort, "L1", "graphs", at="Mon 1 Mar 12:00")
        await comes_late(cohort)
        await starts(cohort, "L7")
        await shares(cohort, "L7", "graphs, sql")
        await cohort.presses("C1" if "group.place" in cohort.sent_to("C1") else "C2", "Group One", on="group.place")
        await shares(cohort, "L7", "sql, writing")
        await shares(cohort, "L2", "graphs", share="no")

        assert cohort.in_channel("g1").count("introductions.one") == 2
        assert "Gil wants to get better at graphs, sql" in words(cohort.last("g1", "introductions.one"))
        assert "- graphs: Name L1 too" in words(cohort.last("g1", "introductions.one"))
