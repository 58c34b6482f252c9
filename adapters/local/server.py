"""The workspace on a port of this machine: finds a free one, and lets open pages go when it ends."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import uvicorn
from starlette.applications import Starlette

from adapters.local.site import Site
from bot.errors import EnvironmentProblem

DEFAULT_PORT: Final = 8420
_TRIES: Final = 50


def bound(port: int | None = None, host: str = "127.0.0.1") -> socket.socket:
    """Return a socket on the port asked for, else on the first free one from the default on; 0 is any.

    The protocol is named because asyncio sends without delay (TCP_NODELAY) only on sockets that name it: without it
    every answer waits 40 ms for the other side's acknowledgement.
    """
    ports = [port] if port is not None else [*range(DEFAULT_PORT, DEFAULT_PORT + _TRIES), 0]
    for candidate in ports:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
            listening.listen(128)
        except OSError:
            listening.close()
        else:
            return listening
    raise EnvironmentProblem(
        f"Port {port} is in use on {host}, or not allowed. Choose another one with --port, or leave it away: "
        "then the next free one is taken."
    )


class LocalServer:
    """Serves the workspace. `url` is its address as soon as there is a socket."""

    def __init__(self, app: Starlette, listening: socket.socket) -> None:
        self._app, self._listening = app, listening
        host, port = listening.getsockname()[:2]
        self.port: int = port
        self.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=3, server_header=False, lifespan="on"
        )
        self._server = _LettingGo(config, app)

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
        with contextlib.closing(self._listening):
            task = asyncio.create_task(self._server.serve_quietly([self._listening]))
            try:
                await self._server.ready.wait()
                yield self.url
            finally:
                self.stop()
                await task


class _LettingGo(uvicorn.Server):
    """Uvicorn waits for open answers when it ends; the live lines are told first."""

    def __init__(self, config: uvicorn.Config, app: Starlette) -> None:
        super().__init__(config)
        self._workspace_app = app
        self.ready = asyncio.Event()

    async def serve_quietly(self, sockets: list[socket.socket]) -> None:
        """Serve as a guest in somebody else's process."""
        await self._serve(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        try:
            await super().startup(sockets)
        finally:
            self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, after the open pages have been let go."""
        site = self._workspace_app.state.site
        assert isinstance(site, Site)
        site.workspace.changes.close()
        await super().shutdown(sockets)
