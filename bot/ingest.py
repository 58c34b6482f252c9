"""The way in for what people write in channels: many messages share a transaction, and each one's end is told after it.

Nothing waits for a batch to fill: it is what came while the one before was written. A message that asks for something,
such as a signal, ends its batch, so that it is committed, and its alarm sent, at once.
"""

import asyncio
from collections import deque
from dataclasses import dataclass

from bot.app import Application
from bot.effects import Reply
from bot.events import Event, MessageReceived
from bot.tally import Lags

BATCH = 100
MOST = 5_000
"""So many may wait; who brings more waits at the door, as their platform then does."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    event: Event
    answered: "asyncio.Future[list[Reply]]"


class Ingest:
    """Handles events as the application does; for messages in channels it waits its turn and shares the commit.

    `lags` counts how long after they happened events were stored.
    """

    def __init__(self, app: Application, most: int = MOST) -> None:
        self._app = app
        self._door = asyncio.Semaphore(most)
        self.lags = Lags()
        self._queue: deque[_Waiting] = deque()
        self._writer: asyncio.Task[None] | None = None

    async def handle(self, event: Event) -> list[Reply]:
        """Handle one event; when this returns it is committed. Returns the private answers."""
        replies = await self._handled(event)
        self.lags.note(self._app.clock.now() - event.at)
        return replies

    async def _handled(self, event: Event) -> list[Reply]:
        if not isinstance(event, MessageReceived) or event.place.is_direct:
            return await self._app.handle(event)
        async with self._door:
            waiting = _Waiting(event, asyncio.get_running_loop().create_future())
            self._queue.append(waiting)
            if self._writer is None:
                self._writer = asyncio.create_task(self._write(), name="kith ingest")
            return await waiting.answered

    async def _write(self) -> None:
        batch: list[_Waiting] = []
        try:
            while self._queue:
                batch = [self._queue.popleft() for _ in range(min(len(self._queue), BATCH))]
                await self._together(batch)
        except BaseException as end:  # the process ends: nobody may take this for stored
            for waiting in [*batch, *self._queue]:
                if not waiting.answered.done():
                    waiting.answered.set_exception(end)
            self._queue.clear()
        finally:
            self._writer = None

    async def _together(self, batch: list[_Waiting]) -> None:
        """Handle a batch; where that fails each for itself, so that only what is wrong goes wrong."""
        try:
            answers = await self._app.handle_together([waiting.event for waiting in batch])
        except Exception:  # whatever it was, whose it was is found, answered and logged one by one
            answers = [await self._app.handle(waiting.event) for waiting in batch]
        self._queue.extendleft(reversed(batch[len(answers) :]))
        for waiting, answer in zip(batch, answers, strict=False):
            if not waiting.answered.done():  # whoever waited for it may be gone
                waiting.answered.set_result(answer)
