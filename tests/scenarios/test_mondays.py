"""Monday mornings: a mentor's week and a coordinator's report say what helps, and nothing twice."""

from bot.cards import Card
from bot.domain.pictures import Chart
from tests.world import World


async def test_the_first_week_of_a_mentor_says_how_to_begin(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.until("Mon 1 Mar 09:00")

        card = cohort.last("M1", "digest.mentor")
        assert "A short hello to each of them today" in card.text
        assert "first check-in on Thursday" in card.text
        assert [button.label for button in card.buttons] == ["Write to a learner"]


async def test_a_mentor_reads_what_learners_share_only_where_they_ask_for_it(world: World) -> None:
    async with world(learners="L1 L2", L1={"shares_check_ins": True}) as cohort:
        for who in ("L1", "L2"):
            await cohort.presses(who, "Tell a bit more", at="Thu 4 Mar 10:00" if who == "L1" else None)
            await cohort.submits(who, mood="mixed", hardest=f"graphs of {who}")
        await cohort.until("Mon 8 Mar 09:00")
        digest = cohort.last("M1", "digest.mentor")
        assert "graphs" not in digest.text
        assert "Some share a few words" in digest.text

        await cohort.presses("M1", "My week", on="digest.mentor")

        assert "> graphs of L1" in cohort.last("M1").text
        assert "graphs of L2" not in cohort.last("M1").text


async def test_a_row_of_silence_a_pause_and_an_empty_chair_are_told_apart(world: World) -> None:
    async with world(learners="L1 L2 L3 L4") as cohort:
        await cohort.commands("L2", "/peer pause", at="Tue 2 Mar 12:00")
        await cohort.leaves("L3")
        await cohort.presses("L4", "I need help", at="Thu 11 Mar 10:00")
        await cohort.until("Mon 15 Mar 09:00")

        text = cohort.last("M1", "digest.mentor").text
        assert "Name L1 (L1): no answer 2 times in a row; a word from you may help" in text
        assert "Name L2 (L2): paused for now" in text
        assert "Name L3 (L3): not in the workspace at the moment" in text
        assert "Name L4 (L4): checked in, **would like to hear from you**" in text


async def test_a_report_counts_only_drafts_that_still_matter(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("M1", "/mentor reachout L2", at="Tue 2 Mar 12:00")
        await cohort.until("Thu 18 Mar 12:00")
        await cohort.presses("L2", "Going fine", on="check_in.open")
        await cohort.commands("C1", "/coord report", at="Sun 21 Mar 12:00")

        assert "1 message drafted for a mentor was not sent" in str(cohort.last("C1").fields)


async def test_the_first_report_says_what_begins_instead_of_what_is_missing(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 1 Mar 09:00")

        fields = str(cohort.last("C1", "digest.coordinator").fields)
        assert "first check-in on Thursday" in fields
        assert "None were due" not in fields


async def test_a_quiet_group_is_named_by_counts_with_the_order_in_which_to_look(world: World) -> None:
    async with world(learners="L1 L2 L3") as cohort:
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 10:00")
        await cohort.until("Mon 8 Mar 09:00")

        quiet = {field.name: field.value for field in cohort.last("C1", "digest.coordinator").fields}["Quiet groups"]
        assert "Group One 1/3" in quiet
        assert quiet.index("dates") < quiet.index("prompt") < quiet.index("mentor's load")
        assert "Name L" not in quiet


GOALS = """
[[goal]]
figure = "check_ins_answered"
target = 0.75
name = "We hear from everybody"
[[goal]]
figure = "first_contacts_in_time"
target = 0.9
"""


async def test_what_the_programme_wants_to_reach_stands_beside_what_was_measured(world: World) -> None:
    async with world(learners="L1 L2", extra=GOALS) as cohort:
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 10:00")
        await cohort.until("Mon 8 Mar 09:00")

        fields = {field.name: field.value for field in cohort.last("C1", "digest.coordinator").fields}
        assert fields["Our goals"].splitlines() == [
            "- We hear from everybody: 1 of 2 (50 %); the goal is 75 %",
            "- Calls for help answered in time: the goal is 90 %; nothing to measure yet",
        ]


async def test_a_mentor_reads_what_was_due_and_is_not_handed_in_where_the_platform_says_so(world: World) -> None:
    modules = '[[module]]\nname = "Graphs"\nweek = 1\n[[module]]\nname = "Text"\nweek = 2\n'
    async with world(learners="L1 L2 L3", extra=modules) as cohort:
        await cohort.commands("C1", "/coord progress L1 0", at="Sun 7 Mar 12:00")
        await cohort.commands("C1", "/coord progress L2 1")
        await cohort.until("Mon 8 Mar 09:00")

        lines = cohort.last("M1", "digest.mentor").text.splitlines()
        assert [line.split(")")[0][-2:] for line in lines if "“Graphs” is not handed in yet" in line] == ["L1"]


async def test_from_the_second_week_on_the_report_shows_its_weeks_as_a_picture_and_in_words(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 10:00", on="check_in.open")
        await cohort.until("Mon 15 Mar 09:00")

        reports = [line.card for line in cohort.lines if line.kind == "digest.coordinator" and line.to == "C1"]
        pictures = [card.attachment for card in reports if isinstance(card, Card)]
        assert pictures[:-1] == [None] * (len(pictures) - 1)
        assert isinstance(pictures[-1], Chart)
        assert "week 1 50 %, week 2 0 %" in pictures[-1].alternative
