"""What was asked for when groups were proposed, and who changed the proposal last, so that it can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Add the columns; a proposal of before was made for the cohort's sizes, and nobody changed it."""
    for name in ("least", "most", "seed"):
        op.add_column("group_drafts", sa.Column(name, WHOLE, nullable=False, server_default="0"))
    op.add_column("group_drafts", sa.Column("changed_at", BIG, nullable=True))
    op.add_column("group_drafts", sa.Column("changed_by", TEXT, nullable=False, server_default=""))
    op.add_column("group_drafts", sa.Column("before", TEXT, nullable=False, server_default="[]"))
