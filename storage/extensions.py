"""More time for milestones. The reason is sealed with the learner's key."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam

from bot.domain.extensions import Extension
from storage.schema import extensions, keys
from storage.session import AnyRow, AnySelect, Session, Shape
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(Extension, extensions)
_KEY = key_of(KeyKind.MEMBER, extensions.c.learner_id)
_BY_TIME = (extensions.c.asked_at, extensions.c.id)


def _select(*conditions: Any) -> AnySelect:
    return _SHAPE.select(*conditions).add_columns(keys.c.wrapped).join_from(extensions, keys, _KEY, isouter=True)


_FIND = _select(extensions.c.id == bindparam("extension_id"))
_GET = _FIND.with_for_update(of=extensions)
_OF_LEARNER = _select(extensions.c.learner_id == bindparam("of_learner")).order_by(*_BY_TIME)
_IN_COHORT = _select(extensions.c.cohort_id == bindparam("of_cohort")).order_by(*_BY_TIME)


class SqlExtensions:
    """The extensions table."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, extension: Extension) -> None:
        """Store a new extension."""
        await _SHAPE.add(self._session, extension, reason=await self._sealed(extension))

    async def get(self, extension_id: str) -> Extension | None:
        """Return an extension and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return next(iter(self._opened(await self._session.rows(statement, {"extension_id": extension_id}))), None)

    async def of_learner(self, learner_id: str) -> list[Extension]:
        """A learner's, oldest first."""
        return self._opened(await self._session.rows(_OF_LEARNER, {"of_learner": learner_id}))

    async def in_cohort(self, cohort_id: str) -> list[Extension]:
        """All of a cohort's, oldest first."""
        return self._opened(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, extension: Extension) -> None:
        """Overwrite an extension; ValueError when it is not there."""
        await _SHAPE.save(self._session, extension, reason=await self._sealed(extension))

    async def _sealed(self, extension: Extension) -> bytes | None:
        return await self._texts.seal(extension.reason, KeyKind.MEMBER, extension.learner_id, _where(extension.id))

    def _opened(self, rows: Sequence[AnyRow]) -> list[Extension]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            wrapped, learner_id = values.pop("wrapped"), values["learner_id"]
            values["reason"] = self._texts.open(
                values["reason"], wrapped, KeyKind.MEMBER, learner_id, _where(values["id"])
            )
            opened.append(Extension(**values))
        return opened


def _where(extension_id: str) -> str:
    return f"extensions.reason:{extension_id}"
