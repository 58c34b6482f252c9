"""A line of TCP between a client and a double, which breaks as lines do: after the request has arrived."""

import asyncio
import re
import socket
import struct
from contextlib import suppress
from enum import StrEnum
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_PART = 65536
_A_MESSAGE = re.compile(rb"POST \S*(?:/messages|chat\.postMessage)[ ?]")
"""The beginning of a request for a new message, on either platform."""
_SLOW = 0.2


class Break(StrEnum):
    """What happens to an answer. Before `STALE` the request has been taken."""

    LATE = "it comes some time later"
    RESET = "the connection is reset instead"
    HALF_CLOSED = "the other side says no more, without a word"
    CUT = "half of it comes, then the end"
    SLOW_CLOSE = "half of it comes, and the end some time later"
    BLACK_HOLE = "nothing comes, ever"
    STALE = "a connection that was kept is closed as the request comes"


class Line:
    """Passes everything on to `target`, an address like http://127.0.0.1:80/api; what comes next may `break_`."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._to, self._path = (parts.hostname or "", parts.port or 80), parts.path
        self._breaks: Break | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._open: list[asyncio.StreamWriter] = []

    @property
    def address(self) -> str:
        """Where clients find it: the target's path on another port."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}{self._path}"

    def break_(self, how: Break) -> None:
        """Let the next message that is sent, or its answer, meet this; what else is asked gets through."""
        self._breaks = how

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._open:
            writer.transport.abort()
        await asyncio.sleep(0)  # what was aborted is closed when the loop comes round

    async def _serve(self, near: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._open.append(client)
        far, server = await asyncio.open_connection(*self._to)
        self._open.append(server)
        met: list[Break] = []
        try:
            async with asyncio.TaskGroup() as both:
                answers = both.create_task(_answers(far, client, met))
                await self._requests(near, server, client, met)
                answers.cancel()
        except* OSError:
            pass
        finally:
            self._tasks.discard(task)
            for writer in (server, client):
                writer.close()

    async def _requests(
        self, near: asyncio.StreamReader, server: asyncio.StreamWriter, client: asyncio.StreamWriter, met: list[Break]
    ) -> None:
        while part := await near.read(_PART):
            if self._breaks is not None and _A_MESSAGE.match(part):
                met.append(self._breaks)
                self._breaks = None
            if Break.STALE in met:
                _reset(client)
                return
            server.write(part)
            await server.drain()


async def _answers(far: asyncio.StreamReader, client: asyncio.StreamWriter, met: list[Break]) -> None:
    while part := await far.read(_PART):
        how = met.pop() if met else None
        if how is None or how is Break.LATE:
            await asyncio.sleep(_SLOW if how else 0)
            client.write(part)
            await client.drain()
        else:
            await _broken(how, part, client)
            return
    client.close()


async def _broken(how: Break, answer: bytes, client: asyncio.StreamWriter) -> None:
    half = answer[: len(answer) // 2]
    match how:
        case Break.RESET:
            _reset(client)
        case Break.HALF_CLOSED:
            client.write_eof()
        case Break.CUT | Break.SLOW_CLOSE:
            client.write(half)
            await asyncio.sleep(_SLOW if how is Break.SLOW_CLOSE else 0)
            client.close()
        case _:
            await asyncio.Event().wait()


def _reset(client: asyncio.StreamWriter) -> None:
    """Close without a goodbye: the other side sees a reset."""
    with suppress(OSError):
        client.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.transport.abort()
