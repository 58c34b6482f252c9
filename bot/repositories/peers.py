"""What peers do for each other. The rules of every repository stand in `bot/repositories/__init__.py`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.hosts import Host
from bot.domain.problems import Problem
from bot.domain.recognition import Kudos
from bot.domain.reviews import Review


class ReviewRepository(Protocol):
    """Reviews; one for each reviewer, author and round. What they say is not kept."""

    async def add(self, reviews: Sequence[Review]) -> None: ...
    async def get(self, review_id: str) -> Review | None: ...
    async def open_of(self, reviewer_id: str) -> list[Review]:
        """What somebody still has to write, by round, then author."""

    async def in_round(self, cohort_id: str, number: int) -> list[Review]:
        """All of one round, by group, reviewer, then author."""

    async def in_cohort(self, cohort_id: str) -> list[Review]:
        """All of a cohort's, by round, group, reviewer, then author."""

    async def written_by(self, reviewer_id: str) -> int:
        """How many somebody wrote."""

    async def save(self, review: Review) -> None: ...


class HostRepository(Protocol):
    """Who was asked to host a week; one row for each person and week of a group."""

    async def add(self, host: Host) -> None: ...
    async def get(self, host_id: str) -> Host | None: ...
    async def of_group(self, group_id: str) -> list[Host]:
        """Everybody who was asked in a group, by week, then learner."""

    async def hosted_by(self, learner_id: str) -> int:
        """How many weeks somebody said yes to."""

    async def save(self, host: Host) -> None: ...


class KudosRepository(Protocol):
    """Good words about people."""

    async def add(self, kudos: Kudos) -> None: ...
    async def get(self, kudos_id: str) -> Kudos | None: ...
    async def given_since(self, giver_id: str, since: datetime) -> int:
        """How many somebody gave since then."""

    async def counts(self, member_id: str) -> tuple[int, int]:
        """How many somebody gave, and how many they got."""

    async def in_cohort(self, cohort_id: str) -> list[Kudos]:
        """All of a cohort's, oldest first."""

    async def save(self, kudos: Kudos) -> None: ...


class ProblemRepository(Protocol):
    """Problems a group thinks about together."""

    async def add(self, problem: Problem) -> None: ...
    async def get(self, problem_id: str) -> Problem | None: ...
    async def asked_by(self, asker_id: str) -> list[Problem]:
        """Somebody's, oldest first."""

    async def save(self, problem: Problem) -> None: ...
