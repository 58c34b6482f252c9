"""Phrases that false alarms propose: sealed with the key of whoever wrote them, once allowed with the cohort's.

What somebody wrote goes with them; what a coordinator decided, and looked through for names, stays until the cohort's
texts go.
"""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, delete

from bot.domain.allowances import Allowance, AllowState
from storage.schema import allowances, keys
from storage.session import AnyRow, Session, Shape
from storage.vault import KeyKind, Texts, key_of

_SHAPE = Shape(Allowance, allowances)
_OF_COHORT = keys.alias("keys_of_cohort")
_ALLOWANCE = (
    _SHAPE.select()
    .add_columns(keys.c.wrapped, _OF_COHORT.c.wrapped.label("wrapped_for_cohort"))
    .join_from(allowances, keys, key_of(KeyKind.MEMBER, allowances.c.member_id), isouter=True)
    .join(
        _OF_COHORT,
        and_(_OF_COHORT.c.kind == KeyKind.COHORT, _OF_COHORT.c.subject_id == allowances.c.cohort_id),
        isouter=True,
    )
)
_FIND = _ALLOWANCE.where(allowances.c.id == bindparam("allowance_id"))
_IN_COHORT = _ALLOWANCE.where(allowances.c.cohort_id == bindparam("of_cohort")).order_by(
    allowances.c.made_at, allowances.c.id
)
_DROP = delete(allowances).where(
    and_(allowances.c.id == bindparam("allowance_id"), allowances.c.state == AllowState.PROPOSED)
)


class SqlAllowances:
    """The allowances table: one a case."""

    def __init__(self, session: Session, texts: Texts) -> None:
        self._session, self._texts = session, texts

    async def add(self, allowance: Allowance) -> None:
        """Store a new one."""
        await _SHAPE.add(self._session, allowance, phrase=await self._sealed(allowance))

    async def find(self, allowance_id: str) -> Allowance | None:
        """Return one."""
        return next(iter(self._opened(await self._session.rows(_FIND, {"allowance_id": allowance_id}))), None)

    async def in_cohort(self, cohort_id: str) -> list[Allowance]:
        """All of a cohort's, in the order they were made."""
        return self._opened(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def save(self, allowance: Allowance) -> None:
        """Overwrite one; ValueError when it is not there."""
        await _SHAPE.save(self._session, allowance, phrase=await self._sealed(allowance))

    async def drop_proposed(self, allowance_id: str) -> None:
        """Delete one that nobody decided on."""
        await self._session.change(_DROP, {"allowance_id": allowance_id})

    async def _sealed(self, one: Allowance) -> bytes | None:
        whose = (KeyKind.COHORT, one.cohort_id) if one.state is AllowState.ALLOWED else (KeyKind.MEMBER, one.member_id)
        return await self._texts.seal(one.phrase, *whose, _where(one.id))

    def _opened(self, rows: Sequence[AnyRow]) -> list[Allowance]:
        opened = []
        for row in rows:
            values = dict(row._mapping)
            of_member = (values.pop("wrapped"), KeyKind.MEMBER, values["member_id"])
            of_cohort = (values.pop("wrapped_for_cohort"), KeyKind.COHORT, values["cohort_id"])
            sealed, place = values["phrase"], _where(values["id"])
            # One allowed before cohorts had keys is still sealed with its writer's.
            values["phrase"] = self._texts.open(sealed, *of_cohort, place) or self._texts.open(
                sealed, *of_member, place
            )
            opened.append(Allowance(**values))
        return opened


def _where(allowance_id: str) -> str:
    return f"allowances.phrase:{allowance_id}"
