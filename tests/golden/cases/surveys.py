"""Surveys: what people are asked, what they read after an answer, and what coordinators read of all of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.survey_answers import Answer, Quote
from bot.domain.surveys import DEFAULT_QUESTIONS, QuizQuestion, Result, Survey, SurveyKind
from bot.wording import quizzes, survey_desk, surveys
from tests.golden.case import Case, case
from tests.golden.sample import NOW, VOICE, cohort
from tests.golden.typed import Typed


def survey(kind: SurveyKind, **changed: Any) -> Survey:
    """A survey that is open."""
    opened = Survey(f"s-{kind}", "spring", kind, 1, DEFAULT_QUESTIONS[kind], NOW, NOW + timedelta(days=3))
    return replace(opened, **changed)


def closed_survey(typed: Typed, kind: SurveyKind = SurveyKind.PULSE, number: int = 1) -> Survey:
    """A survey that has closed, with one group shown."""
    questions = tuple(typed.line[:45] or "One?" for _ in DEFAULT_QUESTIONS[kind])
    means = tuple(3.5 for _ in questions)
    results = (Result("", 14, means), Result("id-g1", 5, means))
    return survey(
        kind, number=number, questions=questions, closed_at=NOW, asked=17, answered=14, raised=1, results=results
    )


def answer(typed: Typed, number: int = 1, quote: Quote = Quote.COORDINATORS) -> Answer:
    """What somebody said."""
    bare = Answer(f"a{number}", "s-end", "spring", f"id-L{number}", quote=quote)
    return bare.given(NOW, (4, 3, 5), (typed.words[:1000],))


def of_surveys(typed: Typed) -> Iterator[Case]:
    for kind in SurveyKind:
        yield case(surveys.asked, str(kind), VOICE, survey(kind))
        if kind is not SurveyKind.QUIZ:
            yield case(surveys.form, str(kind), VOICE, survey(kind), Answer("a1", f"s-{kind}", "spring", "id-L1"))
    yield case(surveys.asked, "in any words", VOICE, survey(SurveyKind.PULSE, questions=(typed.line[:45] or "One?",)))
    yield case(surveys.form, "answered before", VOICE, survey(SurveyKind.END), answer(typed))
    said = answer(typed)
    looked_back = replace(said, scores=(), words=(typed.words[:1000], "", "", typed.line))
    yield case(surveys.form, "looked back before", VOICE, survey(SurveyKind.REVIEW), looked_back)
    pulse = survey(SurveyKind.PULSE)
    for function in (surveys.thanks, surveys.hand_raise, surveys.answered, surveys.skipped, surveys.incomplete):
        yield case(function, "", VOICE, pulse)
    yield case(surveys.thanks, "in one tap", VOICE, survey(SurveyKind.SATISFACTION))
    yield case(surveys.over, "", VOICE)
    yield case(surveys.away, "", VOICE)
    yield case(surveys.told_back, "", VOICE, cohort(typed), closed_survey(typed))
    yield case(surveys.means, "everybody", VOICE, closed_survey(typed))
    yield case(surveys.means, "too few", VOICE, closed_survey(typed), "id-g2")


def of_quizzes(typed: Typed) -> Iterator[Case]:
    asked = QuizQuestion(
        typed.line[:300] or "One?", ("This one", typed.line[:75] or "That one"), "This one", typed.words
    )
    quiz = survey(SurveyKind.QUIZ, questions=(asked.text, "Two?"))
    yield case(quizzes.question, "", VOICE, quiz, 0, asked)
    for number, name in enumerate(("", ", the last")):
        yield case(quizzes.explained, f"right{name}", VOICE, quiz, number, asked, is_right=True)
        yield case(quizzes.explained, f"another{name}", VOICE, quiz, number, asked, is_right=False)
    yield case(quizzes.answered, "", VOICE, quiz)
    yield case(quizzes.changed, "", VOICE)
    counted = replace(quiz, closed_at=NOW, asked=6, answered=5, results=(Result("", 5, (1.0, 0.8)),))
    yield case(surveys.means, "of a quiz", VOICE, counted)
    yield case(surveys.title, "", VOICE, quiz)
    yield case(surveys.begin, "", quiz, "Begin")
    yield case(surveys.figure, "", VOICE, quiz, 0.8)
    yield case(survey_desk.no_questions, "", VOICE)


def of_survey_desk(typed: Typed) -> Iterator[Case]:
    closed, pulse = closed_survey(typed), survey(SurveyKind.PULSE)
    yield case(survey_desk.name, "the second", VOICE, replace(pulse, number=2))
    yield case(survey_desk.sent, "one", VOICE, pulse, 1)
    yield case(survey_desk.sent, "many", VOICE, pulse, 17)
    yield case(survey_desk.already_open, "", VOICE, pulse)
    yield case(survey_desk.none_open, "", VOICE)
    few = replace(closed, answered=4, asked=4, raised=2, results=())
    two, three = {"id-g1": typed.group, "id-g2": typed.group}, {f"id-g{n}": typed.group for n in range(1, 4)}
    yield case(survey_desk.results, "one group hidden", VOICE, closed, two)
    yield case(survey_desk.results, "two groups hidden", VOICE, closed, three)
    yield case(survey_desk.results, "too few", VOICE, few, two)
    yield case(survey_desk.results, "a review", VOICE, survey(SurveyKind.REVIEW, answered=2, asked=2), two)
    answers = [answer(typed, number, quote) for number, quote in enumerate(Quote, 1)]
    names = {f"id-L{number}": typed.name for number in range(1, 4)}
    yield case(survey_desk.words, "as far as each agreed", VOICE, answers, names)
    yield case(survey_desk.words, "nothing", VOICE, [], names)
    yield case(survey_desk.words, "forty", VOICE, answers * 14, names)
