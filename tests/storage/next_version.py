"""A version later than ours, with one revision more."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import NullPool

from storage import migrate
from storage.address import parse_address
from storage.schema import REVISION

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{before}"

def upgrade():
    op.add_column("cohorts", sa.Column("motto", sa.Text()))
    {more}
"""
OURS = migrate.MIGRATIONS
Upgrade = Callable[[str], None]


def installed(folder: Path, patch: pytest.MonkeyPatch) -> Upgrade:
    """Return what installs it in a folder, its revision ending as it is told."""

    def install(more: str) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(OURS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "v9999_next.py").write_text(NEXT.format(before=REVISION, more=more))
        patch.setattr(migrate, "MIGRATIONS", folder)
        patch.setattr(migrate, "REVISION", "next")

    return install


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Open a connection that is not Kith's."""
    address = parse_address(url)
    engine = create_engine(address.url.set(drivername="sqlite") if address.path else address.url, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def columns(url: str, table: str) -> set[str]:
    """Return what columns a table has."""
    with connected(url) as connection:
        return {column["name"] for column in inspect(connection).get_columns(table)}
