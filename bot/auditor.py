"""The auditor: looks for work that should have been done by now, mends what can be mended, counts, and says so.

It asks the storage alone, so that it finds what any process left behind; whoever runs it decides how often.
"""

import logging
from collections import Counter
from typing import Final

from bot.app import Application
from bot.delivery import Courier
from bot.effects import Later
from bot.repositories import Stuck

log = logging.getLogger(__name__)

LOOKED_AT: Final = "auditor.looked_at"
"""The fact that says when an auditor last looked."""
_MANY: Final = 100


class Auditor:
    """One look at a time. `mended` counts what was put right since the start, by kind."""

    def __init__(self, app: Application, courier: Courier) -> None:
        self._app, self._courier = app, courier
        self.mended: Counter[str] = Counter()
        self._found = Stuck()

    async def look(self) -> Stuck:
        """Return what was stuck when it looked; leases and forgotten cases are mended then.

        It notes that it looked, and raises what keeps it from that: where nothing is due nobody else would find out
        that nothing can be stored.
        """
        now = self._app.clock.now()
        async with self._app.storage.snapshot() as tx:
            found = await tx.stuck.now(now)
        async with self._app.storage.transaction() as tx:
            await tx.facts.put(LOOKED_AT, now.isoformat())
        if found.leases:
            self.mended["leases"] += await self._courier.expire()
        if found.cases:
            self.mended["cases"] += await self._remind()
        if sealed := await self._app.storage.keep_up():
            self.mended["plain"] += sealed
        self._tell(found)
        return found

    async def _remind(self) -> int:
        """Set the timers of open cases that have none: nobody would ever look at them again."""
        now = self._app.clock.now()
        async with self._app.storage.transaction() as tx:
            forgotten = await tx.stuck.forgotten(_MANY)
            for action in forgotten:
                log.error("%s had no timer: it is set now", action.id)
                await tx.timers.put(Later(now, action))
        return len(forgotten)

    def _tell(self, found: Stuck) -> None:
        """Say it once, when it changes."""
        if found == self._found:
            return
        self._found = found
        if found:
            log.error("stuck: %s", ", ".join(f"{number} {what}" for what, number in found.counts().items() if number))
        else:
            log.info("nothing is stuck any more")
