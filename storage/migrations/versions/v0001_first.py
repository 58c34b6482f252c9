"""Everything a cohort needs from the first day."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Written out rather than taken from storage.schema: a revision says what was, also when the schema has moved on.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
BYTES = sa.LargeBinary()


def upgrade() -> None:
    """Make the tables, each after those it refers to."""
    _table(
        "audit",
        *_columns(BIG, "n", autoincrement=False),
        *_columns(BIG, "at"),
        *_columns(TEXT, "actor_id", "what", "subject_id", "hash"),
        sa.PrimaryKeyConstraint("n", name="pk_audit"),
    )
    _table(
        "cohorts",
        *_columns(TEXT, "id", "handle", "name", "timezone", "starts_on"),
        *_columns(WHOLE, "weeks"),
        *_columns(TEXT, "language", "state", "plan"),
        sa.PrimaryKeyConstraint("id", name="pk_cohorts"),
    )
    _index("cohorts_handle", "cohorts", "handle", unique=True)
    _table("inbox", *_columns(TEXT, "key"), *_columns(BIG, "at"), sa.PrimaryKeyConstraint("key", name="pk_inbox"))
    _table(
        "keys",
        *_columns(TEXT, "kind", "subject_id"),
        *_columns(BYTES, "wrapped"),
        sa.PrimaryKeyConstraint("kind", "subject_id", name="pk_keys"),
    )
    _table(
        "outbox",
        *_columns(TEXT, "id"),
        *_columns(BIG, "seq"),
        *_columns(TEXT, "key", "lane"),
        *_columns(BIG, "urgency"),
        *_columns(TEXT, "target_kind", "platform", "workspace", "target", "card", "state"),
        *_columns(BIG, "at", "next_at"),
        *_columns(TEXT, "recipient_id", "tag"),
        *_columns(BIG, "deadline_at", nullable=True),
        *_columns(TEXT, "revises", nullable=True),
        *_columns(BIG, "is_doubtful"),
        *_columns(WHOLE, "attempt", "fence"),
        *_columns(BIG, "first_at", "last_at", nullable=True),
        *_columns(TEXT, "remote_id", "last_error", "owner"),
        *_columns(BIG, "lease_until", "final_at", nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    _index("outbox_claimable", "outbox", "urgency", "next_at", "seq", where="state IN ('pending', 'unknown')")
    _index("outbox_id", "outbox", "id", unique=True)
    _index("outbox_key", "outbox", "key", unique=True)
    _index("outbox_lane", "outbox", "lane", "seq", where="state NOT IN ('sent', 'skipped', 'dead')")
    _index("outbox_leased", "outbox", "lease_until", where="state = 'sending'")
    _index("outbox_recipient", "outbox", "recipient_id", "seq")
    _index("outbox_tag", "outbox", "tag", where="tag <> ''")
    _table(
        "timers",
        *_columns(TEXT, "action", "subject"),
        *_columns(BIG, "due_at"),
        *_columns(WHOLE, "attempts"),
        *_columns(BIG, "retry_at", nullable=True),
        *_columns(TEXT, "nominal", "zone", nullable=True),
        sa.PrimaryKeyConstraint("action", "subject", name="pk_timers"),
    )
    _index("timers_due", "timers", "due_at", "action", "subject")
    _index("timers_retry", "timers", "retry_at", where="retry_at IS NOT NULL")
    _table(
        "attempts",
        *_columns(TEXT, "delivery_id"),
        *_columns(WHOLE, "n"),
        *_columns(BIG, "started_at", "ended_at", nullable=True),
        *_columns(TEXT, "outcome", "error"),
        sa.PrimaryKeyConstraint("delivery_id", "n", name="pk_attempts"),
        _refers("attempts", "delivery_id", "outbox.id"),
    )
    _table(
        "members",
        *_columns(
            TEXT,
            "id",
            "cohort_id",
            "handle",
            "name",
            "role",
            "timezone",
            "state",
            "country",
            "language",
            "quiet",
            "availability",
        ),
        *_columns(WHOLE, "consent_version"),
        *_columns(BIG, "consented_at", nullable=True),
        *_columns(BIG, "nudges_on"),
        *_columns(WHOLE, "unanswered_nudges"),
        *_columns(BIG, "shares_check_ins", "is_alumnus"),
        *_columns(WHOLE, "check_in_every", "check_in_from"),
        *_columns(TEXT, "folded_handle"),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        _refers("members", "cohort_id", "cohorts.id"),
    )
    _index("members_handle", "members", "cohort_id", "folded_handle", unique=True)
    _table(
        "absences",
        *_columns(TEXT, "id", "member_id", "kind", "from_on", "until_on"),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
        _refers("absences", "member_id", "members.id"),
    )
    _index("absences_member", "absences", "member_id", "from_on")
    _table(
        "accounts",
        *_columns(TEXT, "platform", "workspace", "id", "member_id"),
        *_columns(WHOLE, "position"),
        sa.PrimaryKeyConstraint("platform", "workspace", "id", "member_id", name="pk_accounts"),
        _refers("accounts", "member_id", "members.id"),
    )
    _index("accounts_member", "accounts", "member_id", "position", unique=True)
    _table(
        "cases",
        *_columns(TEXT, "id", "ref", "cohort_id"),
        *_columns(TEXT, "learner_id", nullable=True),
        *_columns(TEXT, "category", "severity", "cause", "rule"),
        *_columns(BIG, "opened_at"),
        *_columns(TEXT, "state"),
        *_columns(WHOLE, "step", "version"),
        *_columns(TEXT, "owner_id"),
        *_columns(BIG, "acknowledged_at", "closed_at", nullable=True),
        *_columns(TEXT, "resolution", nullable=True),
        *_columns(TEXT, "channel", "message_id"),
        *_columns(BYTES, "excerpt", nullable=True),
        *_columns(WHOLE, "signals"),
        *_columns(TEXT, "subject_ids"),
        *_columns(BIG, "learner_told"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        _refers("cases", "cohort_id", "cohorts.id"),
        _refers("cases", "learner_id", "members.id"),
    )
    _index("cases_learner", "cases", "learner_id", "category")
    _index("cases_open", "cases", "cohort_id", "opened_at", where="state NOT IN ('resolved', 'void')")
    _index("cases_ref", "cases", "cohort_id", "ref")
    _table(
        "check_ins",
        *_columns(TEXT, "id", "cohort_id", "learner_id"),
        *_columns(WHOLE, "week"),
        *_columns(BIG, "opened_at", "closes_at"),
        *_columns(TEXT, "state"),
        *_columns(BIG, "answered_at", nullable=True),
        *_columns(TEXT, "mood", nullable=True),
        *_columns(BYTES, "hardest", nullable=True),
        *_columns(BIG, "wants_help", "is_shared"),
        sa.PrimaryKeyConstraint("id", name="pk_check_ins"),
        _refers("check_ins", "cohort_id", "cohorts.id"),
        _refers("check_ins", "learner_id", "members.id"),
    )
    _index("check_ins_cohort_week", "check_ins", "cohort_id", "week", "learner_id")
    _index("check_ins_learner_week", "check_ins", "learner_id", "week", unique=True)
    _table(
        "drafts",
        *_columns(TEXT, "id", "cohort_id", "learner_id", "mentor_id", "cause"),
        *_columns(BYTES, "text", nullable=True),
        *_columns(TEXT, "options"),
        *_columns(BIG, "created_at"),
        *_columns(BIG, "sent_at", "chosen_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        _refers("drafts", "cohort_id", "cohorts.id"),
        _refers("drafts", "learner_id", "members.id"),
        _refers("drafts", "mentor_id", "members.id"),
    )
    _index("drafts_cause", "drafts", "cause", where="cause <> ''")
    _index("drafts_unsent", "drafts", "cohort_id", "created_at", where="sent_at IS NULL")
    _table(
        "groups",
        *_columns(TEXT, "id", "cohort_id", "handle", "name", "timezone"),
        *_columns(TEXT, "facilitator_id", nullable=True),
        *_columns(TEXT, "purpose"),
        sa.PrimaryKeyConstraint("id", name="pk_groups"),
        _refers("groups", "cohort_id", "cohorts.id"),
        _refers("groups", "facilitator_id", "members.id"),
    )
    _index("groups_facilitator", "groups", "facilitator_id")
    _index("groups_handle", "groups", "cohort_id", "handle", unique=True)
    _table(
        "nudges",
        *_columns(TEXT, "id", "member_id", "kind"),
        *_columns(BIG, "at"),
        *_columns(TEXT, "made_on"),
        *_columns(BIG, "answered_at", nullable=True),
        *_columns(BIG, "n"),
        sa.PrimaryKeyConstraint("n", name="pk_nudges"),
        _refers("nudges", "member_id", "members.id"),
        sqlite_autoincrement=True,
    )
    _index("nudges_member", "nudges", "member_id", "made_on")
    _index("nudges_unanswered", "nudges", "member_id", where="answered_at IS NULL")
    _table(
        "pairings",
        *_columns(TEXT, "id", "cohort_id", "learner_id", "mentor_id", "from_on"),
        *_columns(TEXT, "until_on", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pairings"),
        _refers("pairings", "cohort_id", "cohorts.id"),
        _refers("pairings", "learner_id", "members.id"),
        _refers("pairings", "mentor_id", "members.id"),
    )
    _index("pairings_cohort", "pairings", "cohort_id", "learner_id")
    _index("pairings_learner", "pairings", "learner_id")
    _index("pairings_mentor", "pairings", "mentor_id")
    _table(
        "withheld",
        *_columns(BIG, "n"),
        *_columns(TEXT, "member_id"),
        *_columns(BIG, "at"),
        *_columns(TEXT, "kind", "why"),
        sa.PrimaryKeyConstraint("n", name="pk_withheld"),
        _refers("withheld", "member_id", "members.id"),
        sqlite_autoincrement=True,
    )
    _index("withheld_member", "withheld", "member_id", "at")
    _table(
        "case_entries",
        *_columns(TEXT, "case_id"),
        *_columns(BIG, "at"),
        *_columns(TEXT, "what", "actor_id"),
        *_columns(BYTES, "note", nullable=True),
        *_columns(BIG, "n"),
        sa.PrimaryKeyConstraint("n", name="pk_case_entries"),
        _refers("case_entries", "case_id", "cases.id"),
        sqlite_autoincrement=True,
    )
    _index("case_entries_case", "case_entries", "case_id", "at")
    _table(
        "group_members",
        *_columns(BIG, "id"),
        *_columns(TEXT, "group_id", "member_id", "from_on"),
        *_columns(TEXT, "until_on", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_group_members"),
        _refers("group_members", "group_id", "groups.id"),
        _refers("group_members", "member_id", "members.id"),
        sqlite_autoincrement=True,
    )
    _index("group_members_group", "group_members", "group_id")
    _index("group_members_now", "group_members", "member_id", unique=True, where="until_on IS NULL")
    _table(
        "participations",
        *_columns(TEXT, "cohort_id", "member_id", "message_id", "channel"),
        *_columns(BIG, "at"),
        *_columns(TEXT, "group_id", "reply_to_member_id", nullable=True),
        *_columns(BIG, "n"),
        sa.PrimaryKeyConstraint("n", name="pk_participations"),
        _refers("participations", "cohort_id", "cohorts.id"),
        _refers("participations", "member_id", "members.id"),
        _refers("participations", "group_id", "groups.id"),
        sqlite_autoincrement=True,
    )
    _index("participations_cohort", "participations", "cohort_id")
    _index("participations_group", "participations", "group_id", "at")
    _index("participations_member", "participations", "member_id", "at")
    _table(
        "places",
        *_columns(TEXT, "platform", "workspace", "channel", "cohort_id", "name"),
        *_columns(TEXT, "group_id", nullable=True),
        sa.PrimaryKeyConstraint("platform", "workspace", "channel", name="pk_places"),
        _refers("places", "cohort_id", "cohorts.id"),
        _refers("places", "group_id", "groups.id"),
    )
    _index("places_group", "places", "group_id")
    _index("places_name", "places", "cohort_id", "name")


def _table(name: str, *parts: Any, **options: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True, **options)


def _columns(kind: Any, *names: str, nullable: bool = False, **options: Any) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=nullable, **options) for name in names]


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def _index(name: str, table: str, *columns: str, unique: bool = False, where: str | None = None) -> None:
    condition = None if where is None else sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
