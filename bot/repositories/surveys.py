"""Surveys and their answers. The rules of every repository stand in `bot/repositories/__init__.py`."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.survey_answers import Answer
from bot.domain.surveys import Survey


class SurveyRepository(Protocol):
    """Surveys; one answer per person and survey."""

    async def add(self, survey: Survey) -> bool:
        """Store it; False when the cohort has one of that kind and number."""

    async def get(self, survey_id: str) -> Survey | None: ...
    async def find(self, survey_id: str) -> Survey | None: ...
    async def in_cohort(self, cohort_id: str) -> list[Survey]:
        """All of a cohort's, the oldest first."""

    async def save(self, survey: Survey) -> None: ...
    async def ask(self, answers: Sequence[Answer]) -> None:
        """Store open answers, without anything said yet, in one go."""

    async def answer(self, survey_id: str, member_id: str) -> Answer | None:
        """What somebody was asked, locked."""

    async def answers(self, survey_id: str) -> list[Answer]:
        """Everybody's, by member id."""

    async def keep(self, answer: Answer) -> None:
        """Overwrite an answer."""
