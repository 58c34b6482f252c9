"""However a process of `kith run` stands, whoever asks for its end gets it: politely, or else all the same."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from queue import SimpleQueue

import pytest

from adapters.cli.group import Exit
from adapters.cli.last_resort import LastResort
from bot.errors import BadInput, EnvironmentProblem, Fault
from tests.adapters.cli.files import KEY, write_files
from tests.adapters.cli.test_run import free_port
from tests.adapters.forking import Forked

TOKENS = {"KITH_SLACK_BOT_TOKEN": "xoxb-1", "KITH_SLACK_APP_TOKEN": "xapp-1"}
HERE = "tests.adapters.cli.deaf"


@asynccontextmanager
async def begun(config: Path, mutant: str = "") -> AsyncIterator[Forked]:
    """A process with these files, which is gone at the end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
    environment |= {"KITH_KEY": KEY, **TOKENS}
    process = Forked(["run", "--config", str(config)], environment, str(config.parent / "log"), mutant)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
            await process.wait()


@asynccontextmanager
async def black_hole() -> AsyncIterator[tuple[str, asyncio.Event]]:
    """A platform that takes every request and answers none; yields where it is, and what is set when it was asked."""
    asked, swallowing = asyncio.Event(), list[asyncio.StreamWriter]()

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        swallowing.append(writer)
        await reader.readline()
        asked.set()

    server = await asyncio.start_server(swallow, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/", asked
    server.close()
    for writer in swallowing:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_start_that_waits_for_a_platform_is_given_up(tmp_path: Path, how: signal.Signals) -> None:
    async with black_hole() as (address, asked):
        config = write_files(tmp_path, port=free_port())
        config.write_text(f'{config.read_text()}\n[slack]\nenabled = true\napi_base = "{address}"\n')
        async with begun(config) as process:
            await asyncio.wait_for(asked.wait(), 30)
            process.send_signal(how)
            said = await process.line()
            code = await process.wait()

    assert (said, code) == (b"Kith has stopped. What is due waits for the next start.\n", 0)
    log = (tmp_path / "log").read_text()
    assert "is not there yet" not in log
    assert " ERROR " not in log


async def test_what_does_not_hear_that_it_should_end_is_left_and_named(tmp_path: Path) -> None:
    async with begun(write_files(tmp_path, port=free_port()), f"{HERE}:deaf") as process:
        assert b"Kith is at work." in await process.line()
        process.send_signal(signal.SIGTERM)
        code = await process.wait()

    assert code == Exit.ENVIRONMENT
    log = (tmp_path / "log").read_text()
    assert "not everything ended within 0 s (kith sweeper at deaf.py:" in log
    assert "the next start settles what was under way" in log


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_who_asks_a_second_time_does_not_wait(tmp_path: Path, how: signal.Signals) -> None:
    async with begun(write_files(tmp_path, port=free_port()), f"{HERE}:never_ending") as process:
        assert b"Kith is at work." in await process.line()
        process.send_signal(signal.SIGTERM)
        while "stopping" not in (tmp_path / "log").read_text():  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.01)
        process.send_signal(how)
        code = await process.wait()

    assert code == -how


@pytest.mark.parametrize(
    ("problem", "said", "code"),
    [
        (EnvironmentProblem("Slack does not accept the token."), "Slack does not accept the token.\n", 3),
        (BadInput([Fault("kith.toml", 3, "slack", "is wrong.")]), "kith.toml:3: slack: is wrong.\n", 2),
        (None, "", 3),
    ],
)
async def test_why_a_start_failed_is_told_also_where_something_does_not_end(
    capfd: pytest.CaptureFixture[str], problem: Exception | None, said: str, code: int
) -> None:
    left = SimpleQueue[int]()
    LastResort(0.01, left.put).begin(problem)

    assert await asyncio.to_thread(left.get, timeout=30) == code
    assert capfd.readouterr().err.startswith(said)


async def test_what_ends_and_goes_on_with_other_files_is_left_alone_unless_somebody_asked_for_the_end() -> None:
    left = SimpleQueue[int]()
    last_resort = LastResort(0.2, left.put)
    last_resort.begin()
    last_resort.call_off()
    await asyncio.sleep(0.3)
    assert left.empty()

    last_resort.begin(for_good=True)
    last_resort.call_off()
    assert await asyncio.to_thread(left.get, timeout=30) == Exit.ENVIRONMENT
