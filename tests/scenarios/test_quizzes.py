"""Learning checks with right answers: in private, explained at once, told to nobody but as figures of five or more."""

from bot.domain.survey_answers import Answer
from bot.domain.surveys import SurveyKind
from tests.world import Cohort, World

SIX = "L1 L2 L3 L4 L5 L6"
CHECK = """
[[learning_check]]
week = 1
opens = "Wed 12:00"
[[learning_check.question]]
text = "Which query is safe?"
options = ["One glued from text", "One with parameters"]
right = "One with parameters"
explanation = "Parameters never become part of the query."
[[learning_check.question]]
text = "What does *strict* mean?"
options = ["Nothing is bent to fit", "It is slow"]
right = "Nothing is bent to fit"
explanation = "A wrong type is told at once."
"""


async def chooses(cohort: Cohort, who: str, first: str, second: str) -> None:
    await cohort.presses(who, "Begin", on="quiz.open")
    await cohort.chooses(who, first, on="quiz.question")
    await cohort.presses(who, "Next question", on="quiz.explained")
    await cohort.chooses(who, second, on="quiz.question")


async def answers(cohort: Cohort) -> list[Answer]:
    member = await cohort.member("L1")
    async with await cohort.tx() as tx:
        every = await tx.surveys.in_cohort(member.cohort_id)
        (survey,) = [each for each in every if each.kind is SurveyKind.QUIZ]
        found: list[Answer] = await tx.surveys.answers(survey.id)
    return found


async def test_each_answer_is_explained_at_once_and_whoever_was_wrong_reads_what_holds(world: World) -> None:
    async with world("L1", extra=CHECK, surveys=True) as cohort:
        await cohort.until("Wed 3 Mar 12:01")
        await cohort.presses("L1", "Begin", on="quiz.open")
        assert "Question 1 of 2: Which query is safe?" in cohort.last("L1").text
        await cohort.chooses("L1", "One glued from text", on="quiz.question")

        told = cohort.last("L1").text
        assert told == "Here it is “One with parameters”. Parameters never become part of the query."
        await cohort.presses("L1", "Next question", on="quiz.explained")
        await cohort.chooses("L1", "Nothing is bent to fit", on="quiz.question")

        assert cohort.last("L1").text.startswith("Yes, that is it. A wrong type is told at once.")
        assert "That was the last question" in cohort.last("L1").text
        assert [each.scores for each in await answers(cohort)] == [(0, 1)]


async def test_what_was_answered_first_counts_and_the_questions_can_be_read_again(world: World) -> None:
    async with world("L1", extra=CHECK, surveys=True) as cohort:
        await cohort.until("Wed 3 Mar 12:01")
        await chooses(cohort, "L1", "One glued from text", "It is slow")
        await cohort.presses("L1", "Look at it again", on="survey.answered")
        await cohort.chooses("L1", "One with parameters", on="quiz.question")

        assert cohort.last("L1").text.startswith("Yes, that is it.")
        assert [each.scores for each in await answers(cohort)] == [(0, 0)]


async def test_only_figures_of_five_or_more_are_told_and_to_coordinators(world: World) -> None:
    async with world(SIX, extra=CHECK, surveys=True) as cohort:
        await cohort.until("Wed 3 Mar 12:01")
        for who in SIX.split()[:5]:
            await chooses(cohort, who, "One with parameters", "It is slow" if who == "L1" else "Nothing is bent to fit")
        await cohort.presses("L6", "Skip", on="quiz.open")
        await cohort.until("Mon 8 Mar 09:01")

        report = str(cohort.last("C1", "digest.coordinator").fields)
        assert "Which query is safe?: 100 % right" in report
        assert "80 % right" in report


async def test_of_four_nothing_is_told(world: World) -> None:
    async with world("L1 L2 L3 L4", extra=CHECK, surveys=True) as cohort:
        await cohort.until("Wed 3 Mar 12:01")
        for who in ("L1", "L2", "L3", "L4"):
            await chooses(cohort, who, "One with parameters", "It is slow")
        await cohort.until("Mon 8 Mar 09:01")

        report = str(cohort.last("C1", "digest.coordinator").fields)
        assert "Fewer than five people answered" in report
        assert "% right" not in report


async def test_a_learning_check_by_hand_needs_questions_in_the_cohort_file(world: World) -> None:
    async with world("L1", surveys=True) as cohort:
        await cohort.commands("C1", "/coord survey send quiz", at="Tue 2 Mar 12:00")

        assert "[[learning_check]]" in cohort.last("C1").text
        assert "quiz.open" not in cohort.dms_to("L1")


async def test_one_sent_by_hand_after_the_planned_one_asks_the_same_questions(world: World) -> None:
    async with world("L1", extra=CHECK, surveys=True) as cohort:
        await cohort.commands("C1", "/coord survey send quiz", at="Mon 8 Mar 12:00")
        await cohort.presses("L1", "Begin", on="quiz.open")

        assert "Question 1 of 2" in cohort.last("L1").text
