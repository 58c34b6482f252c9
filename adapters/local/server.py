"""The workspace on a port of this machine: finds a free one, and lets open pages go when it ends."""

import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.applications import Starlette

from adapters.listening import Guest, listening_on, url_of
from adapters.local.site import Site
from bot.errors import EnvironmentProblem

DEFAULT_PORT: Final = 8420
_TRIES: Final = 50


def bound(port: int | None = None, host: str = "127.0.0.1") -> socket.socket:
    """Return a socket on the port asked for, else on the first free one from the default on; 0 is any."""
    ports = [port] if port is not None else [*range(DEFAULT_PORT, DEFAULT_PORT + _TRIES), 0]
    for candidate in ports:
        with contextlib.suppress(OSError):
            return listening_on(host, candidate)
    raise EnvironmentProblem(
        f"Port {port} is in use on {host}, or not allowed. Choose another one with --port, or leave it away: "
        "then the next free one is taken."
    )


class LocalServer:
    """Serves the workspace. `url` is its address as soon as there is a socket."""

    def __init__(self, app: Starlette, listening: socket.socket) -> None:
        self._listening = listening
        self.port: int = listening.getsockname()[1]
        self.url = url_of(listening)
        self._server = _LettingGo(app)

    async def serve(self) -> None:
        """Serve until `stop`, or until the process is asked to end."""
        with contextlib.closing(self._listening):
            await self._server.serve([self._listening])

    def stop(self) -> None:
        """Let `serve` return."""
        self._server.should_exit = True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Serve while the block lasts, without touching the process's signals; yields the address."""
        async with self._server.running(self._listening) as url:
            yield url


class _LettingGo(Guest):
    """Uvicorn waits for open answers when it ends; the live lines are told first."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(app, lifespan="on")
        self._workspace_app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, after the open pages have been let go."""
        site = self._workspace_app.state.site
        assert isinstance(site, Site)
        site.workspace.changes.close()
        await super().shutdown(sockets)
