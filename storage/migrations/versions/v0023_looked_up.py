"""Who is who is remembered by every worker, and asked anew as soon as anybody changed it: triggers count that."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_COUNTED = """
CREATE OR REPLACE FUNCTION kith_count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO lookup_versions AS counted (slot, changes, last_change)
    VALUES (mod(pg_backend_pid(), 16), 1, pg_current_xact_id()::text::bigint)
    ON CONFLICT (slot) DO UPDATE SET changes = counted.changes + 1, last_change = excluded.last_change
    WHERE counted.last_change <> excluded.last_change;
    RETURN NULL;
END $$
"""
_AT_COMMIT = """
CREATE CONSTRAINT TRIGGER {0}_counted AFTER INSERT OR UPDATE OR DELETE ON {0} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION kith_count_change()
"""
_EMPTIED = """
CREATE TRIGGER {0}_emptied AFTER TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION kith_count_change()
"""


def upgrade() -> None:
    """Make the table, and on PostgreSQL what counts in it; an older worker's changes are counted, too."""
    number = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
    op.create_table(
        "lookup_versions",
        sa.Column("slot", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("changes", number, nullable=False),
        sa.Column("last_change", number, nullable=False),
        sa.PrimaryKeyConstraint("slot", name="pk_lookup_versions"),
        sqlite_strict=True,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql(_COUNTED)
        for name in ("accounts", "cohorts", "members", "places", "topics"):
            op.get_bind().exec_driver_sql(_AT_COMMIT.format(name))
            op.get_bind().exec_driver_sql(_EMPTIED.format(name))
