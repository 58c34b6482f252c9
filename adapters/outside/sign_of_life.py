"""A sign of life to a service outside, which raises the alarm when it stays away: the dead cannot report themselves."""

import asyncio
import logging
from collections.abc import Callable

from adapters.http import httpx

log = logging.getLogger(__name__)

EVERY = 60.0
WITHIN = 10.0


async def show_life(url: str, is_well: Callable[[], bool], every: float = EVERY) -> None:
    """Fetch `url` every minute while `is_well`; runs until it is cancelled. A service that is away changes nothing."""
    was_away = False
    async with httpx.AsyncClient(timeout=WITHIN) as client:
        while True:
            if is_well():
                was_away = await _knock(client, url, was_away=was_away)
            await asyncio.sleep(every)


async def _knock(client: httpx.AsyncClient, url: str, *, was_away: bool) -> bool:
    """Return whether the service is away; tell it once, when that begins."""
    try:
        answer = await client.get(url)
        is_away = answer.is_error
    except (httpx.HTTPError, httpx.InvalidURL):
        is_away = True
    if is_away and not was_away:
        log.warning("the service for signs of life cannot be reached")
    return is_away
