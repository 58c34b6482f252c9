"""A planned meeting of a mentor and a learner: one in every slot of the cohort, with attendance."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.availability import Span
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.domain.schedule import LocalTime

ASK_AFTER = timedelta(minutes=15)
"""So long after its end both are asked whether they met (acceptance cohort, section 2)."""
SETTLE_AFTER = timedelta(hours=48)
"""Without a word so long after the question, nobody knows (acceptance cohort, rule 10)."""
DAY_BEFORE, HOUR_BEFORE = timedelta(hours=24), timedelta(hours=1)
"""When both are reminded."""
NOTE_LIMIT = 1000


class SessionState(StrEnum):
    """Where a session stands. Only ATTENDED and MISSED are counted; MOVED left its place to another row."""

    UNPLANNED = "unplanned"
    PLANNED = "planned"
    ATTENDED = "attended"
    MISSED = "missed"
    EXCUSED = "excused"
    MOVED = "moved"
    UNKNOWN = "unknown"


COUNTED = (SessionState.ATTENDED, SessionState.MISSED)


class SessionFormat(StrEnum):
    """How two people met; video is no duty (S8)."""

    VIDEO = "video"
    CHAT = "chat"
    MIXED = "mixed"


class Word(StrEnum):
    """What somebody says who was asked whether they met."""

    MET = "met"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True)
class Session:
    """One session. `starts_at` is None until somebody chose a time; a make-up is a session of its own.

    `step`, `shared_note` and `private_note` are personal text, encrypted at rest; the private note is its author's,
    the mentor's. `format` is how they met, once somebody said so. `calendar_version` counts what calendars were told.
    """

    id: str
    cohort_id: str
    learner_id: str
    mentor_id: str
    slot: int
    minutes: int
    state: SessionState = SessionState.UNPLANNED
    starts_at: datetime | None = None
    is_make_up: bool = False
    mentor_said: Word | None = None
    learner_said: Word | None = None
    step: str = ""
    step_on: date | None = None
    shared_note: str = ""
    private_note: str = ""
    format: SessionFormat | None = None
    calendar_id: str = ""
    calendar_version: int = 0
    writer_id: str = ""

    @property
    def calendar_uid(self) -> str:
        """By what calendars know it, wherever it moves: the id it had when it first got a time."""
        return self.calendar_id or self.id

    @property
    def is_open(self) -> bool:
        """Whether it is still to come, or nobody has said yet how it was."""
        return self.state in (SessionState.UNPLANNED, SessionState.PLANNED)

    @property
    def length(self) -> timedelta:
        """How long it takes."""
        return timedelta(minutes=self.minutes)

    @property
    def span(self) -> Span | None:
        """When it takes place."""
        return (self.starts_at, self.starts_at + self.length) if self.starts_at is not None else None

    def planned(self, at: datetime) -> "Session":
        """Return the session with its time."""
        return replace(self, state=SessionState.PLANNED, starts_at=at)

    def moved_to(self, session_id: str, at: datetime) -> "Session":
        """Return the session that takes this one's place at another time."""
        fresh = replace(self, id=session_id, mentor_said=None, learner_said=None, format=None)
        return fresh.told_anew(self.calendar_uid).planned(at)

    def told_anew(self, calendar_id: str = "") -> "Session":
        """Return the session with something new for calendars to hear."""
        known = calendar_id or self.calendar_id
        return replace(self, calendar_id=known, calendar_version=self.calendar_version + 1)

    def excused(self) -> "Session":
        """Return the session that does not take place, which calendars hear too."""
        return replace(self, state=SessionState.EXCUSED).told_anew()

    def with_another(self, mentor_id: str, calendar_id: str) -> "Session":
        """Return the session with a new mentor: it has no time any more, and is new to calendars."""
        fresh = replace(self, mentor_id=mentor_id, state=SessionState.UNPLANNED, starts_at=None)
        return replace(fresh, calendar_id=calendar_id, calendar_version=0)

    def next_reminder(self, now: datetime) -> datetime | None:
        """Return when both are reminded next: a day before, then an hour before."""
        if self.starts_at is None:
            return None
        return next(
            (self.starts_at - ahead for ahead in (DAY_BEFORE, HOUR_BEFORE) if self.starts_at - ahead > now), None
        )

    def asks_at(self) -> datetime | None:
        """Return when both are asked whether they met."""
        return self.starts_at + self.length + ASK_AFTER if self.starts_at is not None else None

    def has_begun(self, now: datetime) -> bool:
        """Whether its time has come."""
        return self.starts_at is not None and self.starts_at <= now

    def said(self, who: Member, word: Word) -> "Session":
        """Return the session with one word more; the mentor's counts, a coordinator speaks for the mentor."""
        if who.id == self.learner_id:
            return replace(self, learner_said=word)
        return replace(self, mentor_said=word, state=_STATE[word])

    def settled(self) -> "Session":
        """Return the session as it stands when nobody says more: the learner's word counts where there is no other."""
        word = self.mentor_said or self.learner_said
        return replace(self, state=_STATE[word] if word is not None else SessionState.UNKNOWN)

    @property
    def differs(self) -> bool:
        """Whether the two remember it differently."""
        return None not in (self.mentor_said, self.learner_said) and self.mentor_said is not self.learner_said


_STATE = {Word.MET: SessionState.ATTENDED, Word.NOT_MET: SessionState.MISSED}


def missed_in_a_row(history: Iterable[Session]) -> int:
    """Count missed sessions at the end of a history (oldest first); only one that was attended ends the row."""
    count = 0
    for session in history:
        if session.state is SessionState.MISSED:
            count += 1
        elif session.state is SessionState.ATTENDED:
            count = 0
    return count


def agenda(shares: tuple[int, ...], minutes: int) -> tuple[int, ...]:
    """Scale an agenda to whole minutes that add up; what was cut most is rounded up first, from the middle out."""
    exact = [share * minutes / sum(shares) for share in shares]
    whole = [int(part) for part in exact]
    middle = (len(shares) - 1) / 2
    order = sorted(range(len(shares)), key=lambda n: (whole[n] - exact[n], abs(n - middle), n))
    for n in order[: minutes - sum(whole)]:
        whole[n] += 1
    return tuple(whole)


def slots(cohort: Cohort) -> int:
    """Return how many sessions a pair has; a last slot may be shorter."""
    if not cohort.plan.sessions.enabled:
        return 0
    return -(-timedelta(weeks=cohort.weeks) // cohort.plan.sessions.every)


def slot_days(cohort: Cohort, slot: int) -> tuple[date, date]:
    """Return the first and the last day of a slot, counted from 1."""
    every = cohort.plan.sessions.every
    first = cohort.starts_on + (slot - 1) * every
    return first, min(first + every - timedelta(days=1), cohort.ends_on)


def slot_span(cohort: Cohort, slot: int) -> Span:
    """Return a slot from its first midnight to its last, on the cohort's clock."""
    first, last = slot_days(cohort, slot)
    ends = [LocalTime(day, time(), cohort.timezone).moment() for day in (first, last + timedelta(days=1))]
    return ends[0], ends[1]


def slot_at(cohort: Cohort, day: date) -> int | None:
    """Return the slot a day lies in."""
    slot = (day - cohort.starts_on) // cohort.plan.sessions.every + 1
    return slot if 1 <= slot <= slots(cohort) and day <= cohort.ends_on else None


def chosen_on(cohort: Cohort, slot: int, zone: str) -> LocalTime:
    """Return when somebody in `zone` is asked for the time of a slot: in week 1, then in the week before the slot."""
    rule, first = cohort.plan.sessions.choose, slot_days(cohort, slot)[0]
    return rule.on_or_after(first, zone) if slot == 1 else rule.on_or_before(first - timedelta(days=1), zone)


def next_choice(cohort: Cohort, zone: str, after: datetime) -> LocalTime | None:
    """Return when somebody in `zone` is next asked for a time, strictly after a moment."""
    asked = (chosen_on(cohort, slot, zone) for slot in range(1, slots(cohort) + 1))
    return next((when for when in asked if when.moment() > after), None)


def asked_slot(cohort: Cohort, zone: str, now: datetime) -> int | None:
    """Return the newest slot somebody in `zone` has been asked about."""
    asked = (slot for slot in range(slots(cohort), 0, -1) if chosen_on(cohort, slot, zone).moment() <= now)
    return next(asked, None)
