"""A platform's connection beside everything else a process does."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Final

from adapters.ending import ended

log = logging.getLogger(__name__)

HEARD_WITHIN: Final = 20.0
"""Seconds a start waits for a platform before everything else goes on without it."""


@asynccontextmanager
async def connected(
    platform: str, staying: Coroutine[None, None, None], is_there: asyncio.Event
) -> AsyncIterator["asyncio.Task[None]"]:
    """Let `staying` run until the block ends; the block begins once `is_there`, or without it after a while.

    Yields the task. Raises what `staying` raises before the platform is there.
    """
    running = asyncio.create_task(staying, name=f"kith on {platform}")
    listening = asyncio.create_task(is_there.wait(), name=f"{platform} listens")
    try:
        await asyncio.wait({running, listening}, timeout=HEARD_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        if not listening.done():
            log.warning("%s is not there yet; everything else begins without it", platform)
        yield running
    finally:
        await ended(running, listening)
