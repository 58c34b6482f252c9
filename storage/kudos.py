"""Good words about people, sealed with the key of whoever gave them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.domain.recognition import Kudos
from storage.schema import keys, kudos
from storage.session import AnyRow, Session, Shape
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(Kudos, kudos)
_KUDOS = (
    _SHAPE.select()
    .add_columns(keys.c.wrapped)
    .join_from(kudos, keys, key_of(KeyKind.MEMBER, kudos.c.giver_id), isouter=True)
)
_FIND = _KUDOS.where(kudos.c.id == bindparam("kudos_id"))
_GET = _FIND.with_for_update(of=kudos)
_IN_COHORT = _KUDOS.where(kudos.c.cohort_id == bindparam("of_cohort")).order_by(kudos.c.given_at, kudos.c.id)
_GIVEN = select(func.count()).where(kudos.c.giver_id == bindparam("by_member"))
_GIVEN_SINCE = _GIVEN.where(kudos.c.given_at >= bindparam("since", type_=kudos.c.given_at.type))
_GOT = select(func.count()).where(kudos.c.receiver_id == bindparam("by_member"))


class SqlKudos:
    """The kudos table."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, kudos: Kudos) -> None:
        """Store a new one."""
        await _SHAPE.add(self._session, kudos, words=await self._sealed(kudos))

    async def get(self, kudos_id: str) -> Kudos | None:
        """Return one and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return next(iter(self._opened(await self._session.rows(statement, {"kudos_id": kudos_id}))), None)

    async def given_since(self, giver_id: str, since: datetime) -> int:
        """How many somebody gave since then."""
        return int(await self._session.scalar(_GIVEN_SINCE, {"by_member": giver_id, "since": since}) or 0)

    async def counts(self, member_id: str) -> tuple[int, int]:
        """How many somebody gave, and how many they got."""
        given = await self._session.scalar(_GIVEN, {"by_member": member_id})
        return int(given or 0), int(await self._session.scalar(_GOT, {"by_member": member_id}) or 0)

    async def in_cohort(self, cohort_id: str) -> list[Kudos]:
        """All of a cohort's, oldest first."""
        return self._opened(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, kudos: Kudos) -> None:
        """Overwrite one; ValueError when it is not there."""
        await _SHAPE.save(self._session, kudos, words=await self._sealed(kudos))

    async def _sealed(self, kudos: Kudos) -> bytes | None:
        return await self._texts.seal(kudos.words, KeyKind.MEMBER, kudos.giver_id, _where(kudos.id))

    def _opened(self, rows: Sequence[AnyRow]) -> list[Kudos]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            wrapped = values.pop("wrapped")
            words = self._texts.open(values["words"], wrapped, KeyKind.MEMBER, values["giver_id"], _where(values["id"]))
            opened.append(Kudos(**values | {"words": words}))
        return opened


def _where(kudos_id: str) -> str:
    return f"kudos.words:{kudos_id}"
