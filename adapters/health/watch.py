"""The auditor's rounds, beside the heartbeat and not in it: a heart that stands still must be noticed too."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from adapters.health.state import Health
from bot.auditor import Auditor

log = logging.getLogger(__name__)

EVERY: Final = 15.0
WITHIN: Final = 10.0
"""Seconds for a look; a storage that is locked for longer is a trouble of its own."""


async def keep_looking(auditor: Auditor, health: Health, wake: Callable[[], None], every: float = EVERY) -> None:
    """Look every 15 s until cancelled; where something is stuck the heart is woken.

    The first look waits as long: after a start there is much to catch up with, and nothing of it is stuck.
    """
    while True:
        await asyncio.sleep(every)
        health.troubles()  # so that how long a platform is away is known to the second round
        try:
            async with asyncio.timeout(WITHIN):
                found = await auditor.look()
        except Exception as problem:  # it is told, and the next look comes
            log.error("the auditor could not look: %s", type(problem).__name__)
            health.could_not_look(type(problem).__name__)
        else:
            health.looked(found)
            if found:
                wake()
