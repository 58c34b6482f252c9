"""How what runs beside everything else is ended: it is told again where it did not hear, and left behind after a while.

Libraries take a cancellation for a trouble of their own now and then, and go on; `asyncio.wait_for` loses one that
comes with an answer (before Python 3.12). A process that waits for such a task once and for all never ends.
"""

import asyncio
import logging
from typing import Any, Final

log = logging.getLogger(__name__)

ENDS_WITHIN: Final = 6.0
TOLD_AGAIN_AFTER: Final = 4.0
"""Seconds: whoever says goodbye or still answers somebody has the time for it."""


async def ended(
    *tasks: "asyncio.Task[Any] | None", within: float = ENDS_WITHIN, again_after: float = TOLD_AGAIN_AFTER
) -> None:
    """Cancel tasks and wait for their end, `within` seconds at most; what they raise is not told."""
    loop = asyncio.get_running_loop()
    left, until = {task for task in tasks if task is not None}, loop.time() + within
    while left and (now := loop.time()) < until:
        for task in left:
            task.cancel()
        done, left = await asyncio.wait(left, timeout=min(again_after, until - now))
        for task in done:
            _ = task.cancelled() or task.exception()  # so that asyncio does not tell it either
    for task in left:
        log.error("%s does not end; it is left behind", task.get_name())
