"""Surveys and their answers; scores and words are sealed with the key of whoever said them."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam

from bot.domain.survey_answers import Answer
from bot.domain.surveys import Survey
from storage.schema import keys, survey_answers, surveys
from storage.session import AnyRow, AnySelect, Session, Shape, unless_there
from storage.vault import KeyKind, Texts, key_of

_SURVEY, _ANSWER = Shape(Survey, surveys), Shape(Answer, survey_answers)
_ADD = unless_there(surveys, "cohort_id", "kind", "number")
_FIND = _SURVEY.select(surveys.c.id == bindparam("of_survey"))
_GET = _FIND.with_for_update()
_IN_COHORT = _SURVEY.select(surveys.c.cohort_id == bindparam("of_cohort")).order_by(surveys.c.opened_at, surveys.c.id)
_ASK = unless_there(survey_answers, "survey_id", "member_id")
_KEY = key_of(KeyKind.MEMBER, survey_answers.c.member_id)


def _select(*conditions: Any) -> AnySelect:
    return _ANSWER.select(*conditions).add_columns(keys.c.wrapped).join_from(survey_answers, keys, _KEY, isouter=True)


_ANSWERS = _select(survey_answers.c.survey_id == bindparam("of_survey")).order_by(survey_answers.c.member_id)
_MINE = _ANSWERS.where(survey_answers.c.member_id == bindparam("of_member"))
_MINE_LOCKED = _MINE.with_for_update(of=survey_answers)


class SqlSurveys:
    """The surveys and survey_answers tables."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, survey: Survey) -> bool:
        """Store it; False when the cohort has one of that kind and number."""
        return await self._session.change(_ADD, _SURVEY.values(survey)) == 1

    async def get(self, survey_id: str) -> Survey | None:
        """Return a survey and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return _SURVEY.read(await self._session.row(statement, {"of_survey": survey_id}))

    async def find(self, survey_id: str) -> Survey | None:
        """Return a survey."""
        return _SURVEY.read(await self._session.row(_FIND, {"of_survey": survey_id}))

    async def in_cohort(self, cohort_id: str) -> list[Survey]:
        """All of a cohort's, the oldest first."""
        return _SURVEY.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, survey: Survey) -> None:
        """Overwrite a survey; ValueError when it is not there."""
        await _SURVEY.save(self._session, survey)

    async def ask(self, answers: Sequence[Answer]) -> None:
        """Store open answers, without anything said yet, in one go."""
        rows = [_ANSWER.values(answer) | {"scores": None, "words": None} for answer in answers]
        if rows:
            await self._session.change(_ASK, rows)

    async def answer(self, survey_id: str, member_id: str) -> Answer | None:
        """Return what somebody was asked, locked."""
        statement = _MINE if self._session.is_read_only else _MINE_LOCKED
        rows = await self._session.rows(statement, {"of_survey": survey_id, "of_member": member_id})
        return next(iter(self._opened(rows)), None)

    async def answers(self, survey_id: str) -> list[Answer]:
        """Everybody's, by member id."""
        return self._opened(await self._session.rows(_ANSWERS, {"of_survey": survey_id}))

    async def keep(self, answer: Answer) -> None:
        """Overwrite an answer; ValueError when it is not there."""
        scores = await self._sealed(answer, "scores", json.dumps(answer.scores) if answer.scores else "")
        words = await self._sealed(answer, "words", json.dumps(answer.words) if any(answer.words) else "")
        await _ANSWER.save(self._session, answer, scores=scores, words=words)

    async def _sealed(self, answer: Answer, column: str, text: str) -> bytes | None:
        return await self._texts.seal(text, KeyKind.MEMBER, answer.member_id, _where(column, answer.id))

    def _opened(self, rows: Sequence[AnyRow]) -> list[Answer]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            wrapped, member_id = values.pop("wrapped"), values["member_id"]
            for column in ("scores", "words"):
                place = _where(column, values["id"])
                text = self._texts.open(values[column], wrapped, KeyKind.MEMBER, member_id, place)
                values[column] = tuple(json.loads(text)) if text else ()
            opened.append(Answer(**values))
        return opened


def _where(column: str, answer_id: str) -> str:
    return f"survey_answers.{column}:{answer_id}"
