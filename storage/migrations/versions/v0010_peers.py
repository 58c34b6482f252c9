"""What peers do for each other: reviews, hosts, kudos, problems, and who is there for a group besides its mentor."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
BYTES = sa.LargeBinary()

_OF = {"cohort_id": "cohorts", "group_id": "groups"}


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, TEXT, nullable=False) for name in names]


def _table(name: str, references: tuple[str, ...], *columns: sa.Column[Any]) -> None:
    keys = [sa.ForeignKeyConstraint([key], [f"{_OF.get(key, 'members')}.id"], f"fk_{name}_{key}") for key in references]
    op.create_table(name, *columns, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"), *keys, sqlite_strict=True)


def upgrade() -> None:
    """Make the tables and the column."""
    op.add_column("groups", sa.Column("peer_mentor_ids", TEXT, nullable=False, server_default="[]"))
    _reviews()
    _hosts()
    _kudos()
    _problems()


def _reviews() -> None:
    _table(
        "reviews",
        ("cohort_id", "group_id", "reviewer_id", "author_id"),
        *_texts("id", "cohort_id", "group_id"),
        sa.Column("number", WHOLE, nullable=False),
        *_texts("reviewer_id", "author_id", "due_on", "state"),
        sa.Column("is_taken_over", BIG, nullable=False),
        sa.Column("written_at", BIG, nullable=True),
    )
    op.create_index("reviews_pair", "reviews", ["cohort_id", "number", "reviewer_id", "author_id"], unique=True)
    still = sa.text("state = 'open'")
    op.create_index("reviews_open", "reviews", ["reviewer_id"], sqlite_where=still, postgresql_where=still)


def _hosts() -> None:
    _table(
        "hosts",
        ("cohort_id", "group_id", "learner_id"),
        *_texts("id", "cohort_id", "group_id"),
        sa.Column("week", WHOLE, nullable=False),
        *_texts("learner_id", "state"),
    )
    op.create_index("hosts_asked", "hosts", ["group_id", "week", "learner_id"], unique=True)
    op.create_index("hosts_learner", "hosts", ["learner_id"])


def _kudos() -> None:
    _table(
        "kudos",
        ("cohort_id", "giver_id", "receiver_id"),
        *_texts("id", "cohort_id", "giver_id", "receiver_id"),
        sa.Column("given_at", BIG, nullable=False),
        sa.Column("words", BYTES, nullable=True),
        *_texts("state"),
    )
    op.create_index("kudos_giver", "kudos", ["giver_id", "given_at"])
    op.create_index("kudos_receiver", "kudos", ["receiver_id", "given_at"])


def _problems() -> None:
    _table(
        "problems",
        ("cohort_id", "group_id", "asker_id"),
        *_texts("id", "cohort_id", "group_id", "asker_id"),
        sa.Column("opened_at", BIG, nullable=False),
        sa.Column("is_named", BIG, nullable=False),
        sa.Column("words", BYTES, nullable=True),
        sa.Column("closed_at", BIG, nullable=True),
        sa.Column("helped", TEXT, nullable=True),
        sa.Column("lesson", BYTES, nullable=True),
    )
    op.create_index("problems_asker", "problems", ["asker_id", "opened_at"])
