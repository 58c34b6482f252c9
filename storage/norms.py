"""What groups agree on; each line is sealed with the key of whoever offered it."""

from collections.abc import Sequence

from sqlalchemy import bindparam

from bot.domain.norms import Norm
from storage.schema import keys, norms
from storage.session import AnyRow, Session, Shape
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(Norm, norms)
_NORM = (
    _SHAPE.select()
    .add_columns(keys.c.wrapped)
    .join_from(norms, keys, key_of(KeyKind.MEMBER, norms.c.member_id), isouter=True)
)
_GET = _NORM.where(norms.c.id == bindparam("norm_id"))
_LOCKED = _GET.with_for_update(of=norms)
_OF_GROUP = _NORM.where(norms.c.group_id == bindparam("of_group")).order_by(norms.c.offered_at, norms.c.id)


class SqlNorms:
    """The norms table: one a member and group."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, norm: Norm) -> None:
        """Store a new norm."""
        await _SHAPE.add(self._session, norm, text=await self._sealed(norm))

    async def get(self, norm_id: str) -> Norm | None:
        """Return a norm and lock its row."""
        statement = _GET if self._session.is_read_only else _LOCKED
        return next(iter(self._opened(await self._session.rows(statement, {"norm_id": norm_id}))), None)

    async def of_group(self, group_id: str) -> list[Norm]:
        """A group's, in the order they were offered."""
        return self._opened(await self._session.rows(_OF_GROUP, {"of_group": group_id}))

    async def save(self, norm: Norm) -> None:
        """Overwrite a norm; ValueError when it is not there."""
        await _SHAPE.save(self._session, norm, text=await self._sealed(norm))

    async def _sealed(self, norm: Norm) -> bytes | None:
        return await self._texts.seal(norm.text, KeyKind.MEMBER, norm.member_id, _where(norm.id))

    def _opened(self, rows: Sequence[AnyRow]) -> list[Norm]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            wrapped = values.pop("wrapped")
            place = _where(values["id"])
            values["text"] = self._texts.open(values["text"], wrapped, KeyKind.MEMBER, values["member_id"], place)
            opened.append(Norm(**values))
        return opened


def _where(norm_id: str) -> str:
    return f"norms.text:{norm_id}"
