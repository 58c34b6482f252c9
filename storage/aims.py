"""What people want to reach, and what they need; sealed with each one's own key."""

from sqlalchemy import bindparam

from bot.domain.aims import Aims
from storage.schema import aims, keys
from storage.session import Session, Shape, put
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(Aims, aims)
_PUT = put(aims, "member_id")
_OF = (
    _SHAPE.select(aims.c.member_id == bindparam("of_member"))
    .add_columns(keys.c.wrapped)
    .join_from(aims, keys, key_of(KeyKind.MEMBER, aims.c.member_id), isouter=True)
)
_SEALED = ("by_week_2", "by_week_4", "access")


class SqlAims:
    """The aims table."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def put(self, aims: Aims) -> None:
        """Store or overwrite them."""
        values = _SHAPE.values(aims)
        for column in _SEALED:
            place = _where(column, aims.member_id)
            values[column] = await self._texts.seal(values[column], KeyKind.MEMBER, aims.member_id, place)
        await self._session.change(_PUT, values)

    async def of(self, member_id: str) -> Aims:
        """Somebody's; those of somebody who said nothing where there are none."""
        row = await self._session.row(_OF, {"of_member": member_id})
        if row is None:
            return Aims(member_id)
        values = dict(row._mapping)
        wrapped = values.pop("wrapped")
        for column in _SEALED:
            place = _where(column, member_id)
            values[column] = self._texts.open(values[column], wrapped, KeyKind.MEMBER, member_id, place)
        return Aims(**values)


def _where(column: str, member_id: str) -> str:
    return f"aims.{column}:{member_id}"
