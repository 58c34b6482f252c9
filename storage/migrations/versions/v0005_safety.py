"""Who opened a case and whether it is on hold; what was erased, so that a restored backup forgets it too."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("cases", sa.Column("opener_id", TEXT, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("held_at", BIG, nullable=True))
    op.add_column("cases", sa.Column("review_on", TEXT, nullable=True))
    opened = sa.text("opener_id <> ''")
    op.create_index("cases_opener", "cases", ["opener_id"], sqlite_where=opened, postgresql_where=opened)
    op.create_table(
        "erasures",
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("subject_id", TEXT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", name="pk_erasures"),
        sqlite_strict=True,
    )
