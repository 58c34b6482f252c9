"""A process that hears messages as fast as it can, 64 at a time, tells the number of each acknowledged one, and kills
itself the very moment it has told so many: whatever is under way then never ends.
"""

import asyncio
import itertools
import os
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection

from adapters.cli.house import ENGLISH
from adapters.clock import SimulatedClock
from bot.app import Application
from bot.events import MessageReceived, Place
from bot.flows import all_routes
from bot.ingest import Ingest
from bot.plain import Plain
from storage.engine import open_storage
from tests.storage.sample import KEY, L1, NOW, account

_AT_ONCE = 64


def listen(url: str, first: int, many: int, tells: Connection) -> None:
    """Hear messages from this number on until so many are acknowledged."""
    asyncio.run(_listen(url, itertools.count(first), many, tells.fileno()))


async def _listen(url: str, numbers: Iterator[int], many: int, tells: int) -> None:
    storage, clock, packs = await open_storage(url, key=KEY), SimulatedClock(NOW), ENGLISH.packs()
    app = Application(storage, all_routes(), clock, packs, b"secret")
    ingest = Ingest(app, Plain(storage, clock, packs, app.lately))

    acknowledged = itertools.count(1)

    async def writes() -> None:
        for number in numbers:
            place = Place("local", "w1", ("#g1", "#help")[number % 2])
            await ingest.handle(MessageReceived(f"m{number}", NOW, account(L1), place, f"{number}", "Good morning"))
            os.write(tells, f"{number}\n".encode())
            if next(acknowledged) == many:
                os.kill(os.getpid(), signal.SIGKILL)

    await asyncio.gather(*(writes() for _ in range(_AT_ONCE)))
