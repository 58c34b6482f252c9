"""Visits to the desk in the browser."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "visits",
        *[
            sa.Column(name, TEXT, nullable=False)
            for name in ("id", "member_id", "platform", "workspace", "account", "channel")
        ],
        sa.Column("is_direct", BIG, nullable=False),
        sa.Column("offered_at", BIG, nullable=False),
        *[sa.Column(name, BIG, nullable=True) for name in ("began_at", "seen_at", "ended_at")],
        sa.Column("cookie", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_visits_member_id"),
        sqlite_strict=True,
    )
    used = sa.text("cookie <> ''")
    op.create_index("visits_cookie", "visits", ["cookie"], unique=True, sqlite_where=used, postgresql_where=used)
    op.create_index("visits_member", "visits", ["member_id"])
    op.create_index("visits_offered", "visits", ["offered_at"])
