"""The list of what was erased: kept in the database, and gone through again when an older backup takes its place."""

from collections.abc import Mapping

from sqlalchemy import Connection, and_, delete, insert, inspect, select

from storage.schema import erasures, keys

Erased = Mapping[tuple[str, str], int]
"""How often each key was deleted, by kind and whose it was."""


def erased_in(connection: Connection) -> Erased:
    """Return what a database knows to be erased; nothing where its schema is older than the list."""
    if not inspect(connection).has_table(erasures.name):
        return {}
    rows = connection.execute(select(erasures.c.kind, erasures.c.subject_id, erasures.c.times))
    return {(kind, subject_id): times for kind, subject_id, times in rows}


def erase_again(connection: Connection, erased: Erased) -> int:
    """Delete the keys that were deleted more often than this database knows of; return how many there were.

    A key that was made anew after its deletion stays: a backup that holds it knows of the deletion, too.
    """
    known = erased_in(connection)
    behind = {key: times for key, times in erased.items() if times > known.get(key, 0)}
    for (kind, subject_id), times in behind.items():
        for table in (keys, erasures):
            connection.execute(delete(table).where(and_(table.c.kind == kind, table.c.subject_id == subject_id)))
        connection.execute(insert(erasures).values(kind=kind, subject_id=subject_id, times=times))
    return len(behind)
