"""People of a cohort, on whatever platform."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.schedule import QuietHours


class Role(StrEnum):
    """What a member is in a cohort."""

    LEARNER = "learner"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"


class MemberState(StrEnum):
    """Where a member stands; only ACTIVE members are written to on a schedule.

    GONE: no longer on the platform. Their place is kept, since people also leave a workspace by accident.
    """

    INVITED = "invited"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    DECLINED = "declined"
    GONE = "gone"


class MeetingFormat(StrEnum):
    """How somebody likes to meet."""

    VIDEO = "video"
    CHAT = "chat"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody of a cohort is called: one line of a list of thousands."""

    id: str
    name: str
    handle: str
    state: MemberState
    role: Role

    def is_meant(self, wanted: str) -> bool:
        """Whether every word typed is part of their name or handle, in whatever letter case."""
        called = f"{self.name} {self.handle}".casefold()
        return all(word in called for word in wanted.casefold().split())


DEFAULT_QUIET = QuietHours(time(21), time(8))
"""Quiet hours until a member sets their own (programme, section 2)."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a cohort. `handle` is the cohort file's id ("L09"); `quiet` is in their own zone.

    `check_in_every` of 2 means one check-in every two weeks, counted from week `check_in_from`.
    `unanswered_nudges` counts in a row; at the policy's limit the bot stops and says so. `knows_zone` and
    `knows_language`: whether these are theirs; otherwise the cohort's stand in until a profile or they say so.
    """

    id: str
    cohort_id: str
    handle: str
    name: str
    role: Role
    timezone: str
    state: MemberState = MemberState.INVITED
    country: str = ""
    language: str = "en"
    quiet: QuietHours = DEFAULT_QUIET
    availability: str = ""
    consent_version: int = 0
    consented_at: datetime | None = None
    nudges_on: bool = True
    unanswered_nudges: int = 0
    shares_check_ins: bool = False
    is_alumnus: bool = False
    check_in_every: int = 1
    check_in_from: int = 1
    knows_zone: bool = True
    knows_language: bool = True

    @property
    def is_active(self) -> bool:
        """Whether the member takes part now: consented, not paused, not gone."""
        return self.state is MemberState.ACTIVE

    @property
    def is_reachable(self) -> bool:
        """Whether the bot may write to them at all: everybody but those who declined, left or are gone."""
        return self.state not in (MemberState.DECLINED, MemberState.LEFT, MemberState.GONE)

    def consented(self, version: int, now: datetime) -> "Member":
        """Return the member with consent to privacy notice `version` recorded, and taking part."""
        return replace(self, state=MemberState.ACTIVE, consent_version=version, consented_at=now)

    def with_nudge_answered(self) -> "Member":
        """Return the member with the row of unanswered nudges ended."""
        return replace(self, unanswered_nudges=0)


@dataclass(frozen=True, slots=True)
class Group:
    """A small peer group that stays together; `timezone` is its channel's. Members are kept apart, from and until."""

    id: str
    cohort_id: str
    handle: str
    name: str
    timezone: str
    facilitator_id: str = ""
    purpose: str = ""
    peer_mentor_ids: tuple[str, ...] = ()
    """Alumni and experienced members who are there for the group besides whoever looks after it (G12)."""
    weeks_behind: int = 0
    """So many weeks later than the cohort's its questions come: everybody in it goes at the same pace (G10)."""


class AbsenceKind(StrEnum):
    """Why somebody is excused for a while."""

    AWAY = "away"
    CARE_PAUSE = "care_pause"


@dataclass(frozen=True, slots=True)
class Absence:
    """Days off, both ends included, in the member's own zone."""

    id: str
    member_id: str
    kind: AbsenceKind
    from_on: date
    until_on: date

    def covers(self, day: date) -> bool:
        """Whether the day falls in the absence."""
        return self.from_on <= day <= self.until_on


class Fit(StrEnum):
    """How a learner finds their pair; nobody reads it but whoever proposes another mentor."""

    GOOD = "good"
    DECIDING = "deciding"
    NOT_GOOD = "not_good"


@dataclass(frozen=True, slots=True)
class Pairing:
    """A mentor and a learner, from a day until a day (None: still); `link` is where they meet ("": they say where).

    `fit` is the learner's word, in private (None: not said).
    """

    id: str
    cohort_id: str
    learner_id: str
    mentor_id: str
    from_on: date
    until_on: date | None = None
    link: str = ""
    fit: Fit | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """That somebody wrote: who, where, when, in answer to whom. Never the text."""

    cohort_id: str
    member_id: str
    message_id: str
    channel: str
    at: datetime
    group_id: str = ""
    reply_to_member_id: str = ""
