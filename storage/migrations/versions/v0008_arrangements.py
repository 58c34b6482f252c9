"""What is arranged with one person: more time, another mentor, an office hour; and what pairing knows of them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
BYTES = sa.LargeBinary()


def upgrade() -> None:
    """Make the tables and the column."""
    op.add_column("pairings", sa.Column("fit", TEXT, nullable=True))
    _extensions()
    _bookings()
    _moves()
    op.create_table(
        "traits",
        sa.Column("member_id", TEXT, nullable=False),
        sa.Column("stage", WHOLE, nullable=False),
        sa.Column("style", TEXT, nullable=False),
        sa.Column("format", TEXT, nullable=False),
        sa.Column("capacity", WHOLE, nullable=False),
        sa.Column("load", WHOLE, nullable=False),
        sa.Column("load_on", TEXT, nullable=True),
        sa.Column("module", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("member_id", name="pk_traits"),
        *_of("traits", "member_id"),
        sqlite_strict=True,
    )


def _of(table: str, *members: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([name], ["members.id"], name=f"fk_{table}_{name}") for name in members]


def _in_a_cohort(table: str, *members: str) -> list[sa.Constraint]:
    cohort = sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=f"fk_{table}_cohort_id")
    return [sa.PrimaryKeyConstraint("id", name=f"pk_{table}"), cohort, *_of(table, *members)]


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=False) for name in names]


def _only_one(name: str, table: str, columns: list[str], condition: str) -> None:
    holds = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=holds, postgresql_where=holds)


def _extensions() -> None:
    op.create_table(
        "extensions",
        *_texts("id", "cohort_id", "learner_id", "milestone"),
        sa.Column("days", WHOLE, nullable=False),
        sa.Column("due_on", TEXT, nullable=False),
        sa.Column("asked_at", BIG, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("is_automatic", BIG, nullable=False),
        sa.Column("decided_at", BIG, nullable=True),
        sa.Column("decided_by", TEXT, nullable=False),
        sa.Column("reason", BYTES, nullable=True),
        *_in_a_cohort("extensions", "learner_id"),
        sqlite_strict=True,
    )
    op.create_index("extensions_learner", "extensions", ["learner_id", "asked_at"])
    op.create_index("extensions_cohort", "extensions", ["cohort_id", "asked_at"])


def _bookings() -> None:
    op.create_table(
        "bookings",
        *_texts("id", "cohort_id", "learner_id", "host_id"),
        sa.Column("starts_at", BIG, nullable=False),
        sa.Column("minutes", WHOLE, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        *_in_a_cohort("bookings", "learner_id", "host_id"),
        sqlite_strict=True,
    )
    _only_one("bookings_place", "bookings", ["host_id", "starts_at"], "state = 'booked'")
    op.create_index("bookings_learner", "bookings", ["learner_id", "starts_at"])
    op.create_index("bookings_cohort", "bookings", ["cohort_id", "starts_at"])


def _moves() -> None:
    op.create_table(
        "moves",
        *_texts("id", "cohort_id", "learner_id", "from_id"),
        sa.Column("to_id", TEXT, nullable=True),
        sa.Column("cause", TEXT, nullable=False),
        sa.Column("asked_at", BIG, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("decided_at", BIG, nullable=True),
        sa.Column("decided_by", TEXT, nullable=False),
        *_in_a_cohort("moves", "learner_id", "from_id", "to_id"),
        sqlite_strict=True,
    )
    _only_one("moves_open", "moves", ["learner_id"], "state IN ('consent', 'waiting')")
    op.create_index("moves_cohort", "moves", ["cohort_id", "asked_at"])
