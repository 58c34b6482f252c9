"""A case that was handed over to somebody outside is not open, so the index of open cases leaves it out."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Make the index anew, with one more state that it leaves out."""
    op.drop_index("cases_open", "cases")
    is_open = sa.text("state NOT IN ('resolved', 'handed_over', 'void')")
    op.create_index("cases_open", "cases", ["cohort_id", "opened_at"], sqlite_where=is_open, postgresql_where=is_open)
