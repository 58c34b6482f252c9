"""Messages lose their text some days after they are final."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Add the mark, and the index that finds what wants emptying."""
    op.add_column("outbox", sa.Column("is_blank", BIG, nullable=False, server_default="0"))
    spent = sa.text("is_blank = 0")
    op.create_index("outbox_spent", "outbox", ["final_at"], sqlite_where=spent, postgresql_where=spent)
