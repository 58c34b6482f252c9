"""Pairs nobody knows of yet."""

from sqlalchemy import bindparam, delete

from bot.domain.proposals import PairProposal
from storage.schema import pair_proposals
from storage.session import Session, Shape

_SHAPE = Shape(PairProposal, pair_proposals)
_IN_COHORT = _SHAPE.select(pair_proposals.c.cohort_id == bindparam("of_cohort")).order_by(
    pair_proposals.c.mentor_id, pair_proposals.c.learner_id
)
_GET_ALL = _IN_COHORT.with_for_update()
_REMOVE = delete(pair_proposals).where(pair_proposals.c.id == bindparam("proposal_id"))


class SqlPairProposals:
    """The pair_proposals table; one for a learner at most."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, proposal: PairProposal) -> None:
        """Store a new one."""
        await _SHAPE.add(self._session, proposal)

    async def in_cohort(self, cohort_id: str) -> list[PairProposal]:
        """All of a cohort's, locked, by mentor, then learner."""
        statement = _IN_COHORT if self._session.is_read_only else _GET_ALL
        return _SHAPE.read_all(await self._session.rows(statement, {"of_cohort": cohort_id}))

    async def save(self, proposal: PairProposal) -> None:
        """Overwrite it; ValueError when it is not there."""
        await _SHAPE.save(self._session, proposal)

    async def remove(self, proposal_id: str) -> None:
        """Forget it: it was published, or its learner or mentor is no longer there."""
        await self._session.change(_REMOVE, {"proposal_id": proposal_id})
