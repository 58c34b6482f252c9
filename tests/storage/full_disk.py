"""What a house does on a disk that is full. A program of its own, since it is run where such a disk can be made.

`python -m tests.storage.full_disk FOLDER` prints as JSON what held; the folder is a small file system.
"""

import asyncio
import json
import sys
from contextlib import suppress
from pathlib import Path

from adapters.clock import SimulatedClock
from bot.events import DeliveryFailed
from storage.engine import open_storage
from tests.core.fate import Fate
from tests.core.office import Office, opened, staffed
from tests.core.platform import Platform
from tests.storage.sample import KEY, NOW

MANY = 300


def fill(folder: Path) -> None:
    """Write until nothing more fits."""
    with suppress(OSError), (folder / "filler").open("wb", buffering=0) as filler:
        while filler.write(b"x" * 65536):
            pass


async def tells(office: Office, number: int) -> bool:
    """Let something happen that has to be stored; whether whoever asked was told that it went wrong."""
    replies = await office.app.handle(DeliveryFailed(f"dead:{number}", NOW, "case.alert", f"k{number}", "closed"))
    return not replies


async def at_work(folder: Path) -> dict[str, bool]:
    """Fill the disk under a house at work; something goes on happening."""
    async with opened(_url(folder)) as office:
        await office.storage.keep_room()
        fill(folder)
        went_well = [await tells(office, number) for number in range(MANY)]
        return {
            "at work, it says so": False in went_well,
            "at work, no success is false": went_well.count(True) == len(await office.told()),
            "at work, it stores what comes next": went_well[-1] and went_well.count(False) < 3,
            "at work, health is red": office.storage.is_short_of_room,
        }


async def with_room_again(folder: Path) -> dict[str, bool]:
    """Make room: some of it is set aside."""
    (folder / "filler").unlink()
    storage = await open_storage(_url(folder), key=KEY)
    await storage.keep_room()
    is_kept = (folder / "kith.sqlite3.ballast").exists() and not storage.is_short_of_room
    await storage.close()
    return {"with room again, some is set aside": is_kept}


async def at_the_start(folder: Path) -> dict[str, bool]:
    """Start on a disk that is full."""
    fill(folder)
    storage = await open_storage(_url(folder), key=KEY)
    try:
        clock = SimulatedClock(NOW)
        office = staffed(storage, clock, Platform(clock), "one", Fate())
        return {
            "at the start, it reads": len(await office.told()) > 0,
            "at the start, it stores": await tells(office, MANY),
            "at the start, health is red": storage.is_short_of_room,
        }
    finally:
        await storage.close()


async def everything(folder: Path) -> dict[str, bool]:
    """Do all of it, one after another."""
    return await at_work(folder) | await with_room_again(folder) | await at_the_start(folder)


def _url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'kith.sqlite3'}"


if __name__ == "__main__":
    print(json.dumps(asyncio.run(everything(Path(sys.argv[1])))))  # noqa: T201
