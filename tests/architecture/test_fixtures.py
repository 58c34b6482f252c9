"""The databases and the network guard that every other test leans on."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests import databases, network
from tests.network import OffThisMachineError

USE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from tests import databases
with databases._shared(Path(sys.argv[1])) as server, server.fresh():
    print(os.getpid(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("turn", ["first", "second"])
async def test_each_test_gets_an_empty_database(database_url: str, turn: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE only_here (id INTEGER)"))
    await engine.dispose()


def test_a_copy_of_a_template_brings_its_tables(postgres_databases: databases.Databases) -> None:
    with postgres_databases.fresh() as template:
        plain = template.replace("+psycopg", "")
        with psycopg.connect(plain) as connection:
            connection.execute("CREATE TABLE kept (id INTEGER)")
        name = psycopg.conninfo.conninfo_to_dict(plain)["dbname"]

        with (
            postgres_databases.fresh(template=str(name)) as copy,
            psycopg.connect(copy.replace("+psycopg", "")) as connection,
        ):
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


@pytest.mark.skipif("KITH_TEST_POSTGRES_URL" in os.environ, reason="KITH_TEST_POSTGRES_URL names a server of its own")
def test_the_server_is_gone_soon_after_its_last_user_was_killed() -> None:
    folder = databases._folder().with_name(f"kith-postgres-{os.getpid()}")
    folder.mkdir()

    killed = subprocess.run([sys.executable, "-c", USE_AND_DIE, folder], cwd=databases.ROOT, check=False)

    assert killed.returncode == -9
    deadline = time.monotonic() + 20
    while (folder / "data").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not (folder / "data").exists()
    assert _processes_that_name(folder) == []
    shutil.rmtree(folder)


def _processes_that_name(folder: Path) -> list[str]:
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if str(folder) in line and "postgres" in line.split()[0]]


def test_a_connection_off_this_machine_is_refused() -> None:
    with pytest.raises(OffThisMachineError), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(OffThisMachineError):
        socket.getaddrinfo("example.org", 80)

    assert network.attempts == ["socket.connect 192.0.2.1", "socket.getaddrinfo example.org"]
    network.attempts.clear()


async def test_a_connection_off_this_machine_is_refused_in_a_coroutine() -> None:
    with pytest.raises(OffThisMachineError):
        await asyncio.open_connection("2001:db8::1", 80)

    network.attempts.clear()


def test_a_connection_within_this_machine_is_fine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as there:
        assert there.getpeername() == server.getsockname()
