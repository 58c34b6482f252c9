"""Who lets their group read their words, groups that take more time, and topics with a thread of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Make the columns and the table; nobody has said that their words may be read, and every group is in its week."""
    op.add_column("traits", sa.Column("shares_goals", BIG, nullable=False, server_default="0"))
    op.add_column("groups", sa.Column("weeks_behind", WHOLE, nullable=False, server_default="0"))
    op.create_table(
        "topics",
        *[sa.Column(name, TEXT, nullable=name == "group_id") for name in ("id", "cohort_id", "group_id", "opener_id")],
        *[sa.Column(name, TEXT, nullable=False) for name in ("title", "purpose")],
        *[sa.Column(name, BIG, nullable=name == "closed_at") for name in ("opened_at", "heard_at", "closed_at")],
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name="fk_topics_cohort_id"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_topics_group_id"),
        sa.ForeignKeyConstraint(["opener_id"], ["members.id"], name="fk_topics_opener_id"),
        sqlite_strict=True,
    )
    op.create_index("topics_cohort", "topics", ["cohort_id"])
