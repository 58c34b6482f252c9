"""Leases of what only one worker may do at a time, and the share of the workspaces each message belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Make the table and the column; what waits already is in share 0, as is what an older worker writes."""
    op.create_table(
        "leases",
        *[sa.Column(name, TEXT, nullable=False) for name in ("name", "holder")],
        sa.Column("term", WHOLE, nullable=False),
        sa.Column("ends_at", BIG, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
        sqlite_strict=True,
    )
    op.add_column("outbox", sa.Column("share", TEXT, nullable=False, server_default="0"))
