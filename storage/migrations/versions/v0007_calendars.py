"""What calendars were told of a session, how two people met, and events of a whole cohort."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("sessions", sa.Column("format", TEXT, nullable=True))
    op.add_column("sessions", sa.Column("calendar_id", TEXT, nullable=True))
    op.add_column("sessions", sa.Column("calendar_version", WHOLE, nullable=False, server_default="0"))
    op.create_table(
        "gatherings",
        *[sa.Column(name, TEXT, nullable=False) for name in ("id", "cohort_id", "ref", "title")],
        sa.Column("starts_at", BIG, nullable=False),
        sa.Column("minutes", WHOLE, nullable=False),
        sa.Column("link", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gatherings"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name="fk_gatherings_cohort_id"),
        sqlite_strict=True,
    )
    op.create_index("gatherings_ref", "gatherings", ["cohort_id", "ref"], unique=True)
