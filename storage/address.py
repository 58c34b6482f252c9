"""Database URLs as people write them, and as the drivers want them."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import EnvironmentProblem

_EXAMPLES = '"sqlite:///kith.sqlite3" or "postgresql://kith@localhost/kith"'


@dataclass(frozen=True, slots=True)
class Address:
    """Where the database is: a file, or else a PostgreSQL server.

    `is_scratch`: nobody misses the file after a power cut, so nothing waits for the disk. `copies`: where
    those are that are made by schedule.
    """

    url: URL
    path: Path | None = None
    is_scratch: bool = False
    copies: Path | None = None

    def __str__(self) -> str:
        """The address without its password."""
        return str(self.path) if self.path is not None else self.url.render_as_string(hide_password=True)


def at_file(path: Path, *, is_scratch: bool = False) -> Address:
    """Return the address of a file."""
    return Address(URL.create("sqlite", database=str(path)), path, is_scratch)


def parse_address(text: str) -> Address:
    """Read a database URL; EnvironmentProblem says what would be right."""
    try:
        url = make_url(text.replace("postgres://", "postgresql://", 1))
    except ArgumentError:
        raise EnvironmentProblem(f"This is not a database URL; write one like {_EXAMPLES}.") from None
    match url.get_backend_name():
        case "sqlite" if url.database in (None, "", ":memory:"):
            raise EnvironmentProblem(f"A database in memory forgets everything; name a file, like {_EXAMPLES}.")
        case "sqlite":
            return Address(url, Path(url.database or ""))
        case "postgresql":
            return Address(url.set(drivername="postgresql+psycopg"))
        case other:
            raise EnvironmentProblem(f"{other} is not a database Kith can use; write a URL like {_EXAMPLES}.")
