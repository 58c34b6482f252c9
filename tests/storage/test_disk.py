"""A disk that is full, and a file that is damaged: nothing is lost that was promised, and it is said what to do."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import EnvironmentProblem
from storage.address import parse_address
from storage.care import backup
from storage.engine import open_storage
from tests.storage.sample import KEY, add_people, message, post

SMALL = "mount -t tmpfs -o size=40m none '{folder}' && exec '{python}' -m tests.storage.full_disk '{folder}'"


@pytest.mark.fault(12, 13)
def test_on_a_full_disk_what_is_urgent_is_stored_and_nobody_is_told_a_false_success(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare here to make a small disk with")
    shell = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if subprocess.run([*shell, f"mount -t tmpfs none {tmp_path}"], capture_output=True, check=False).returncode:
        pytest.skip("nobody may make a small disk here")
    program = SMALL.format(folder=tmp_path, python=sys.executable)

    done = subprocess.run([*shell, program], capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 0, done.stderr
    held = json.loads(done.stdout)
    assert [what for what, is_so in held.items() if not is_so] == []
    assert done.stderr.count("make room at once") == 2


async def damaged(url: str, path: Path) -> None:
    """Make a database with something in it, and overwrite a page in its middle."""
    storage = await open_storage(url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)
    await post(storage, *(message(f"m{number}") for number in range(200)))
    await storage.close()
    backup(url, path.with_name("good.backup"))
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xa5" * 8192)


async def _commit_nothing_of(connection: AsyncConnection) -> None:
    await connection.execute(text("CREATE TABLE part (whole INTEGER REFERENCES cohorts DEFERRABLE INITIALLY DEFERRED)"))
    await connection.execute(text("INSERT INTO part VALUES (4711)"))


@pytest.mark.fault(12)
async def test_after_a_commit_that_failed_whatever_comes_next_is_stored(sqlite_url: str) -> None:
    storage = await open_storage(sqlite_url, key=KEY)
    with pytest.raises(IntegrityError):
        async with storage._database.write() as connection:
            await _commit_nothing_of(connection)

    async with storage._database.write() as connection:
        await connection.execute(text("CREATE TABLE later (id INTEGER)"))
    async with storage.transaction() as tx:
        await add_people(tx)
    await storage.close()


@pytest.mark.fault(14)
async def test_a_damaged_file_is_refused_before_anything_is_written_and_the_sound_copy_is_named(
    sqlite_url: str,
) -> None:
    path = Path(sqlite_url.removeprefix("sqlite+aiosqlite:///"))
    await damaged(sqlite_url, path)
    before = path.read_bytes()

    with pytest.raises(EnvironmentProblem, match=r"damaged.*Nothing was written.*kith restore .*good\.backup"):
        await open_storage(sqlite_url, key=KEY)

    assert path.read_bytes() == before


async def test_the_newest_sound_copy_of_those_made_by_schedule_is_named(sqlite_url: str, tmp_path: Path) -> None:
    path = Path(sqlite_url.removeprefix("sqlite+aiosqlite:///"))
    await damaged(sqlite_url, path)
    copies = tmp_path / "on another disk"
    copies.mkdir()
    path.with_name("good.backup").rename(copies / "kith-20270301T070000Z.sqlite3")

    with pytest.raises(EnvironmentProblem, match=r"kith restore .*another disk/kith-20270301T070000Z\.sqlite3"):
        await open_storage(replace(parse_address(sqlite_url), copies=copies), key=KEY)


@pytest.mark.parametrize("left", [None, b""])
async def test_a_database_that_is_gone_while_its_copies_are_there_is_no_new_beginning(
    sqlite_url: str, tmp_path: Path, left: bytes | None
) -> None:
    path = Path(sqlite_url.removeprefix("sqlite+aiosqlite:///"))
    await damaged(sqlite_url, path)
    copies = tmp_path / "on another disk"
    copies.mkdir()
    path.with_name("good.backup").rename(copies / "kith-20270301T070000Z.sqlite3")
    path.unlink()
    if left is not None:
        path.write_bytes(left)

    with pytest.raises(EnvironmentProblem, match=r"is not there.*kith restore .*T070000Z\.sqlite3.*to begin anew"):
        await open_storage(replace(parse_address(sqlite_url), copies=copies), key=KEY)
    await (await open_storage(sqlite_url, key=KEY)).close()  # nobody keeps copies: it begins


async def test_without_a_sound_copy_beside_it_it_asks_for_the_newest_backup(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite+aiosqlite:///"))
    await damaged(sqlite_url, path)
    path.with_name("good.backup").write_bytes(path.read_bytes())

    with pytest.raises(EnvironmentProblem, match="with your newest backup"):
        await open_storage(sqlite_url, key=KEY)


async def test_a_file_nobody_may_write_is_told_with_what_to_do() -> None:
    if not Path("/sys/kernel").is_dir():
        pytest.skip("there is no folder here that refuses everybody, root too")

    with pytest.raises(EnvironmentProblem, match=r"cannot be written: .*Let the user Kith runs as write to it"):
        await open_storage("sqlite+aiosqlite:////sys/kernel/kith.sqlite3", key=KEY)


def test_a_read_only_disk_is_told_with_what_to_do(tmp_path: Path) -> None:
    shell = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*shell, f"mount -t tmpfs none {tmp_path}"], check=False).returncode
    ):
        pytest.skip("nobody may make a disk here")
    opening = "import asyncio; from storage.engine import open_storage; from tests.storage.sample import KEY; "
    opening += f"asyncio.run(open_storage('sqlite+aiosqlite:///{tmp_path}/kith.sqlite3', key=KEY))"
    program = f"mount -t tmpfs -o ro none '{tmp_path}' && exec '{sys.executable}' -c \"{opening}\""

    done = subprocess.run([*shell, program], capture_output=True, text=True, timeout=120, check=False)

    assert "cannot be written: Read-only file system" in done.stderr
