"""What every table is made with."""

from typing import Any

from sqlalchemy import Column, ForeignKey, MetaData, Table, text
from sqlalchemy.types import TypeEngine

from storage.types import ID, OPTIONAL_ID

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "%(column_0_label)s",
    }
)


def table(name: str, *parts: Any, **options: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, **options)


def numbered_table(name: str, *parts: Any) -> Table:
    """A table whose rows count up and are never numbered again, also after a deletion."""
    return table(name, *parts, sqlite_autoincrement=True)


def col(name: str, kind: TypeEngine[Any], *parts: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *parts, nullable=options.pop("nullable", False), **options)


def reference(table: str, name: str) -> Column[Any]:
    """A column that names a row of another table."""
    return col(name, ID, ForeignKey(f"{table}.id"))


def optional_reference(table: str, name: str) -> Column[Any]:
    return col(name, OPTIONAL_ID, ForeignKey(f"{table}.id"), nullable=True)


def where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def own_id() -> Column[Any]:
    return col("id", ID, primary_key=True)
