"""The tables. Columns named like a dataclass's fields stand in their order; what is only ours comes after them.

A change here needs a revision in storage/migrations; a test compares the two.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, MetaData, PrimaryKeyConstraint, Table, text
from sqlalchemy.types import TypeEngine

from bot.domain.cases import CaseState, Cause, Resolution
from bot.domain.check_ins import CheckInState, Mood
from bot.domain.cohorts import CohortState
from bot.domain.members import AbsenceKind, MemberState, Role
from bot.domain.signals.severity import Severity
from bot.effects import Urgency
from bot.ports import DeliveryState, TargetKind
from storage.types import (
    CARD,
    DAY,
    FLAG,
    ID,
    MOMENT,
    NUMBER,
    OPTIONAL_ID,
    PLAN,
    QUIET,
    SEALED,
    SERIAL,
    STRINGS,
    WORDS,
    rank,
    word,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "%(column_0_label)s",
    }
)


def _table(name: str, *parts: Any, **options: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, **options)


def _numbered(name: str, *parts: Any) -> Table:
    """A table whose rows count up and are never numbered again, also after a deletion."""
    return _table(name, *parts, sqlite_autoincrement=True)


def _col(name: str, kind: TypeEngine[Any], *parts: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *parts, nullable=options.pop("nullable", False), **options)


def _of(table: str, name: str) -> Column[Any]:
    """A column that names a row of another table."""
    return _col(name, ID, ForeignKey(f"{table}.id"))


def _maybe_of(table: str, name: str) -> Column[Any]:
    return _col(name, OPTIONAL_ID, ForeignKey(f"{table}.id"), nullable=True)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _id() -> Column[Any]:
    return _col("id", ID, primary_key=True)


cohorts = _table(
    "cohorts",
    _id(),
    _col("handle", WORDS),
    _col("name", WORDS),
    _col("timezone", ID),
    _col("starts_on", DAY),
    _col("weeks", NUMBER),
    _col("language", ID),
    _col("state", word(CohortState)),
    _col("plan", PLAN),
    Index("cohorts_handle", "handle", unique=True),
)

members = _table(
    "members",
    _id(),
    _of("cohorts", "cohort_id"),
    _col("handle", WORDS),
    _col("name", WORDS),
    _col("role", word(Role)),
    _col("timezone", ID),
    _col("state", word(MemberState)),
    _col("country", WORDS),
    _col("language", ID),
    _col("quiet", QUIET),
    _col("availability", WORDS),
    _col("consent_version", NUMBER),
    _col("consented_at", MOMENT, nullable=True),
    _col("nudges_on", FLAG),
    _col("unanswered_nudges", NUMBER),
    _col("shares_check_ins", FLAG),
    _col("is_alumnus", FLAG),
    _col("check_in_every", NUMBER),
    _col("check_in_from", NUMBER),
    _col("folded_handle", WORDS),  # the handle as it is looked up: letter case does not count
    Index("members_handle", "cohort_id", "folded_handle", unique=True),
)

accounts = _table(
    "accounts",
    _col("platform", ID),
    _col("workspace", ID),
    _col("id", ID),
    _of("members", "member_id"),
    _col("position", NUMBER),  # 0 is the one the member prefers
    PrimaryKeyConstraint("platform", "workspace", "id", "member_id"),
    Index("accounts_member", "member_id", "position", unique=True),
)

groups = _table(
    "groups",
    _id(),
    _of("cohorts", "cohort_id"),
    _col("handle", WORDS),
    _col("name", WORDS),
    _col("timezone", ID),
    _maybe_of("members", "facilitator_id"),
    _col("purpose", WORDS),
    Index("groups_handle", "cohort_id", "handle", unique=True),
    Index("groups_facilitator", "facilitator_id"),
)

group_members = _numbered(
    "group_members",
    _col("id", SERIAL, primary_key=True),
    _of("groups", "group_id"),
    _of("members", "member_id"),
    _col("from_on", DAY),
    _col("until_on", DAY, nullable=True),
    Index("group_members_now", "member_id", unique=True, **_where("until_on IS NULL")),
    Index("group_members_group", "group_id"),
)

places = _table(
    "places",
    _col("platform", ID),
    _col("workspace", ID),
    _col("channel", ID),
    _of("cohorts", "cohort_id"),
    _col("name", WORDS),
    _maybe_of("groups", "group_id"),
    PrimaryKeyConstraint("platform", "workspace", "channel"),
    Index("places_name", "cohort_id", "name"),
    Index("places_group", "group_id"),
)

pairings = _table(
    "pairings",
    _id(),
    _of("cohorts", "cohort_id"),
    _of("members", "learner_id"),
    _of("members", "mentor_id"),
    _col("from_on", DAY),
    _col("until_on", DAY, nullable=True),
    Index("pairings_learner", "learner_id"),
    Index("pairings_mentor", "mentor_id"),
    Index("pairings_cohort", "cohort_id", "learner_id"),
)

absences = _table(
    "absences",
    _id(),
    _of("members", "member_id"),
    _col("kind", word(AbsenceKind)),
    _col("from_on", DAY),
    _col("until_on", DAY),
    Index("absences_member", "member_id", "from_on"),
)

check_ins = _table(
    "check_ins",
    _id(),
    _of("cohorts", "cohort_id"),
    _of("members", "learner_id"),
    _col("week", NUMBER),
    _col("opened_at", MOMENT),
    _col("closes_at", MOMENT),
    _col("state", word(CheckInState)),
    _col("answered_at", MOMENT, nullable=True),
    _col("mood", word(Mood), nullable=True),
    _col("hardest", SEALED, nullable=True),
    _col("wants_help", FLAG),
    _col("is_shared", FLAG),
    Index("check_ins_learner_week", "learner_id", "week", unique=True),
    Index("check_ins_cohort_week", "cohort_id", "week", "learner_id"),
)

nudges = _numbered(
    "nudges",
    _col("id", ID),
    _of("members", "member_id"),
    _col("kind", ID),
    _col("at", MOMENT),
    _col("made_on", DAY, key="on"),
    _col("answered_at", MOMENT, nullable=True),
    _col("n", SERIAL, primary_key=True),  # the order in which they were made within one moment
    Index("nudges_member", "member_id", "on"),
    Index("nudges_unanswered", "member_id", **_where("answered_at IS NULL")),
)

withheld = _numbered(
    "withheld",
    _col("n", SERIAL, primary_key=True),
    _of("members", "member_id"),
    _col("at", MOMENT),
    _col("kind", ID),
    _col("why", WORDS),
    Index("withheld_member", "member_id", "at"),
)

cases = _table(
    "cases",
    _id(),
    _col("ref", WORDS),
    _of("cohorts", "cohort_id"),
    _maybe_of("members", "learner_id"),
    _col("category", ID),
    _col("severity", word(Severity)),
    _col("cause", word(Cause)),
    _col("rule", WORDS),
    _col("opened_at", MOMENT),
    _col("state", word(CaseState)),
    _col("step", NUMBER),
    _col("version", NUMBER),
    _col("owner_id", ID),
    _col("acknowledged_at", MOMENT, nullable=True),
    _col("closed_at", MOMENT, nullable=True),
    _col("resolution", word(Resolution), nullable=True),
    _col("channel", ID),
    _col("message_id", ID),
    _col("excerpt", SEALED, nullable=True),
    _col("signals", NUMBER),
    _col("subject_ids", STRINGS),
    _col("learner_told", FLAG),
    Index("cases_ref", "cohort_id", "ref"),
    Index("cases_learner", "learner_id", "category"),
    Index("cases_open", "cohort_id", "opened_at", **_where("state NOT IN ('resolved', 'void')")),
)

case_entries = _numbered(
    "case_entries",
    _of("cases", "case_id"),
    _col("at", MOMENT),
    _col("what", ID),
    _col("actor_id", ID),
    _col("note", SEALED, nullable=True),
    _col("n", SERIAL, primary_key=True),
    Index("case_entries_case", "case_id", "at"),
)

participations = _numbered(
    "participations",
    _of("cohorts", "cohort_id"),
    _of("members", "member_id"),
    _col("message_id", ID),
    _col("channel", ID),
    _col("at", MOMENT),
    _maybe_of("groups", "group_id"),
    _col("reply_to_member_id", OPTIONAL_ID, nullable=True),
    _col("n", SERIAL, primary_key=True),
    Index("participations_member", "member_id", "at"),
    Index("participations_group", "group_id", "at"),
    Index("participations_cohort", "cohort_id"),
)

keys = _table(
    "keys",
    _col("kind", ID),  # "member", "case", or "master" for the row that shows whether KITH_KEY is the right one
    _col("subject_id", ID),
    _col("wrapped", SEALED),
    PrimaryKeyConstraint("kind", "subject_id"),
)

timers = _table(
    "timers",
    _col("action", ID),
    _col("subject", ID),
    _col("due_at", MOMENT),
    _col("attempts", NUMBER),
    _col("retry_at", MOMENT, nullable=True),
    _col("nominal", ID, nullable=True),  # the local time's key, where it was asked for at one
    _col("zone", ID, nullable=True),
    PrimaryKeyConstraint("action", "subject"),
    Index("timers_due", "due_at", "action", "subject"),
    Index("timers_retry", "retry_at", **_where("retry_at IS NOT NULL")),
)

outbox = _numbered(
    "outbox",
    _col("id", ID),
    _col("seq", SERIAL, primary_key=True),
    _col("key", ID),
    _col("lane", ID),
    _col("urgency", rank(Urgency)),
    _col("target_kind", word(TargetKind)),
    _col("platform", ID),
    _col("workspace", ID),
    _col("target", WORDS),
    _col("card", CARD),
    _col("state", word(DeliveryState)),
    _col("at", MOMENT),
    _col("next_at", MOMENT),
    _col("recipient_id", ID),
    _col("tag", ID),
    _col("deadline_at", MOMENT, nullable=True),
    _col("revises", OPTIONAL_ID, ForeignKey("outbox.id"), nullable=True),
    _col("is_doubtful", FLAG),
    _col("attempt", NUMBER),
    _col("fence", NUMBER),
    _col("first_at", MOMENT, nullable=True),
    _col("last_at", MOMENT, nullable=True),
    _col("remote_id", ID),
    _col("last_error", WORDS),
    _col("owner", ID),
    _col("lease_until", MOMENT, nullable=True),
    _col("final_at", MOMENT, nullable=True),
    Index("outbox_id", "id", unique=True),
    Index("outbox_key", "key", unique=True),
    Index("outbox_claimable", "urgency", "next_at", "seq", **_where("state IN ('pending', 'unknown')")),
    Index("outbox_lane", "lane", "seq", **_where("state NOT IN ('sent', 'skipped', 'dead')")),
    Index("outbox_leased", "lease_until", **_where("state = 'sending'")),
    Index("outbox_tag", "tag", **_where("tag <> ''")),
    Index("outbox_recipient", "recipient_id", "seq"),
)

attempts = _table(
    "attempts",
    _col("delivery_id", ID),
    _col("n", NUMBER),
    _col("started_at", MOMENT, nullable=True),
    _col("ended_at", MOMENT, nullable=True),
    _col("outcome", word(DeliveryState)),
    _col("error", WORDS),
    PrimaryKeyConstraint("delivery_id", "n"),
    ForeignKeyConstraint(["delivery_id"], ["outbox.id"]),
)

inbox = _table("inbox", _col("key", WORDS, primary_key=True), _col("at", MOMENT))

audit = _table(
    "audit",
    _col("n", SERIAL, primary_key=True, autoincrement=False),
    _col("at", MOMENT),
    _col("actor_id", ID),
    _col("what", ID),
    _col("subject_id", ID),
    _col("hash", ID),
)
