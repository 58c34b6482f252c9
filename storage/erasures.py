"""The list of what was erased: kept in the database, and gone through again when an older backup takes its place."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, delete, insert, inspect, select

from storage.erasure_file import Erased
from storage.identities import PERSON, erase_identity, pseudonym
from storage.schema import erasures, keys
from storage.session import AnyRow
from storage.vault import Vault

ALL = select(erasures.c.kind, erasures.c.subject_id, erasures.c.times)


def as_erased(rows: Sequence[AnyRow]) -> Erased:
    """Return the rows of the list as what was erased how often."""
    return {(kind, subject_id): times for kind, subject_id, times in rows}


def erased_in(connection: Connection) -> Erased:
    """Return what a database knows to be erased; nothing where its schema is older than the list."""
    if not inspect(connection).has_table(erasures.name):
        return {}
    return as_erased(connection.execute(ALL).all())


def erase_again(connection: Connection, erased: Erased, vault: Vault) -> int:
    """Delete the keys and identities that were erased more often than this database knows of; return how many.

    A key that was made anew after its deletion stays: a backup that holds it knows of the deletion, too.
    """
    known = erased_in(connection)
    behind = {key: times for key, times in erased.items() if times > known.get(key, 0)}
    for (kind, subject_id), times in behind.items():
        if kind == PERSON:
            erase_identity(connection, subject_id, pseudonym(), datetime.now(UTC), vault)
        for table in (keys, erasures):
            connection.execute(delete(table).where(and_(table.c.kind == kind, table.c.subject_id == subject_id)))
        connection.execute(insert(erasures).values(kind=kind, subject_id=subject_id, times=times))
    return len(behind)
