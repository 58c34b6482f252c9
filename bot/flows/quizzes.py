"""A learning check with right answers: one question after the other, each explained as soon as it is answered."""

from dataclasses import replace

from bot.domain.surveys import QuizQuestion, Survey
from bot.effects import Effects, Refused, Reply, Revise
from bot.events import ActionChosen
from bot.flows.surveys import mine, tag_of
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import quizzes as wording
from bot.wording.voice import Voice

routes = Router()


@routes.action("quiz.ask")
async def ask(turn: Turn, subject: str) -> Effects:
    """Show a question; answering it a second time is possible, and counts for nothing."""
    survey_id, number = _place(turn, subject)
    survey, _ = await mine(turn, survey_id)
    return [Reply(wording.question(Voice.to(turn.me), survey, number, _question(turn, survey, number)))]


@routes.action("quiz.answer")
async def answered(turn: Turn, subject: str) -> Effects:
    """Explain the answer to a question; the first one is kept, and with the last question the check is answered."""
    voice, (survey_id, number) = Voice.to(turn.me), _place(turn, subject)
    survey, answer = await mine(turn, survey_id)
    question = _question(turn, survey, number)
    chosen = turn.event.value if isinstance(turn.event, ActionChosen) else ""
    if chosen not in map(str, range(len(question.options))):
        raise Refused(common.not_yours(voice))
    is_right = question.options[int(chosen)] == question.right
    reply = Reply(wording.explained(voice, survey, number, question, is_right=is_right))
    if number != len(answer.scores):
        return [reply]
    given = answer.given(turn.now, (*answer.scores, int(is_right)))
    is_last = number + 1 == len(survey.questions)
    await turn.tx.surveys.keep(given if is_last else replace(answer, scores=given.scores))
    return [reply, Revise(tag_of(answer), wording.answered(voice, survey))] if is_last else [reply]


def _place(turn: Turn, subject: str) -> tuple[str, int]:
    survey_id, _, number = subject.rpartition(":")
    if not number.isdecimal():
        raise Refused(common.not_yours(Voice.to(turn.me)))
    return survey_id, int(number)


def _question(turn: Turn, survey: Survey, number: int) -> QuizQuestion:
    """Return a question as the cohort file has it, and only if it still is the one that was asked."""
    plans = [plan for plan in turn.here.plan.surveys.of_weeks(turn.here.weeks) if plan.asked == survey.questions]
    quiz = next((plan.quiz for plan in plans if plan.quiz), ())
    if number >= len(quiz):
        raise Refused(wording.changed(Voice.to(turn.me)))
    return quiz[number]
