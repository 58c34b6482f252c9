"""A worker's lease says which format it speaks; one of before this revision says nothing, and speaks none.

Once all speak a format the fact `spoken` says so, and the database gives no lease any more to whoever speaks less: a
worker that stood still through the whole upgrade must not take up messages that it cannot read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

REFUSE = """
CREATE FUNCTION kith_refuse_older_workers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(NEW.speaks, 0) < (SELECT CAST(value AS integer) FROM facts WHERE name = 'spoken') THEN
        RAISE EXCEPTION 'a worker of an older version: stop it, and install the version of the others'
            USING ERRCODE = 'KITH1';
    END IF;
    RETURN NEW;
END $$
"""
WHEN_TAKEN = """
CREATE TRIGGER leases_refuse_older_workers BEFORE INSERT OR UPDATE ON leases
FOR EACH ROW WHEN (NEW.holder <> '') EXECUTE FUNCTION kith_refuse_older_workers()
"""


def upgrade() -> None:
    """Add the column; a file of SQLite has one worker only, so only PostgreSQL refuses any."""
    op.add_column("leases", sa.Column("speaks", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE)
        op.execute(WHEN_TAKEN)
