"""Serving the web from within a process that does other things too: a port, and a server that is a guest there."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette

from adapters.ending import ended
from bot.errors import EnvironmentProblem

_ANSWERS_WITHIN: Final = 3
"""Seconds for answers that are under way at the end."""


def listening_on(host: str, port: int) -> socket.socket:
    """Return a socket that listens; 0 is any free port. OSError where the port is taken or not allowed.

    The protocol is named because asyncio sends without delay (TCP_NODELAY) only on sockets that name it: without it
    every answer waits 40 ms for the other side's acknowledgement.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def held(host: str, port: int, section: str, also: str = "") -> socket.socket:
    """Return a socket on a port of the configuration; EnvironmentProblem, with what to change, where it is taken."""
    try:
        return listening_on(host, port)
    except OSError:
        raise EnvironmentProblem(
            f"Port {port} is in use on {host}, or not allowed. Set another `port` under [{section}] in the "
            f"configuration{also}, or stop what uses it."
        ) from None


def url_of(listening: socket.socket) -> str:
    """Return the address of what is served on a socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Guest(uvicorn.Server):
    """A server that leaves the process's signals to whoever owns the process. `ready` is set as soon as it answers."""

    def __init__(self, app: Starlette, **settings: Any) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,  # its own would write past whatever takes secrets out
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=_ANSWERS_WITHIN,
                server_header=False,
                **settings,
            )
        )
        self.ready = asyncio.Event()

    @asynccontextmanager
    async def running(self, listening: socket.socket) -> AsyncIterator[str]:
        """Serve while the block lasts, and close the socket afterwards; yields the address."""
        with contextlib.closing(listening):
            task = asyncio.create_task(self._serve([listening]), name="kith serves the web")
            try:
                await self.ready.wait()
                yield url_of(listening)
            finally:
                self.should_exit = True
                await asyncio.wait({task}, timeout=_ANSWERS_WITHIN + 1)
                if task.done():
                    task.result()
                await ended(task)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        try:
            await super().startup(sockets)
        finally:
            self.ready.set()
