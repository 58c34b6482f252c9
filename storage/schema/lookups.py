"""Which state the rows are in that say who is who: what was read of them once is true as long as that is the same.

On PostgreSQL triggers count every transaction that changes one of these tables, whoever made it and in whatever way.
A transaction counts itself when it commits, as the last thing it does, in one of a few rows: so nobody waits for it
longer than a commit takes, and nobody who waits is waited for. A snapshot sees the count of exactly those changes that
it sees itself, since both are of one transaction; so where the sum is the same, so is everything that was read. On
SQLite one process writes, which counts in its memory (`storage.engine`).
"""

from sqlalchemy import DDL, event

from storage.schema.base import col, metadata, table
from storage.types import NUMBER, SERIAL

lookup_versions = table(
    "lookup_versions",
    col("slot", NUMBER, primary_key=True, autoincrement=False),
    col("changes", SERIAL),
    col("last_change", SERIAL),  # the transaction's number: it counts once, however many rows it changes
)

LOOKED_UP = ("accounts", "cohorts", "members", "places", "topics")
"""What is asked of a message in a channel that asks for nothing (`bot.plain`)."""

COUNTED = """
CREATE OR REPLACE FUNCTION kith_count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO lookup_versions AS counted (slot, changes, last_change)
    VALUES (mod(pg_backend_pid(), 16), 1, pg_current_xact_id()::text::bigint)
    ON CONFLICT (slot) DO UPDATE SET changes = counted.changes + 1, last_change = excluded.last_change
    WHERE counted.last_change <> excluded.last_change;
    RETURN NULL;
END $$
"""
AT_COMMIT = """
CREATE CONSTRAINT TRIGGER {0}_counted AFTER INSERT OR UPDATE OR DELETE ON {0} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION kith_count_change()
"""
EMPTIED = """
CREATE TRIGGER {0}_emptied AFTER TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION kith_count_change()
"""


for _sql in (COUNTED, *(each.format(name) for name in LOOKED_UP for each in (AT_COMMIT, EMPTIED))):
    event.listen(metadata, "after_create", DDL(_sql).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
