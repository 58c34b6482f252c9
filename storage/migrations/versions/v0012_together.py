"""What people say for being together well: aims, norms, spaces; groups that are only proposed; words for grouping."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
BYTES = sa.LargeBinary()


def upgrade() -> None:
    """Make the tables and the columns."""
    for name in ("goals", "strengths", "affinity", "avoid", "prefer"):
        op.add_column("traits", sa.Column(name, TEXT, nullable=False, server_default="[]"))
    op.create_table(
        "aims",
        *_texts("member_id"),
        *[sa.Column(name, BYTES, nullable=True) for name in ("by_week_2", "by_week_4", "access")],
        sa.Column("hours", WHOLE, nullable=False),
        *[sa.Column(name, TEXT, nullable=True) for name in ("word_2", "word_4")],
        sa.PrimaryKeyConstraint("member_id", name="pk_aims"),
        _of("aims", "member_id", "members"),
        sqlite_strict=True,
    )
    _norms()
    _spaces()
    op.create_table(
        "group_drafts",
        *_texts("id", "cohort_id"),
        sa.Column("made_at", BIG, nullable=False),
        *_texts("made_by", "groups", "unplaced"),
        *[sa.Column(name, WHOLE, nullable=False) for name in ("bound_worst", "bound_mean")],
        *_texts("state", "decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_group_drafts"),
        _of("group_drafts", "cohort_id", "cohorts"),
        sqlite_strict=True,
    )
    is_open = sa.text("state IN ('open', 'approved')")
    op.create_index(
        "group_drafts_open",
        "group_drafts",
        ["cohort_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=False) for name in names]


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _norms() -> None:
    op.create_table(
        "norms",
        *_texts("id", "group_id", "member_id"),
        sa.Column("offered_at", BIG, nullable=False),
        *_texts("state"),
        sa.Column("text", BYTES, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_norms"),
        _of("norms", "group_id", "groups"),
        _of("norms", "member_id", "members"),
        sqlite_strict=True,
    )
    op.create_index("norms_member", "norms", ["group_id", "member_id"], unique=True)


def _spaces() -> None:
    op.create_table(
        "spaces",
        *_texts("id", "cohort_id", "handle", "name", "about"),
        sa.PrimaryKeyConstraint("id", name="pk_spaces"),
        _of("spaces", "cohort_id", "cohorts"),
        sqlite_strict=True,
    )
    op.create_index("spaces_handle", "spaces", ["cohort_id", "handle"], unique=True)
    op.create_table(
        "space_members",
        *_texts("space_id", "member_id"),
        sa.PrimaryKeyConstraint("space_id", "member_id", name="pk_space_members"),
        _of("space_members", "space_id", "spaces"),
        _of("space_members", "member_id", "members"),
        sqlite_strict=True,
    )
    op.create_index("space_members_member", "space_members", ["member_id"])
