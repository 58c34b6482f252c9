"""A line to a PostgreSQL server that can be cut and mended, for stories about a database that goes away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, make_url

_PORT = 5432


@dataclass
class Line:
    """Passes on what is said to the server's socket, until it is cut."""

    server: Path
    folder: Path
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _listening: asyncio.Server | None = None

    def url(self, url: URL) -> str:
        """Return a database's URL by way of this line."""
        return url.set(query={**url.query, "host": str(self.folder)}).render_as_string(hide_password=False)

    async def mend(self) -> None:
        """Let the database be there again."""
        self._listening = await asyncio.start_unix_server(self._pass_on, self.folder / f".s.PGSQL.{_PORT}")

    async def cut(self) -> None:
        """Let the database be away: what was open ends, and nobody gets in."""
        if self._listening is not None:
            self._listening.close()
        (self.folder / f".s.PGSQL.{_PORT}").unlink(missing_ok=True)
        for writer in list(self._open):
            writer.transport.abort()
        self._open.clear()
        await asyncio.sleep(0)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_unix_connection(self.server)
        self._open |= {writer, ours}
        await asyncio.gather(_copy(reader, ours), _copy(theirs, writer))
        self._open -= {writer, ours}


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


@asynccontextmanager
async def line(url: str, folder: Path) -> AsyncIterator[tuple[Line, str]]:
    """Yield a line to a database and the URL to use in the place of its own."""
    direct = make_url(url)
    host = str(direct.query["host"])
    there = Line(Path(host) / f".s.PGSQL.{_PORT}", folder)
    await there.mend()
    try:
        yield there, there.url(direct)
    finally:
        await there.cut()
