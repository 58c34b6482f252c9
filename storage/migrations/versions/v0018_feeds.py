"""Secret addresses of people's calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "feeds",
        *[sa.Column(name, TEXT, nullable=False) for name in ("member_id", "id")],
        sa.Column("made_at", BIG, nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="pk_feeds"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_feeds_member_id"),
        sqlite_strict=True,
    )
    op.create_index("feeds_id", "feeds", ["id"], unique=True)
