"""An operator's day: begin, run, upgrade, copy, break, restore, run on; with the programs an operator has."""

import asyncio
import re
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from alembic import command
from click.testing import Result
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from storage.migrate import _config
from storage.schema import REVISION
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.test_run import at_work, ended, free_port, start, stopped


def an_older_version_ran_here(path: Path) -> None:
    """Leave a database with the very first schema."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()


def revision(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def configured(kith: Kith, folder: Path) -> tuple[Path, dict[str, int]]:
    """Let `kith init` write the files, and turn on what this operator wants."""
    done = kith("init", "--folder", folder, "--name", "Spring", "--coordinators", "Cora,Carl", "--yes")
    assert done.exit_code == 0, done.stderr
    config, ports = folder / "kith.toml", {name: free_port() for name in ("local", "health", "exchange")}
    text = config.read_text(encoding="utf-8")
    for name, port in ports.items():
        begins = text.index(f"\n[{name}]")
        section = re.sub(r"(?m)^port = \d+", f"port = {port}", text[begins:], count=1)
        text = text[:begins] + re.sub(r"(?m)^enabled = false", "enabled = true", section, count=1)
    text = text.replace('folder = ""', 'folder = "copies"', 1)
    config.write_text(text, encoding="utf-8")
    return config, ports


async def copies(folder: Path) -> list[Path]:
    """Wait for the copies that the running bot makes."""
    async with asyncio.timeout(30):
        while not (found := sorted((folder / "copies").glob("*.sqlite3"))):  # noqa: ASYNC110 - files have no event
            await asyncio.sleep(0.05)
    return found


@pytest.mark.faults
async def test_an_operators_day(kith: Kith, folder: Path) -> None:
    async def typed(*words: str | Path) -> Result:
        return await asyncio.to_thread(kith, *words)  # commands have event loops of their own

    config, ports = configured(kith, folder)
    database = folder / "kith.sqlite3"
    an_older_version_ran_here(database)
    checked, looked = await typed("check-config", config), await typed("doctor", "--config", config)
    assert checked.exit_code == 0, checked.stderr
    assert looked.exit_code == 1
    assert "has schema 0001" in looked.stdout

    async with at_work(config) as (first, _):  # the upgrade comes with the start
        token = await typed("token", "create", "moodle", "--cohort", "spring", "--may", "people", "--config", config)
        async with httpx.AsyncClient(trust_env=False) as client:
            brought = await client.put(
                f"http://127.0.0.1:{ports['exchange']}/v1/people",
                json={"people": [{"id": "L9", "name": "Ines"}]},
                headers={"authorization": f"Bearer {token.stdout.splitlines()[0]}"},
            )
            figures = (await client.get(f"http://127.0.0.1:{ports['health']}/metrics")).text
        scheduled = await copies(folder)
        by_hand = await typed("backup", folder / "before-lunch.sqlite3", "--config", config)
        _, log = await stopped(first, signal.SIGTERM)
    assert revision(database) == REVISION
    assert brought.status_code == 200, brought.text
    assert "kith_alive 1.0" in figures
    assert by_hand.exit_code == 0, by_hand.stderr
    assert len(scheduled) == 1
    assert token.stdout.strip() not in log

    whole = database.read_bytes()  # a disk that forgot most of it
    database.write_bytes(whole[:8192] + b"rubbish." * ((len(whole) - 8192) // 8))
    broken = start(config)
    with ended(broken):
        _, said = await asyncio.to_thread(broken.communicate, None, 60)
    assert broken.returncode == 3
    assert "before-lunch.sqlite3" in said

    back = await typed("restore", folder / "before-lunch.sqlite3", "--config", config, "--yes")
    assert back.exit_code == 0, back.stderr
    async with at_work(config) as (again, url):
        async with httpx.AsyncClient(trust_env=False) as client:
            page = (await client.get(f"{url}/as/C1", follow_redirects=True)).status_code
            ready = (await client.get(f"http://127.0.0.1:{ports['health']}/readyz")).json()
        await stopped(again, signal.SIGTERM)
    assert (page, ready["troubles"], again.returncode) == (200, [], 0)
    with closing(sqlite3.connect(database)) as kept:
        assert kept.execute("SELECT count(*) FROM members WHERE handle = 'L9'").fetchone() == (1,)
