"""What happened with people. The rules of every repository stand in `bot/repositories/__init__.py`."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from typing import Protocol

from bot.domain.allowances import Allowance
from bot.domain.asking import Line
from bot.domain.budget import Nudge
from bot.domain.cases import Case, CaseEntry
from bot.domain.check_ins import CheckIn
from bot.domain.drafts import Draft
from bot.domain.figures import Talk
from bot.domain.gatherings import Gathering
from bot.domain.members import Participation
from bot.domain.precision import Precision
from bot.domain.sessions import Session


class CheckInRepository(Protocol):
    """Check-ins; one per learner and week."""

    async def add(self, check_in: CheckIn) -> bool:
        """Store it; False when this learner's week has one."""

    async def get(self, check_in_id: str) -> CheckIn | None: ...
    async def find(self, check_in_id: str) -> CheckIn | None: ...
    async def open_of(self, learner_id: str) -> CheckIn | None:
        """The newest one that is open."""

    async def history(self, learner_id: str) -> list[CheckIn]:
        """All of a learner's, by week."""

    async def in_week(self, cohort_id: str, week: int) -> list[CheckIn]:
        """A cohort's of one week, by learner id."""

    async def in_cohort(self, cohort_id: str) -> list[CheckIn]:
        """All of a cohort's, by week, then learner id."""

    async def save(self, check_in: CheckIn) -> None: ...


class NudgeRepository(Protocol):
    """Nudges made, and messages withheld with the reason."""

    async def add(self, nudge: Nudge) -> None: ...
    async def since(self, member_id: str, day: date) -> list[Nudge]:
        """A member's on or after a local day, oldest first."""

    async def answer(self, member_id: str, at: datetime) -> None:
        """Mark every unanswered nudge of a member as answered."""

    async def withhold(self, member_id: str, at: datetime, kind: str, why: str) -> None: ...
    async def withheld(self, member_id: str, limit: int = 20) -> list[tuple[datetime, str, str]]:
        """What was not sent (at, kind, why), newest first."""

    async def in_cohort(self, cohort_id: str) -> list[Nudge]:
        """Every nudge of a cohort, oldest first."""


class CaseRepository(Protocol):
    """Cases and their timelines."""

    async def add(self, case: Case) -> None: ...
    async def get(self, case_id: str) -> Case | None: ...
    async def find(self, case_id: str) -> Case | None: ...
    async def by_ref(self, cohort_id: str, ref: str) -> Case | None: ...
    async def current(
        self,
        learner_id: str,
        category: str,
        closed_since: datetime,
        subject_ids: tuple[str, ...] = (),
        opener_id: str = "",
    ) -> Case | None:
        """The case a new signal joins: one that is not closed, else the newest one closed since then. Locked.

        Only one that is kept from the very same members (ids, sorted) and was opened by the same one, if by anybody.
        """

    async def opened_by(self, member_id: str) -> list[Case]:
        """What somebody opened by their own hand, their questions included, newest first."""

    async def open_in(self, cohort_id: str) -> list[Case]:
        """Cases that are not closed, oldest first."""

    async def in_cohort(self, cohort_id: str) -> list[Case]:
        """Every case, oldest first."""

    async def save(self, case: Case) -> bool:
        """Store a changed case where the stored `version` is one less; False when somebody was faster."""

    async def note(self, entry: CaseEntry) -> None: ...
    async def timeline(self, case_id: str) -> list[CaseEntry]:
        """Oldest first."""

    async def remove(self, case_id: str) -> None: ...
    async def count(self, cohort_id: str, one: Precision) -> None:
        """Add to what is known of a rule when cases are no longer kept."""

    async def counted(self, cohort_id: str) -> list[Precision]:
        """What was counted of cases that are no longer kept, by rule."""


class DraftRepository(Protocol):
    """Messages drafted for mentors."""

    async def add(self, draft: Draft) -> None: ...
    async def get(self, draft_id: str) -> Draft | None: ...
    async def of_cause(self, cause: str) -> Draft | None:
        """The draft made for a missed check-in or session."""

    async def unsent(self, cohort_id: str, before: datetime) -> list[Draft]:
        """Drafts made before a moment and not sent, oldest first."""

    async def last_sent_to(self, learner_id: str) -> Draft | None:
        """The message that went out to a learner last."""

    async def save(self, draft: Draft) -> None: ...


class SessionRepository(Protocol):
    """Sessions; one per learner and slot, besides those that moved and make-ups."""

    async def add(self, session: Session) -> bool:
        """Store it; False when this learner's slot has one."""

    async def get(self, session_id: str) -> Session | None: ...
    async def find(self, session_id: str) -> Session | None: ...
    async def open_of(self, learner_id: str) -> list[Session]:
        """A learner's that are still to come or to be settled, make-ups first, then by slot."""

    async def counted(self, learner_id: str) -> list[Session]:
        """A learner's that were attended or missed, by time."""

    async def taken(self, member_id: str, since: datetime) -> list[Session]:
        """A learner's or mentor's planned sessions that begin after a moment, by time."""

    async def last_of(self, learner_id: str, until: datetime) -> Session | None:
        """A learner's newest session that began by then and took or should have taken place."""

    async def in_cohort(self, cohort_id: str) -> list[Session]:
        """All of a cohort's, by slot, then learner id."""

    async def save(self, session: Session) -> None: ...


class GatheringRepository(Protocol):
    """What a whole cohort is invited to; `ref` is unique in its cohort."""

    async def add(self, gathering: Gathering) -> None: ...
    async def get(self, gathering_id: str) -> Gathering | None: ...
    async def find(self, gathering_id: str) -> Gathering | None: ...
    async def in_cohort(self, cohort_id: str) -> list[Gathering]:
        """All of a cohort's, by time, then ref."""

    async def save(self, gathering: Gathering) -> None: ...


Noted = Mapping[str, Participation | None]
"""Messages in channels by their events' keys; None where that somebody wrote is not to be counted."""


Note = Callable[[Noted, datetime, int | None], Awaitable[bool]]
"""Stores messages that were not stored before, in their order, and the moment at which that was done.

The last argument is the version (`Tx.lookup_version`) of what was asked about who wrote them. Where that is another by
now nothing is stored, and the answer is False.
"""


class ParticipationRepository(Protocol):
    """That people wrote; never what."""

    async def add(self, participation: Participation) -> None: ...
    async def of_member(self, member_id: str, since: datetime) -> int:
        """How often somebody wrote since then."""

    async def in_group(self, group_id: str, since: datetime) -> int: ...
    async def in_channel(self, cohort_id: str, channel: str, since: datetime) -> list[Line]:
        """Return who wrote in a channel since then, in whose answer, in order."""

    async def replies(self, group_id: str, since: datetime) -> dict[tuple[str, str], int]:
        """How often who answered whom in a group, by (who, whom)."""

    async def talk(self, cohort_id: str, since: datetime) -> dict[str, Talk]:
        """How often everybody of a cohort wrote, and answered somebody else, since then, by member id."""

    async def writers(self, cohort_id: str, since: datetime) -> dict[int, int]:
        """How many learners wrote in each week from a moment on, by week, counted from 1."""

    async def last_seen(self, member_id: str) -> datetime | None: ...
    async def in_cohort(self, cohort_id: str) -> int: ...


class AllowanceRepository(Protocol):
    """Phrases that false alarms propose, one a case."""

    async def add(self, allowance: Allowance) -> None: ...
    async def find(self, allowance_id: str) -> Allowance | None: ...
    async def in_cohort(self, cohort_id: str) -> list[Allowance]:
        """All of a cohort's, in the order they were made."""

    async def save(self, allowance: Allowance) -> None: ...
    async def drop_proposed(self, allowance_id: str) -> None:
        """Delete one that nobody decided on."""
