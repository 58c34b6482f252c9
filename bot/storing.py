"""Whether anything can be stored at all just now; if not, whatever went wrong is not to blame for it."""

import logging
from datetime import datetime
from typing import Final

from bot.ports import Storage

log = logging.getLogger(__name__)

_TRIED: Final = "storage.tried_at"


async def can_store(storage: Storage, now: datetime) -> bool:
    """Try it: store a small fact of our own."""
    try:
        async with storage.transaction() as tx:
            await tx.facts.put(_TRIED, now.isoformat())
    except Exception as problem:  # whatever it is that keeps it from being stored
        log.warning("nothing can be stored: %s", type(problem).__name__)
        return False
    return True
