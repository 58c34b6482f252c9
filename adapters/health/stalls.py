"""How long the event loop stands still: whoever sleeps for half a second is woken late by that much."""

import asyncio
from datetime import timedelta
from typing import Final

from bot.tally import Lags

EVERY: Final = 0.5


async def keep_measuring(stalls: Lags, every: float = EVERY) -> None:
    """Sleep, and count how late each waking is, until cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        began = loop.time()
        await asyncio.sleep(every)
        stalls.note(timedelta(seconds=loop.time() - began - every))
