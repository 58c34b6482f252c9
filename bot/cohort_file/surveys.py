"""The tables about surveys of a cohort file, as people write them.

The docstring of a key is its line in `docs/cohort-file.md`.
"""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from bot.domain.schedule import Weekly
from bot.domain.surveys import CLOSES, QUESTIONS, SurveyKind, Surveys
from bot.toml_fields import WeeklyTime, nearest, one_of, wrong
from bot.toml_sections import Section

_SURVEYS = Surveys()


class SurveysSection(Section):
    """`[surveys]`: whether people are asked at all."""

    enabled: bool = _SURVEYS.enabled
    """Whether there are surveys; without a `[[survey]]` the usual ones, at the usual times."""


class SurveySection(Section):
    """`[[survey]]`: one survey; with the first of these the usual ones are gone, and only these are sent."""

    kind: Annotated[SurveyKind, one_of(SurveyKind)]
    """`baseline`, `learning_check`, `pulse`, `satisfaction`, `end` (asks what the baseline asked) or `review`."""
    week: Annotated[int, Field(ge=1)]
    """The week in which it opens."""
    opens: WeeklyTime
    """When it opens, on everybody's own clock."""
    closes: WeeklyTime = Weekly.parse(CLOSES)
    """When it closes, two days later at the soonest, on the cohort's clock; until then late answers count."""
    questions: Annotated[tuple[Annotated[str, Field(min_length=3, max_length=45)], ...], Field(max_length=20)] = ()
    """What is asked, each from 1 to 5 (a review: in words); left out: the usual questions."""

    @field_validator("kind")
    @classmethod
    def _asks_without_right_answers(cls, kind: SurveyKind) -> SurveyKind:
        if kind is SurveyKind.QUIZ:
            raise wrong("questions with right answers have a table of their own.", "Write a [[learning_check]].")
        return kind

    @field_validator("questions")
    @classmethod
    def _as_many_as_fit(cls, questions: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        kind = info.data.get("kind")
        if kind is None or not questions:
            return questions
        few, many = QUESTIONS[kind]
        if few <= len(questions) <= many:
            return questions
        span = f"{few} to {many} questions" if few < many else f"{few} question{'s' * (few > 1)}"
        raise wrong(f"a survey of the kind {kind} has {span}, not {len(questions)}.", "Short ones are answered.")


_Line = Annotated[str, Field(min_length=1, max_length=75)]


class QuizQuestionSection(Section):
    """`[[learning_check.question]]`: one question with a right answer, in private and one after the other."""

    text: Annotated[str, Field(min_length=3, max_length=300)]
    """The question."""
    options: Annotated[tuple[_Line, ...], Field(min_length=2, max_length=6)]
    """What can be chosen, 2 to 6 answers."""
    right: str
    """The right one, in the words it has among the options."""
    explanation: Annotated[str, Field(min_length=3, max_length=500)]
    """Why it is the right one; everybody who answers reads it at once."""

    @field_validator("options")
    @classmethod
    def _each_once(cls, options: tuple[str, ...]) -> tuple[str, ...]:
        twice = next((option for number, option in enumerate(options) if option in options[:number]), None)
        if twice is not None:
            raise wrong(f"{twice!r} is there twice.", "Say every answer once.")
        return options

    @field_validator("right")
    @classmethod
    def _is_an_option(cls, right: str, info: ValidationInfo) -> str:
        options = info.data.get("options", (right,))
        if right not in options:
            raise wrong(f"{right!r} is not one of the options.", nearest(right, options) or "Copy one of them.")
        return right


class LearningCheckSection(Section):
    """`[[learning_check]]`: questions with right answers; with the first of these the usual self-rated ones are gone.

    The answer is explained at once, and only to whoever answers; figures are of five people or more.
    """

    week: Annotated[int, Field(ge=1)]
    """The week in which it opens."""
    opens: WeeklyTime = Weekly.parse("Wed 12:00")
    """When it opens, on everybody's own clock."""
    closes: WeeklyTime = Weekly.parse(CLOSES)
    """When it closes, two days later at the soonest, on the cohort's clock; until then late answers count."""
    question: tuple[QuizQuestionSection, ...]
    """One to five questions."""

    @field_validator("question")
    @classmethod
    def _few_and_each_once(cls, question: tuple[QuizQuestionSection, ...]) -> tuple[QuizQuestionSection, ...]:
        few, many = QUESTIONS[SurveyKind.QUIZ]
        if not few <= len(question) <= many:
            raise wrong(
                f"a learning check has {few} to {many} questions, not {len(question)}.", "Short ones are answered."
            )
        texts = [each.text for each in question]
        twice = next((text for number, text in enumerate(texts) if text in texts[:number]), None)
        if twice is not None:
            raise wrong(f"{twice!r} is asked twice.", "Keep one.")
        return question
