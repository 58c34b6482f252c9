"""What a cohort wrote is found by its time too: who waits in the channel for help is looked at again and again."""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Make the index anew, a column longer."""
    op.drop_index("participations_cohort", "participations")
    op.create_index("participations_cohort", "participations", ["cohort_id", "at"])
