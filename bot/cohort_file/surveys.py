"""The tables about surveys of a cohort file, as people write them.

The docstring of a key is its line in `docs/cohort-file.md`.
"""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from bot.domain.schedule import Weekly
from bot.domain.surveys import CLOSES, QUESTIONS, SurveyKind, Surveys
from bot.toml_fields import WeeklyTime, one_of, wrong
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
