"""A mentor and a learner meet: sessions, where they meet, and drafts that are about one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
BYTES = sa.LargeBinary()


def upgrade() -> None:
    """Make the table and the columns."""
    op.add_column("pairings", sa.Column("link", TEXT, nullable=False, server_default=""))
    op.add_column("drafts", sa.Column("about", TEXT, nullable=False, server_default="check_in"))
    op.create_table(
        "sessions",
        *[sa.Column(name, TEXT, nullable=False) for name in ("id", "cohort_id", "learner_id", "mentor_id")],
        sa.Column("slot", WHOLE, nullable=False),
        sa.Column("minutes", WHOLE, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("starts_at", BIG, nullable=True),
        sa.Column("is_make_up", BIG, nullable=False),
        sa.Column("mentor_said", TEXT, nullable=True),
        sa.Column("learner_said", TEXT, nullable=True),
        sa.Column("step", BYTES, nullable=True),
        sa.Column("step_on", TEXT, nullable=True),
        sa.Column("shared_note", BYTES, nullable=True),
        sa.Column("private_note", BYTES, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name="fk_sessions_cohort_id"),
        sa.ForeignKeyConstraint(["learner_id"], ["members.id"], name="fk_sessions_learner_id"),
        sa.ForeignKeyConstraint(["mentor_id"], ["members.id"], name="fk_sessions_mentor_id"),
        sqlite_strict=True,
    )
    current = sa.text("is_make_up = 0 AND state <> 'moved'")
    op.create_index(
        "sessions_slot",
        "sessions",
        ["learner_id", "slot"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    op.create_index("sessions_learner", "sessions", ["learner_id", "starts_at"])
    op.create_index("sessions_mentor", "sessions", ["mentor_id", "starts_at"])
    op.create_index("sessions_cohort", "sessions", ["cohort_id", "slot"])
