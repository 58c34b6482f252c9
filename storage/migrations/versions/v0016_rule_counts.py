"""How often a rule was right, kept when the cases it opened are not."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
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
