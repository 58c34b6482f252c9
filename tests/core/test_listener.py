"""A process that is killed while messages pour in has every message it acknowledged, once.

KITH_KILLS says how often it is killed (8 times unless it is set; `make faults` sets 60).
"""

import os
import random
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from storage.engine import open_storage
from tests.adapters.forking import _server
from tests.core.listener import listen
from tests.core.test_plain import people
from tests.storage.sample import KEY

KILLS = int(os.environ.get("KITH_KILLS", "8"))
_TOLD_AGAIN = 100


@pytest.mark.waits
@pytest.mark.faults
@pytest.mark.fault(1)
async def test_nothing_acknowledged_is_missing_after_kills_under_load(tmp_path: Path, made_file: Path) -> None:
    path, chance = tmp_path / "kith.sqlite3", random.Random(5)
    shutil.copy(made_file, path)
    url = f"sqlite+aiosqlite:///{path}"
    storage = await open_storage(url, key=KEY)
    await people(storage)
    await storage.close()

    acknowledged: set[int] = set()
    for _ in range(KILLS):
        first = max(max(acknowledged, default=0) - _TOLD_AGAIN, 0)  # a platform tells again what nobody acknowledged
        acknowledged |= killed_after(chance.randrange(50, 400), url, first)

    with sqlite3.connect(path) as database:
        counted = [int(number) for (number,) in database.execute("SELECT message_id FROM participations")]
        claimed = [key for (key,) in database.execute("SELECT key FROM inbox WHERE key LIKE 'local:w1:m%'")]
    database.close()
    assert acknowledged
    assert acknowledged - set(counted) == set(), "acknowledged, and missing"
    assert len(counted) == len(set(counted)), "counted twice"
    assert len(claimed) == len(counted), "half of it stored"


def killed_after(many: int, url: str, first: int) -> set[int]:
    """Let a process hear messages, kill it after so many acknowledged ones; return which it acknowledged."""
    told, tells = _server().Pipe(duplex=False)
    process = _server().Process(target=listen, args=(url, first, many, tells))
    process.start()
    tells.close()
    said = b""
    while more := os.read(told.fileno(), 65_536):
        said += more
    process.join()
    told.close()
    assert process.exitcode == -signal.SIGKILL
    return {int(number) for number in said.decode().splitlines()}
