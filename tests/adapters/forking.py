"""Processes of `kith`: started from nothing, or forked from one that has imported everything.

A forked one is the same program with a memory of its own and dies by `kill -9` like any other; it costs a fifth of the
time, and where processes are killed again and again that is most of it.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess


@cache
def _server() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(["pytest", "tests.adapters.forked"])
    return context


class Spawned:
    """A process started from nothing; `environment` is all it finds there, `log` takes what it writes to stderr."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.send_signal = process.send_signal

    @classmethod
    async def begin(cls, arguments: Sequence[str], environment: Mapping[str, str], log: str) -> "Spawned":
        """Start it."""
        command = [sys.executable, "-m", "bot", *arguments]
        with open(log, "a") as errors:  # noqa: ASYNC230 - a small file of a test
            return cls(await create_subprocess_exec(*command, stdout=PIPE, stderr=errors, env=environment))

    @property
    def returncode(self) -> int | None:
        """How it ended; None while it lives."""
        return self._process.returncode

    async def line(self) -> bytes:
        """Return the next line of its output."""
        assert self._process.stdout is not None
        return await self._process.stdout.readline()

    async def wait(self) -> int:
        """Wait until it has ended; return how."""
        await self._process.communicate()
        assert self._process.returncode is not None
        return self._process.returncode


class Forked:
    """The same, forked; `mutant` takes a rule out of it (`tests/core/mutants.py`)."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], log: str, mutant: str = "") -> None:
        self._said, says = _server().Pipe(duplex=False)
        self._process = _process((list(arguments), dict(environment), log, says, mutant))
        self._process.start()
        says.close()
        self._lines: asyncio.StreamReader | None = None

    @property
    def returncode(self) -> int | None:
        """How it ended; None while it lives."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    async def line(self) -> bytes:
        """Return the next line of its output."""
        if self._lines is None:
            self._lines = asyncio.StreamReader()
            protocol = asyncio.StreamReaderProtocol(self._lines)
            pipe = os.fdopen(os.dup(self._said.fileno()), "rb")
            self._transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, pipe)
        return await self._lines.readline()

    async def wait(self) -> int:
        """Wait until it has ended; return how."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        if self._lines is not None:
            self._transport.close()
        self._said.close()
        code = self._process.exitcode
        assert code is not None
        return code


def _process(given: tuple[list[str], dict[str, str], str, Connection, str]) -> ForkServerProcess:
    from tests.adapters.forked import become

    return _server().Process(target=become, args=given)
