"""What mentors learn, pairs before they are known, the hub. The rules stand in `bot/repositories/__init__.py`."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain.hub import HubItem
from bot.domain.proposals import PairProposal
from bot.domain.training import Progress


class TrainingRepository(Protocol):
    """How far mentors are with their training."""

    async def put(self, progress: Progress) -> None:
        """Store or overwrite it."""

    async def of(self, member_id: str) -> Progress:
        """Somebody's; that of somebody who has not begun where there is none."""

    async def in_cohort(self, cohort_id: str) -> Mapping[str, Progress]:
        """A cohort's by member id, as far as they have begun."""


class PairProposalRepository(Protocol):
    """Pairs nobody knows of yet; one for a learner at most."""

    async def add(self, proposal: PairProposal) -> None: ...
    async def in_cohort(self, cohort_id: str) -> list[PairProposal]:
        """All of a cohort's, locked, by mentor, then learner."""

    async def save(self, proposal: PairProposal) -> None: ...
    async def remove(self, proposal_id: str) -> None:
        """Forget it: it was published, or its learner or mentor is no longer there."""


class HubRepository(Protocol):
    """What stands in the hubs."""

    async def add(self, item: HubItem) -> None: ...
    async def get(self, item_id: str) -> HubItem | None: ...
    async def in_cohort(self, cohort_id: str) -> list[HubItem]:
        """All of a cohort's, by kind, then title."""

    async def save(self, item: HubItem) -> None: ...
