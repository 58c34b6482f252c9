"""What the database counts by itself, where a cohort has too many rows to read for one page."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.cases import CaseEntry
from bot.domain.check_ins import CheckIn
from bot.domain.figures import Talk, Tallies
from bot.domain.members import Absence, Member, Pairing
from bot.domain.room import Traits
from bot.domain.sessions import Session


class TallyRepository(Protocol):
    """Counts of a whole cohort, each in one statement, and rows of some people at once."""

    async def whole(self, cohort_id: str, since: datetime, due: int) -> Tallies:
        """Count a cohort; what people wrote and answered `since` a moment, `due` modules by now."""

    async def signs(self, cohort_id: str, since: datetime, due: int) -> Sequence[str]:
        """Ids of active learners with two signs or more that somebody might write to them, most signs first."""

    async def quiet_groups(self, cohort_id: str, week: int) -> Sequence[str]:
        """Ids of groups that answered fewer than half of a week's due check-ins, by handle."""

    async def answered(self, cohort_id: str, week: int) -> tuple[int, int]:
        """How many of a week's check-ins were answered, and how many were due."""

    async def ungrouped(self, cohort_id: str) -> int:
        """How many learners who can be reached are in no group."""

    async def paired(self, cohort_id: str) -> Sequence[tuple[str, str]]:
        """Ids of learners and of who looks after them now, in a whole cohort."""

    async def ours(self, cohort_id: str, ids: Collection[str]) -> set[str]:
        """Which ids stand for something of a cohort: people, groups, check-ins, sessions, whatever timers are about."""

    async def timelines(self, cohort_id: str) -> Mapping[str, list[CaseEntry]]:
        """What became of every case of a cohort, oldest first, by the case's id; without notes."""

    async def away(self, cohort_id: str, at: datetime) -> Sequence[tuple[Member, Absence]]:
        """Who may be away at a moment, on whatever clock theirs is."""


class SomeRepository(Protocol):
    """Rows of some people or groups at once; what they wrote stays closed."""

    async def of_groups(self, group_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Who is in some groups now, by the group's id."""

    async def check_ins(self, learner_ids: Collection[str]) -> list[CheckIn]:
        """Those of some learners, by week; without what they wrote."""

    async def sessions(self, learner_ids: Collection[str]) -> list[Session]:
        """Those of some learners, by time; without steps and notes."""

    async def talk(self, member_ids: Collection[str], since: datetime) -> Mapping[str, Talk]:
        """How often some people wrote since then, and answered somebody else."""

    async def traits(self, member_ids: Collection[str]) -> Mapping[str, Traits]:
        """What was said of some people; who nobody said anything of is left out."""

    async def groups_of(self, member_ids: Collection[str]) -> Mapping[str, str]:
        """Names of the groups some people are in now, by member id."""

    async def pairings_of(self, learner_ids: Collection[str]) -> list[Pairing]:
        """Who looks after some learners now."""

    async def pairings(self, mentor_ids: Collection[str]) -> list[Pairing]:
        """Whom some mentors look after now."""
