"""Whether somebody's zone and language are their own, or stand in until a profile or they say so."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    """Add the marks: whoever is here already said theirs, or their cohort file did."""
    for name in ("knows_zone", "knows_language"):
        op.add_column("members", sa.Column(name, BIG, nullable=False, server_default="1"))
