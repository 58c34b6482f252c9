"""Something about a learner that a person must look at, and the states it goes through."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.signals.severity import Severity

REOPENS_WITHIN = timedelta(days=14)
"""A new signal, or a coordinator, this long after a case was closed opens it again (safety design, detect, reopen)."""
KEEP_CASE = timedelta(days=365)
KEEP_FALSE_ALARM = timedelta(days=30)
"""How long a closed case is kept at all (safety design, retention defaults); how often its rule was wrong stays."""
NOTE_LIMIT = 1000
MISSED_CHECK_INS = "missed_check_ins"
MISSED_SESSIONS = "missed_sessions"
"""The categories of the two ladders' last rungs."""
BROUGHT = ("opened", "reopened", "joined")
"""How the timeline calls what somebody brought; who that was is nothing the learner it is about may know."""
LADDER_CASES = (MISSED_CHECK_INS, MISSED_SESSIONS)


class CaseRef(str):
    """A case as people name it: `K7Q2`, as they typed it."""


class Cause(StrEnum):
    """Where a case came from."""

    SIGNAL = "signal"
    MISSED_CHECK_INS = "missed_check_ins"
    MISSED_SESSIONS = "missed_sessions"
    HELP = "help"
    REPORT = "report"
    MENTOR = "mentor"
    FLAG = "flag"


class CaseState(StrEnum):
    """`exhausted`: every step was tried and nobody took it; it stands in the digest until somebody does.

    `handed_over`: somebody outside the programme looks after it now; here it is kept as long as one that is resolved.
    """

    OPEN = "open"
    EXHAUSTED = "exhausted"
    ACKNOWLEDGED = "acknowledged"
    IN_CONTACT = "in_contact"
    RESOLVED = "resolved"
    HANDED_OVER = "handed_over"
    VOID = "void"


class Resolution(StrEnum):
    """Why a case was closed."""

    SUPPORTED = "supported"
    REFERRED = "referred"
    NO_CONTACT_WANTED = "no_contact_wanted"
    NO_RESPONSE = "no_response"
    DUPLICATE = "duplicate"
    FALSE_ALARM = "false_alarm"


class Outside(StrEnum):
    """To whom outside the programme a case is handed over."""

    EMERGENCY = "emergency"
    COUNSELLING = "counselling"
    SAFEGUARDING = "safeguarding"


class Offer(StrEnum):
    """What a coordinator chooses for somebody who fell silent (C6); each is looked at again on a day they set."""

    PACE = "pace"
    RESOURCES = "resources"
    REPAIR = "repair"
    TALK = "talk"


NOT_FOR_THE_ONE_WHO_ASKED = frozenset({Cause.REPORT, Cause.FLAG})
"""Causes whose cases are not looked after by whoever opened them, a coordinator neither: the status is theirs."""
UNOWNED = frozenset({CaseState.OPEN, CaseState.EXHAUSTED})
CLOSED = frozenset({CaseState.RESOLVED, CaseState.HANDED_OVER, CaseState.VOID})


@dataclass(frozen=True, slots=True)
class Case:
    """A case. `ref` is what people say to each other; `version` guards every change (compare and set).

    `subject_ids` are the members a report is about or who must not hear of it: they never do, by any door. `excerpt`
    is personal text, encrypted at rest, shown on demand only. `step` counts how often it moved on because nobody
    acknowledged. `opener_id` is who reported, flagged or escalated: they hear how it stands, never what is in it.
    While it is on hold (`held_at`) nothing in it is erased; `review_on` is the day to ask whether that is still so.
    """

    id: str
    ref: str
    cohort_id: str
    learner_id: str
    category: str
    severity: Severity
    cause: Cause
    rule: str
    opened_at: datetime
    state: CaseState = CaseState.OPEN
    step: int = 0
    version: int = 1
    owner_id: str = ""
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    resolution: Resolution | None = None
    channel: str = ""
    message_id: str = ""
    excerpt: str = ""
    signals: int = 1
    subject_ids: tuple[str, ...] = ()
    learner_told: bool = False
    opener_id: str = ""
    held_at: datetime | None = None
    review_on: date | None = None

    @property
    def kept_from(self) -> tuple[str, ...]:
        """Members who must learn nothing of it, by id."""
        own = (self.opener_id,) if self.opener_id and self.cause in NOT_FOR_THE_ONE_WHO_ASKED else ()
        return (*self.subject_ids, *own)

    @property
    def not_asked(self) -> tuple[str, ...]:
        """Members who never look after it: from whom it is kept, and whom it is about."""
        return (*self.kept_from, self.learner_id)

    @property
    def is_held(self) -> bool:
        """Whether nothing in it may be erased."""
        return self.held_at is not None

    @property
    def is_unowned(self) -> bool:
        """Whether nobody has taken it yet."""
        return self.state in UNOWNED

    @property
    def is_closed(self) -> bool:
        """Whether it is done."""
        return self.state in CLOSED

    @property
    def goes_at(self) -> datetime | None:
        """When nothing of it is kept any longer; None while it is open or on hold."""
        if self.closed_at is None or not self.is_closed or self.is_held:
            return None
        return self.closed_at + (KEEP_FALSE_ALARM if self.state is CaseState.VOID else KEEP_CASE)

    def may_reopen(self, now: datetime) -> bool:
        """Whether a coordinator may open it again; a false alarm too, for a press may have been the mistake."""
        return self.is_closed and self.closed_at is not None and now - self.closed_at <= REOPENS_WITHIN

    def asked_anew(self) -> "Case":
        """Return the case as one whose owner has to say anew that they are on it; only a grave one asks for that."""
        is_asked = self.state is CaseState.IN_CONTACT and self.severity >= Severity.HIGH
        return replace(self, state=CaseState.ACKNOWLEDGED) if is_asked else self

    def acknowledged(self, owner_id: str, now: datetime) -> "Case":
        """Return the case taken by somebody."""
        return replace(
            self, state=CaseState.ACKNOWLEDGED, owner_id=owner_id, acknowledged_at=now, version=self.version + 1
        )

    def in_contact(self) -> "Case":
        """Return the case after a first note: a person is on it."""
        return replace(self, state=CaseState.IN_CONTACT, version=self.version + 1)

    def moved_on(self, step: int, *, is_last: bool) -> "Case":
        """Return the case one step further because nobody acknowledged."""
        state = CaseState.EXHAUSTED if is_last else CaseState.OPEN
        return replace(self, step=step, state=state, version=self.version + 1)

    def opened_again(self) -> "Case":
        """Return the case without an owner, from the start of its policy."""
        return replace(
            self,
            state=CaseState.OPEN,
            owner_id="",
            step=0,
            closed_at=None,
            resolution=None,
            acknowledged_at=None,
            version=self.version + 1,
        )

    def resolved(self, resolution: Resolution, now: datetime) -> "Case":
        """Return the case closed; a false alarm loses its excerpt at once, unless the case is on hold."""
        is_void = resolution is Resolution.FALSE_ALARM
        state = CaseState.VOID if is_void else CaseState.RESOLVED
        excerpt = "" if is_void and not self.is_held else self.excerpt
        return replace(
            self, state=state, resolution=resolution, closed_at=now, excerpt=excerpt, version=self.version + 1
        )

    def handed_over(self, now: datetime) -> "Case":
        """Return the case closed here, because somebody outside looks after it; to whom stands in its timeline."""
        return replace(self, state=CaseState.HANDED_OVER, closed_at=now, version=self.version + 1)

    def held(self, review_on: date, now: datetime) -> "Case":
        """Return the case on hold, to be looked at again on a day."""
        return replace(self, held_at=now, review_on=review_on, version=self.version + 1)

    def released(self) -> "Case":
        """Return the case off hold."""
        return replace(self, held_at=None, review_on=None, version=self.version + 1)

    def needs_a_note(self) -> bool:
        """Whether closing it asks for a note (critical and high do)."""
        return self.severity >= Severity.HIGH


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """One line of a case's timeline; `note` is personal text, encrypted at rest."""

    case_id: str
    at: datetime
    what: str
    actor_id: str = ""
    note: str = ""


_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def reference(digest: bytes, length: int = 4) -> str:
    """Return a short reference people can say aloud ("K7Q2"): letters and digits nobody mistakes."""
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:length])
