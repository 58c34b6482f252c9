"""After a session: the next step with its day, notes two people share, and one that is the mentor's alone."""

from tests.scenarios.test_sessions import ASK, WED
from tests.world import Cohort, World


async def met(cohort: Cohort) -> None:
    await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
    await cohort.presses("M1", "Yes, we met", at="Thu 4 Mar 19:05", on=ASK)
    await cohort.presses("L1", "Going fine", on="check_in.open")


async def test_a_step_is_seen_by_both_reminded_once_and_asked_about_at_the_next_check_in(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await met(cohort)
        await cohort.presses("M1", "Note the next step", on="session.noted")
        await cohort.submits(
            "M1", step="Show the outline to somebody", by="Tue", shared="Small steps.", private="Tired?"
        )
        assert "By Tuesday 9 March: “Show the outline to somebody”" in cohort.last("L1", "session.step_noted").text

        await cohort.until("Sat 20 Mar 12:00")
        assert cohort.dms_to("L1").count("session.step_due") == 1
        asked = [line.card.text for line in cohort.lines if line.kind == "check_in.open" and line.card is not None]
        assert ["Show the outline" in text for text in asked] == [False, True, False]


async def test_a_step_for_the_day_of_a_check_in_is_asked_about_there_and_nowhere_else(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await met(cohort)
        await cohort.commands("L1", '/peer next "Show the outline" "11 Mar"')

        await cohort.until("Sat 20 Mar 12:00")
        assert "session.step_due" not in cohort.dms_to("L1")
        asked = [line.card.text for line in cohort.lines if line.kind == "check_in.open" and line.card is not None]
        assert ["Show the outline" in text for text in asked] == [False, True, False]


async def test_the_private_note_is_the_mentors_alone(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await met(cohort)
        await cohort.commands("M1", "/mentor note L1")
        await cohort.submits("M1", shared="Small steps.", private="Ask about the exam")

        await cohort.presses("M1", "Notes", on="session.kept")
        assert "Ask about the exam" in cohort.last("M1").text
        await cohort.commands("L1", '/peer next "Read one page" Sun')
        await cohort.presses("L1", "Notes", on="session.kept")
        assert "Small steps." in cohort.last("L1").text
        assert "Ask about the exam" not in cohort.last("L1").text
        await cohort.commands("C1", "/mentor note L1")
        assert cohort.last("C1").kind == "refusal.right"
        assert all("Ask about the exam" not in str(line.card) for line in cohort.lines if line.to != "M1")


async def test_a_learner_keeps_no_private_note_of_the_mentors_by_writing_their_own(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await met(cohort)
        await cohort.commands("M1", "/mentor note L1")
        await cohort.submits("M1", private="Ask about the exam")
        await cohort.presses("L1", "Yes, we met", on=ASK)
        await cohort.presses("L1", "Note the next step", on="session.noted")
        assert [box.name for box in cohort.form("L1").inputs] == ["step", "by", "shared"]
        await cohort.submits("L1", step="Read one page", by="Sun")

        await cohort.commands("M1", "/mentor note L1")
        assert {box.name: box.value for box in cohort.form("M1").inputs}["private"] == "Ask about the exam"


async def test_a_day_that_is_none_or_is_over_is_named_and_nothing_is_half_saved(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("L1", '/peer next "Read one page" Sun', at=WED)
        assert cohort.last("L1").kind == "session.no_notes"
        await met(cohort)
        await cohort.presses("M1", "Note the next step", on="session.noted")
        await cohort.submits("M1", step="Read one page", by="someday")
        assert cohort.form("M1").inputs[0].value == "Read one page", "the form is there again, filled in"
        await cohort.submits("M1", by="1 Mar")
        assert "session.step_noted" not in cohort.dms_to("L1")
        await cohort.submits("M1", by="Sun")
        assert "session.step_noted" in cohort.dms_to("L1")
