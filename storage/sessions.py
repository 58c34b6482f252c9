"""Sessions of mentors and learners. The step and both notes are sealed with the learner's key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_

from bot.domain.sessions import COUNTED, Session, SessionState
from storage.schema import keys, sessions
from storage.session import AnyRow, AnySelect, Shape, unless_any
from storage.session import Session as Connected
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(Session, sessions)
_TEXTS = ("step", "shared_note", "private_note")
_ADD = unless_any(sessions)  # whichever of the two rules a row breaks, it is there already
_KEY = key_of(KeyKind.MEMBER, sessions.c.learner_id)


def _select(*conditions: Any) -> AnySelect:
    return _SHAPE.select(*conditions).add_columns(keys.c.wrapped).join_from(sessions, keys, _KEY, isouter=True)


_FIND = _select(sessions.c.id == bindparam("session_id"))
_GET = _FIND.with_for_update(of=sessions)
_BY_TIME = (sessions.c.starts_at, sessions.c.slot, sessions.c.id)
_OF_LEARNER = _select(sessions.c.learner_id == bindparam("of_learner"), sessions.c.state != SessionState.MOVED)
_OPEN_OF = _OF_LEARNER.where(sessions.c.state.in_((SessionState.UNPLANNED, SessionState.PLANNED))).order_by(
    sessions.c.is_make_up.desc(), sessions.c.slot
)
_COUNTED_OF = _OF_LEARNER.where(sessions.c.state.in_(COUNTED)).order_by(*_BY_TIME)
_TAKEN = _select(
    or_(sessions.c.learner_id == bindparam("of_member"), sessions.c.mentor_id == bindparam("of_member")),
    sessions.c.state == SessionState.PLANNED,
    sessions.c.starts_at > bindparam("since", type_=sessions.c.starts_at.type),
).order_by(*_BY_TIME)
_LAST = (
    _OF_LEARNER.where(
        sessions.c.starts_at <= bindparam("until", type_=sessions.c.starts_at.type),
        sessions.c.state.not_in((SessionState.EXCUSED, SessionState.UNPLANNED)),
    )
    .order_by(sessions.c.starts_at.desc(), sessions.c.id)
    .limit(1)
)
_IN_COHORT = _select(sessions.c.cohort_id == bindparam("of_cohort")).order_by(
    sessions.c.slot, sessions.c.learner_id, sessions.c.is_make_up, sessions.c.starts_at.nulls_first(), sessions.c.id
)


class SqlSessions:
    """The sessions table."""

    def __init__(self, session: Connected, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, session: Session) -> bool:
        """Store it; False when this learner's slot has one."""
        return await self._session.change(_ADD, _SHAPE.values(session) | await self._sealed(session)) == 1

    async def get(self, session_id: str) -> Session | None:
        """Return a session and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return self._first(await self._session.rows(statement, {"session_id": session_id}))

    async def find(self, session_id: str) -> Session | None:
        """Return a session."""
        return self._first(await self._session.rows(_FIND, {"session_id": session_id}))

    async def open_of(self, learner_id: str) -> list[Session]:
        """A learner's that are still to come or to be settled, make-ups first, then by slot."""
        return self._opened(await self._session.rows(_OPEN_OF, {"of_learner": learner_id}))

    async def counted(self, learner_id: str) -> list[Session]:
        """A learner's that were attended or missed, by time."""
        return self._opened(await self._session.rows(_COUNTED_OF, {"of_learner": learner_id}))

    async def taken(self, member_id: str, since: datetime) -> list[Session]:
        """A learner's or mentor's planned sessions that begin after a moment, by time."""
        return self._opened(await self._session.rows(_TAKEN, {"of_member": member_id, "since": since}))

    async def last_of(self, learner_id: str, until: datetime) -> Session | None:
        """A learner's newest session that began by then and took or should have taken place."""
        return self._first(await self._session.rows(_LAST, {"of_learner": learner_id, "until": until}))

    async def in_cohort(self, cohort_id: str) -> list[Session]:
        """All of a cohort's, by slot, then learner id."""
        return self._opened(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, session: Session) -> None:
        """Overwrite a session; ValueError when it is not there."""
        await _SHAPE.save(self._session, session, **await self._sealed(session))

    async def _sealed(self, session: Session) -> dict[str, bytes | None]:
        return {
            name: await self._texts.seal(
                getattr(session, name), KeyKind.MEMBER, session.learner_id, _where(name, session.id)
            )
            for name in _TEXTS
        }

    def _first(self, rows: Sequence[AnyRow]) -> Session | None:
        return next(iter(self._opened(rows)), None)

    def _opened(self, rows: Sequence[AnyRow]) -> list[Session]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            wrapped, learner_id = values.pop("wrapped"), values["learner_id"]
            for name in _TEXTS:
                sealed, where = values[name], _where(name, values["id"])
                values[name] = self._texts.open(sealed, wrapped, KeyKind.MEMBER, learner_id, where)
            opened.append(Session(**values))
        return opened


def _where(name: str, session_id: str) -> str:
    return f"sessions.{name}:{session_id}"
