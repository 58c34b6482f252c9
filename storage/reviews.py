"""Peer reviews: who reads whom, and whether it was written. What it says goes to the author and is not kept."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from bot.domain.reviews import Review, ReviewState
from storage.schema import reviews
from storage.session import Session, Shape, adding

_SHAPE = Shape(Review, reviews)
_ORDER = (reviews.c.number, reviews.c.group_id, reviews.c.reviewer_id, reviews.c.author_id)
_ADD = adding(reviews)
_FIND = _SHAPE.select(reviews.c.id == bindparam("review_id"))
_GET = _FIND.with_for_update()
_BY = reviews.c.reviewer_id == bindparam("by_member")
_OPEN_OF = _SHAPE.select(_BY, reviews.c.state == ReviewState.OPEN).order_by(*_ORDER)
_IN_COHORT = _SHAPE.select(reviews.c.cohort_id == bindparam("of_cohort")).order_by(*_ORDER)
_IN_ROUND = _IN_COHORT.where(reviews.c.number == bindparam("of_round"))
_WRITTEN = select(func.count()).where(_BY, reviews.c.state == ReviewState.WRITTEN)


class SqlReviews:
    """The reviews table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, reviews: Sequence[Review]) -> None:
        """Store new reviews."""
        if reviews:
            await self._session.change(_ADD, [_SHAPE.values(review) for review in reviews])

    async def get(self, review_id: str) -> Review | None:
        """Return a review and lock its row."""
        statement = _FIND if self._session.is_read_only else _GET
        return _SHAPE.read(await self._session.row(statement, {"review_id": review_id}))

    async def open_of(self, reviewer_id: str) -> list[Review]:
        """What somebody still has to write, by round, then author."""
        return _SHAPE.read_all(await self._session.rows(_OPEN_OF, {"by_member": reviewer_id}))

    async def in_round(self, cohort_id: str, number: int) -> list[Review]:
        """All of one round, by group, reviewer, then author."""
        return _SHAPE.read_all(await self._session.rows(_IN_ROUND, {"of_cohort": cohort_id, "of_round": number}))

    async def in_cohort(self, cohort_id: str) -> list[Review]:
        """All of a cohort's, by round, group, reviewer, then author."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def written_by(self, reviewer_id: str) -> int:
        """How many somebody wrote."""
        return int(await self._session.scalar(_WRITTEN, {"by_member": reviewer_id}) or 0)

    async def save(self, review: Review) -> None:
        """Overwrite a review; ValueError when it is not there."""
        await _SHAPE.save(self._session, review)
