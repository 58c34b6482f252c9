"""What mentors learn, the pairs nobody knows of yet, the hub, and who writes first after a session."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Make the tables and the column."""
    op.add_column("sessions", sa.Column("writer_id", TEXT, nullable=False, server_default=""))
    op.create_table(
        "trainings",
        sa.Column("member_id", TEXT, nullable=False),
        *[sa.Column(name, WHOLE, nullable=False) for name in ("parts", "scenes")],
        *[sa.Column(name, BIG, nullable=True) for name in ("finished_at", "refreshed_at")],
        sa.PrimaryKeyConstraint("member_id", name="pk_trainings"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_trainings_member_id"),
        sqlite_strict=True,
    )
    _pair_proposals()
    _hub_items()


def _pair_proposals() -> None:
    op.create_table(
        "pair_proposals",
        *[sa.Column(name, TEXT, nullable=False) for name in ("id", "cohort_id", "learner_id", "mentor_id")],
        sa.Column("proposed_at", BIG, nullable=False),
        sa.Column("link", TEXT, nullable=False),
        sa.Column("is_by_hand", BIG, nullable=False),
        sa.Column("approved_at", BIG, nullable=True),
        sa.Column("approved_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pair_proposals"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name="fk_pair_proposals_cohort_id"),
        sa.ForeignKeyConstraint(["learner_id"], ["members.id"], name="fk_pair_proposals_learner_id"),
        sa.ForeignKeyConstraint(["mentor_id"], ["members.id"], name="fk_pair_proposals_mentor_id"),
        sqlite_strict=True,
    )
    op.create_index("pair_proposals_learner", "pair_proposals", ["learner_id"], unique=True)
    op.create_index("pair_proposals_cohort", "pair_proposals", ["cohort_id"])


def _hub_items() -> None:
    op.create_table(
        "hub_items",
        *[sa.Column(name, TEXT, nullable=False) for name in ("id", "cohort_id", "ref", "kind", "title", "text")],
        *[sa.Column(name, TEXT, nullable=False) for name in ("owner_id", "review_on", "link", "state", "replaces")],
        sa.PrimaryKeyConstraint("id", name="pk_hub_items"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name="fk_hub_items_cohort_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["members.id"], name="fk_hub_items_owner_id"),
        sqlite_strict=True,
    )
    op.create_index("hub_items_ref", "hub_items", ["cohort_id", "ref"], unique=True)
