"""Indexes for what is counted over a whole cohort, so that nobody reads thousands of rows for a page."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add them; older versions never miss them."""
    op.create_index("check_ins_states", "check_ins", ["cohort_id", "state", "week", "learner_id"])
    op.create_index("sessions_states", "sessions", ["cohort_id", "state", "starts_at", "learner_id"])
    op.create_index("participations_weeks", "participations", ["cohort_id", "at", "member_id", "reply_to_member_id"])
    now = sa.text("until_on IS NULL")
    pairs = ["cohort_id", "learner_id", "mentor_id"]
    op.create_index("pairings_now", "pairings", pairs, sqlite_where=now, postgresql_where=now)
