"""How often a rule was right, kept when the cases it opened are not; phrases that false alarms propose."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rule_counts",
        sa.Column("cohort_id", TEXT, nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("false_alarms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cohort_id", "rule", name="pk_rule_counts"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name="fk_rule_counts_cohort_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "allowances",
        *[sa.Column(name, TEXT, nullable=False) for name in ("id", "cohort_id", "member_id", "rule")],
        sa.Column("made_at", BIG, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("phrase", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_allowances"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name="fk_allowances_cohort_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_allowances_member_id"),
        sqlite_strict=True,
    )
    op.create_index("allowances_cohort", "allowances", ["cohort_id", "made_at"])
