"""Messages drafted for mentors. Their text is sealed with the learner's key."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam

from bot.domain.drafts import Draft
from storage.schema import drafts, keys
from storage.session import AnyRow, Session, Shape
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(Draft, drafts)
_DRAFT = (
    _SHAPE.select()
    .add_columns(keys.c.wrapped)
    .join_from(drafts, keys, key_of(KeyKind.MEMBER, drafts.c.learner_id), isouter=True)
)
_FIND = _DRAFT.where(drafts.c.id == bindparam("draft_id"))
_GET = _FIND.with_for_update(of=drafts)
_OF_CAUSE = (
    _DRAFT.where(drafts.c.cause == bindparam("for_cause")).order_by(drafts.c.created_at.desc(), drafts.c.id).limit(1)
)
_LAST_SENT = (
    _DRAFT.where(drafts.c.learner_id == bindparam("to_learner"), drafts.c.sent_at.is_not(None))
    .order_by(drafts.c.sent_at.desc(), drafts.c.id)
    .limit(1)
)
_UNSENT = _DRAFT.where(
    drafts.c.cohort_id == bindparam("of_cohort"),
    drafts.c.sent_at.is_(None),
    drafts.c.created_at < bindparam("made_before"),
).order_by(drafts.c.created_at, drafts.c.id)


class SqlDrafts:
    """The drafts table."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, draft: Draft) -> None:
        """Store a new draft."""
        await _SHAPE.add(self._session, draft, text=await self._sealed(draft))

    async def get(self, draft_id: str) -> Draft | None:
        """Return a draft and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return self._first(await self._session.rows(statement, {"draft_id": draft_id}))

    async def of_cause(self, cause: str) -> Draft | None:
        """The draft made for a missed check-in or session; the newest where there are two."""
        return self._first(await self._session.rows(_OF_CAUSE, {"for_cause": cause}))

    async def unsent(self, cohort_id: str, before: datetime) -> list[Draft]:
        """Drafts made before a moment and not sent, oldest first, then by id."""
        return self._opened(await self._session.rows(_UNSENT, {"of_cohort": cohort_id, "made_before": before}))

    async def last_sent_to(self, learner_id: str) -> Draft | None:
        """The message that went out to a learner last."""
        return self._first(await self._session.rows(_LAST_SENT, {"to_learner": learner_id}))

    async def save(self, draft: Draft) -> None:
        """Overwrite a draft; ValueError when it is not there."""
        await _SHAPE.save(self._session, draft, text=await self._sealed(draft))

    async def _sealed(self, draft: Draft) -> bytes | None:
        return await self._texts.seal(draft.text, KeyKind.MEMBER, draft.learner_id, _where(draft.id))

    def _first(self, rows: Sequence[AnyRow]) -> Draft | None:
        return next(iter(self._opened(rows)), None)

    def _opened(self, rows: Sequence[AnyRow]) -> list[Draft]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            wrapped, learner_id = values.pop("wrapped"), values["learner_id"]
            values["text"] = self._texts.open(values["text"], wrapped, KeyKind.MEMBER, learner_id, _where(values["id"]))
            opened.append(Draft(**values))
        return opened


def _where(draft_id: str) -> str:
    return f"drafts.text:{draft_id}"
