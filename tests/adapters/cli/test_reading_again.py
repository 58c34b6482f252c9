"""A bot at work that is told to read its files again takes up what can be used; a bad file does it no harm."""

import asyncio
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from adapters.local.client import LocalClient
from tests.adapters.cli.files import write_files
from tests.adapters.cli.test_run import at_work, free_port, stopped


async def texts(url: str) -> list[str]:
    """Return what was said in the group; who answers is at work."""
    async with LocalClient(url) as client:
        return [message["text"] for message in await client.messages("L2", "#baobab")]


async def says(process: "subprocess.Popen[str]", words: str) -> str:
    """Wait for a line of the log with these words; return it."""
    assert process.stderr is not None
    while line := await asyncio.wait_for(asyncio.to_thread(process.stderr.readline), 60):
        if words in line:
            return line
    raise AssertionError(f"it ended and never said: {words}")


async def is_at(process: "subprocess.Popen[str]") -> str:
    """Wait until it says where it is at work; return the address."""
    assert process.stdout is not None
    line = await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), 60)
    found = re.search(r"http://[\d.:]+", line)
    assert found, line
    return found.group().rstrip(".")


def on_port(good: str, port: int) -> str:
    """Return the configuration with another port for the workspace."""
    return re.sub(r"port = \d+", f"port = {port}", good)


@pytest.mark.waits
@pytest.mark.fault(36)
async def test_a_bad_file_changes_nothing_and_a_good_one_is_taken_up_while_it_runs(tmp_path: Path) -> None:
    config = write_files(tmp_path, port=free_port())
    good = config.read_text()
    async with at_work(config) as (process, url):
        async with LocalClient(url) as client:
            await client.say("L1", "#baobab", "Good morning")

        config.write_text(good + "\n[slack]\nenabeld = true\n")
        process.send_signal(signal.SIGHUP)
        told = await says(process, "the one before goes on")
        assert re.search(r"kith\.toml:\d+: slack\.enabeld", told), told
        assert "Good morning" in await texts(url)

        with socket.socket() as taken:  # a file without a fault, of which this machine has no use
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            config.write_text(on_port(good, taken.getsockname()[1]))
            process.send_signal(signal.SIGHUP)
            assert "is in use on" in await says(process, "the one before goes on")
        assert await is_at(process) == url
        assert "Good morning" in await texts(url)

        port = free_port()
        config.write_text(on_port(good, port))
        process.send_signal(signal.SIGHUP)
        moved = await is_at(process)
        assert moved.endswith(f":{port}")
        assert "Good morning" in await texts(moved)

        process.send_signal(signal.SIGHUP)
        await says(process, "nothing in them has changed")
        await stopped(process, signal.SIGTERM)

    assert process.returncode == 0
