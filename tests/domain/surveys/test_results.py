"""What is told of a survey: everybody, then the groups that may stand beside it; and the change from start to end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.plan import Plan
from bot.domain.schedule import Weekly
from bot.domain.survey_answers import Answer, AnswerState, Quote, change, counted, quotable, read_score
from bot.domain.surveys import (
    DEFAULT_QUESTIONS,
    QUESTIONS,
    QuizQuestion,
    Survey,
    SurveyKind,
    SurveyPlan,
    Surveys,
    closing_of,
    usual_surveys,
)

NOW = datetime(2026, 3, 29, 19, tzinfo=UTC)


def survey(kind: SurveyKind = SurveyKind.PULSE, questions: tuple[str, ...] = ("One?", "Two?")) -> Survey:
    return Survey(f"s-{kind}", "c1", kind, 1, questions, NOW - timedelta(days=2), NOW)


def said(who: str, *scores: int, words: str = "", quote: Quote = Quote.COORDINATORS) -> Answer:
    asked = Answer(f"a-{who}", "s", "c1", who)
    return replace(asked.given(NOW, scores, (words,) if words else ()), quote=quote) if scores else asked


def test_a_survey_tells_means_of_everybody_and_of_the_groups_that_may_be_shown() -> None:
    groups = {"big": frozenset("abcde"), "small": frozenset("fgh"), "tiny": frozenset("ij")}
    answers = [said(who, 5, 3) for who in "abcde"] + [said(who, 1, 3) for who in "fghij"] + [said("k")]

    told = counted(survey(), answers, groups, NOW)

    assert (told.asked, told.answered, told.closed_at) == (11, 10, NOW)
    assert [(result.cut, result.n, result.means) for result in told.results] == [
        ("", 10, (3.0, 3.0)),
        ("big", 5, (5.0, 3.0)),
    ]


def test_a_survey_nobody_scored_tells_nothing() -> None:
    reviews = [Answer("a", "s", "c1", "c", AnswerState.ANSWERED, NOW, (), ("well done",))]

    assert counted(survey(), [], {}, NOW).results == ()
    assert counted(survey(SurveyKind.REVIEW), reviews, {}, NOW).results == ()


def test_the_change_is_between_what_was_told_of_the_same_questions() -> None:
    before = counted(survey(SurveyKind.BASELINE), [said(who, 2, 3) for who in "abcde"], {}, NOW)
    after = counted(survey(SurveyKind.END), [said(who, 4, 3) for who in "abcdefg"], {}, NOW)

    assert change(before, after) == (2.0, 0.0)
    assert change(before, replace(after, questions=("Other?", "Two?"))) == ()
    assert change(before, None) == ()
    assert change(survey(SurveyKind.BASELINE), after) == ()


def test_words_are_for_coordinators_once_five_wrote_and_else_only_where_somebody_agreed_to_be_quoted() -> None:
    wrote = [said(who, 3, words="well") for who in "abcd"]
    quoted = said("z", 3, words="quote me", quote=Quote.NAMED)

    assert quotable([*wrote[:3], quoted]) == [quoted]
    assert quotable([*wrote, quoted, said("q", 3)]) == [*wrote, quoted]


@pytest.mark.parametrize("text", ["", "0", "6", "12", "five", "-1", "²"])
def test_a_score_is_one_to_five(text: str) -> None:
    with pytest.raises(ValueError, match=r"score|literal"):
        read_score(text)


def test_the_usual_surveys_fit_their_forms_and_ask_at_the_end_what_was_asked_at_the_beginning() -> None:
    assert DEFAULT_QUESTIONS[SurveyKind.QUIZ] == (), "only a cohort file knows what is right"
    for kind in [kind for kind in SurveyKind if kind is not SurveyKind.QUIZ]:
        few, many = QUESTIONS[kind]
        assert few <= len(DEFAULT_QUESTIONS[kind]) <= many
        assert all(len(question) <= 45 for question in DEFAULT_QUESTIONS[kind])
    assert DEFAULT_QUESTIONS[SurveyKind.BASELINE] == DEFAULT_QUESTIONS[SurveyKind.END]


@pytest.mark.parametrize("weeks", range(1, 53))
def test_the_usual_surveys_lie_inside_every_cohort(weeks: int) -> None:
    assert all(1 <= plan.week <= weeks for plan in usual_surveys(weeks))
    assert Plan().surveys.of_weeks(weeks) == usual_surveys(weeks)


def test_a_survey_closes_two_days_later_at_the_soonest() -> None:
    sunday = usual_surveys(8)[-1]
    on = datetime(2026, 4, 26, 9, tzinfo=UTC)

    assert closing_of(sunday, on, "Europe/Lisbon").moment() == datetime(2026, 5, 3, 19, tzinfo=UTC)


def test_questions_with_right_answers_take_the_place_of_the_usual_self_rated_ones() -> None:
    quiz = SurveyPlan(
        SurveyKind.QUIZ, 2, Weekly.parse("Wed 12:00"), quiz=(QuizQuestion("Two?", ("a", "b"), "a", "so"),)
    )
    usual = [plan.kind for plan in usual_surveys(8)]
    kinds = [plan.kind for plan in Surveys(quizzes=(quiz,)).of_weeks(8)]

    assert kinds == [*(kind for kind in usual if kind is not SurveyKind.LEARNING_CHECK), SurveyKind.QUIZ]
    assert Surveys(enabled=False, quizzes=(quiz,)).of_weeks(8) == ()
