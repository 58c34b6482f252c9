"""Conversations: what is told of one is handled in order, and neighbours that may go together do."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class Lanes:
    """One lane a conversation, for as long as somebody is in it."""

    def __init__(self) -> None:
        self._lanes: dict[Hashable, _Party] = {}

    @asynccontextmanager
    async def within(self, lane: Hashable, *, together: bool = False) -> AsyncIterator[asyncio.Lock]:
        """Wait for what came earlier in a lane, but for neighbours that may go `together`, as this may.

        Yields a lock for what even those have to do in order.
        """
        last = self._lanes.get(lane)
        party = last if last is not None and last.together and together else _Party(last, together=together)
        self._lanes[lane] = party
        party.size += 1
        try:
            earlier = party.before
            while earlier is not None:  # whom that one waited for too, since it may have been cancelled meanwhile
                await earlier.ended.wait()
                earlier = earlier.before
            yield party.in_order
        finally:
            party.size -= 1
            if not party.size:
                self._end(lane, party)

    def _end(self, lane: Hashable, party: "_Party") -> None:
        party.ended.set()
        if party.before is not None and party.before.ended.is_set():
            party.before = None
        if self._lanes[lane] is party:
            del self._lanes[lane]


class _Party:
    """Those who are in a lane side by side, and whom they wait for."""

    def __init__(self, before: "_Party | None", *, together: bool) -> None:
        self.before, self.together = before, together
        self.size, self.ended, self.in_order = 0, asyncio.Event(), asyncio.Lock()
