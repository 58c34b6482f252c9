"""A web server and a mail server on loopback that behave as badly as a test asks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Hook:
    """A webhook's receiver: `answer` is written back as it is; empty closes the connection, None never answers."""

    answer: bytes | None = b"HTTP/1.1 204 No Content\r\n\r\n"
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks/kith"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        self.headers.append(headers | {"request": head[0]})
        if "content-length" in headers:
            self.bodies.append(json.loads(await reader.readexactly(int(headers["content-length"]))))
        if self.answer is None:
            await reader.read()  # until the other side gives up
        else:
            writer.write(self.answer)


@dataclass(slots=True)
class Post:
    """A mail server: `answers` replaces its reply to a command; an empty reply hangs up, None never comes."""

    answers: dict[str, str | None] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        word = "GREETING"
        while await self._reply(word, reader, writer):
            line = (await reader.readline()).decode().strip()
            if not line:
                return
            self.commands.append(line)
            word = line.split()[0].split(":")[0].upper()
            if word == "DATA" and word not in self.answers:
                await self._reply(word, reader, writer)
                self.mails.append((await reader.readuntil(b"\r\n.\r\n")).decode())
                word = "TEXT"

    async def _reply(self, word: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        usual = {"GREETING": "220 ready", "EHLO": "250 here", "DATA": "354 go on", "QUIT": "221 bye"}
        answer = self.answers.get(word, usual.get(word, "250 ok"))
        if answer is None:
            await reader.read()
            return False
        if answer:
            writer.write(f"{answer}\r\n".encode())
            await writer.drain()
        return bool(answer)


@asynccontextmanager
async def serving(server: Hook | Post) -> AsyncIterator[None]:
    """Serve on a free port while the block lasts, and end every conversation with it."""
    talks: dict[asyncio.Task[None] | None, asyncio.StreamWriter] = {}

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks[asyncio.current_task()] = writer
        try:
            await server.serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield
    finally:
        listening.close()
        for task, writer in talks.items():
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            writer.transport.abort()
            with suppress(OSError):
                await writer.wait_closed()
        await listening.wait_closed()
