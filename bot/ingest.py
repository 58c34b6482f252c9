"""The way in for what people write in channels: many messages share a transaction, and each one's end is told after it.

Nothing waits for a batch to fill: it is what came while the one before was written, and meanwhile what its messages say
is looked at. A message that asks for something, such as a signal, ends its batch, so that it is committed, and its
alarm sent, at once.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence

from bot.app import Application
from bot.effects import Reply
from bot.events import Event, MessageReceived
from bot.plain import Plain, Said
from bot.tally import Lags

log = logging.getLogger(__name__)

BATCH = 1_000
"""Messages in one transaction while they ask for nothing; about 20 ms of the event loop."""
_AHEAD = 64
"""So many are looked at before the loop turns to others; about half a millisecond."""
_BESIDE = 256
"""Where a server stores them, beside us: so many are looked at, then stored while the next ones are looked at. In a
thread of ours SQLite would wait for us until we have looked, so there all that came make one batch."""
_WITH_CARE = 100
"""So many where one of them asks for something, or may."""
MOST = 5_000
"""So many may wait; who brings more waits at the door, as their platform then does."""


class _Waiting:
    """A message in the queue, and who waits for it."""

    __slots__ = ("answered", "said")

    def __init__(self, event: MessageReceived) -> None:
        self.said = Said(event)
        self.answered: asyncio.Future[list[Reply]] = asyncio.get_running_loop().create_future()


class Ingest:
    """Handles events as the application does; for messages in channels it waits its turn and shares the commit.

    `lags` counts how long after they happened events were stored.
    """

    def __init__(self, app: Application, plain: Plain | None = None, most: int = MOST) -> None:
        self._app, self._plain = app, plain
        is_beside = plain is not None and plain.is_stored_elsewhere
        self._least, self._enough = (_BESIDE, _BESIDE) if is_beside else (1, BATCH)
        self._door = asyncio.Semaphore(most)
        self.lags = Lags()
        self._queue: deque[_Waiting] = deque()
        self._looked_at: deque[_Waiting] = deque()  # they come before the queue
        self._looks_at_once = False
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
            return await self.hear(event)

    def hear(self, event: MessageReceived) -> "asyncio.Future[list[Reply]]":
        """Take a message in a channel, however many wait; the future is done when it is committed."""
        waiting = _Waiting(event)
        if self._looks_at_once and self._plain is not None and len(self._looked_at) < self._enough:
            self._plain.look_ahead(waiting.said)
            self._looked_at.append(waiting)
        else:
            self._queue.append(waiting)
            self._looks_at_once = False
        if self._writer is None:
            self._writer = asyncio.create_task(self._write(), name="kith ingest")
        return waiting.answered

    async def _write(self) -> None:
        batch: list[_Waiting] = []
        try:
            while self._looked_at or self._queue:
                await self._look_at_enough()
                batch = [self._looked_at.popleft() for _ in range(min(len(self._looked_at), BATCH))]
                storing = asyncio.create_task(self._together(batch), name="kith stores messages")
                try:
                    await self._look_at_others(storing)
                finally:
                    storing.cancel()  # it has ended, unless we are told to end
                self._looked_at.extendleft(reversed(storing.result()))
        except BaseException as end:  # the process ends: nobody may take this for stored
            for waiting in [*batch, *self._looked_at, *self._queue]:
                if not waiting.answered.done():
                    waiting.answered.set_exception(end)
            self._looked_at.clear()
            self._queue.clear()
        finally:
            self._writer = None

    async def _look_at_enough(self) -> None:
        """Look at some where too few were looked at, so that there is a batch worth a statement."""
        while len(self._looked_at) < self._least and self._look_ahead(_AHEAD):  # noqa: ASYNC110 - others come between
            await asyncio.sleep(0)

    async def _look_at_others(self, storing: "asyncio.Task[list[_Waiting]]") -> None:
        """Look ahead while a batch is stored: its statements and the disk leave the processor to us."""
        self._looks_at_once = False
        try:
            await asyncio.sleep(0)  # the batch goes first
            while not storing.done() and self._look_ahead(_AHEAD):  # noqa: ASYNC110 - there is work; others come between
                await asyncio.sleep(0)
            self._looks_at_once = not self._queue
            await asyncio.wait([storing])
        finally:
            self._looks_at_once = False

    def _look_ahead(self, most: int) -> bool:
        """Look at what some of those in the queue say; False when there is none, or enough for the next batch."""
        some = min(len(self._queue), most, BATCH - len(self._looked_at))
        for _ in range(some):
            waiting = self._queue.popleft()
            if self._plain is not None:
                self._plain.look_ahead(waiting.said)
            self._looked_at.append(waiting)
        return some > 0

    async def _together(self, batch: list[_Waiting]) -> list[_Waiting]:
        """Handle what is plain, then what follows as far as it belongs together; return the rest."""
        done = await self._plainly(batch)
        _tell(batch, [[]] * done)
        batch, rest = batch[done : done + _WITH_CARE], batch[done + _WITH_CARE :]
        if batch:
            answers = await self._with_care(batch)
            _tell(batch, answers)
            rest = [*batch[len(answers) :], *rest]
        return rest

    async def _plainly(self, batch: Sequence[_Waiting]) -> int:
        """Store the first messages that ask for nothing; return how many."""
        if self._plain is None:
            return 0
        try:
            return await self._plain.take([waiting.said for waiting in batch])
        except Exception as problem:  # one by one it shows whose it was
            log.warning("a batch of messages could not be stored together: %s", type(problem).__name__)
            return 0

    async def _with_care(self, batch: Sequence[_Waiting]) -> list[list[Reply]]:
        """Handle messages up to the first with an effect; where that fails each for itself."""
        try:
            return await self._app.handle_together([waiting.said.event for waiting in batch])
        except Exception:  # whatever it was, whose it was is found, answered and logged one by one
            return [await self._app.handle(waiting.said.event) for waiting in batch]


def _tell(batch: Sequence[_Waiting], answers: Sequence[list[Reply]]) -> None:
    """Wake up whoever waits."""
    for waiting, answer in zip(batch, answers, strict=False):
        if not waiting.answered.done():  # whoever waited for it may be gone
            waiting.answered.set_result(answer)
