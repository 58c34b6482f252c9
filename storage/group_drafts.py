"""Groups that are only proposed; one open proposal a cohort."""

from sqlalchemy import bindparam

from bot.domain.group_drafts import DraftState, GroupDraft
from storage.schema import group_drafts
from storage.session import Session, Shape

_SHAPE = Shape(GroupDraft, group_drafts)
_OPEN = _SHAPE.select(
    group_drafts.c.cohort_id == bindparam("of_cohort"),
    group_drafts.c.state.in_([DraftState.OPEN, DraftState.APPROVED]),
)
_LOCKED = _OPEN.with_for_update()


class SqlGroupDrafts:
    """The group_drafts table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, draft: GroupDraft) -> None:
        """Store a new draft."""
        await _SHAPE.add(self._session, draft)

    async def of_cohort(self, cohort_id: str) -> GroupDraft | None:
        """The draft that still waits for somebody, locked."""
        statement = _OPEN if self._session.is_read_only else _LOCKED
        return _SHAPE.read(await self._session.row(statement, {"of_cohort": cohort_id}))

    async def save(self, draft: GroupDraft) -> None:
        """Overwrite a draft; ValueError when it is not there."""
        await _SHAPE.save(self._session, draft)
