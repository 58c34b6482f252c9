"""The way from Slack to the app: parcels, the three seconds to acknowledge them, and events that come again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from tests.doubles.clock import Clock

ANSWER_WITHIN = timedelta(seconds=3)
AGAIN_AFTER = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))
"""When an event comes again that nobody acknowledged: at once, a minute later, five minutes after that."""


class ParcelKind(StrEnum):
    """What a parcel brings, by the word of Socket Mode."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTIVE = "interactive"


class Fate(StrEnum):
    """What became of a parcel; the words are those a person sees."""

    ACKNOWLEDGED = "acknowledged"
    TIMED_OUT = "operation_timeout"
    NOT_DELIVERED = "dispatch_failed"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing the app is told. `takes_answer`: its acknowledgement may carry a payload."""

    kind: ParcelKind
    payload: dict[str, Any]
    takes_answer: bool = False
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How it went; `is_final`: the app asked not to be told again."""

    fate: Fate
    answer: dict[str, Any] | None = None
    reason: str = ""
    is_final: bool = False

    @property
    def is_good(self) -> bool:
        """Whether the app said in time that it has it."""
        return self.fate is Fate.ACKNOWLEDGED


class Carrier(Protocol):
    """Socket Mode or HTTP."""

    async def carry(self, parcel: Parcel) -> Receipt:
        """Deliver once; return within three seconds of the double's time."""


@dataclass(slots=True)
class Sent:
    """A parcel, when it left, and what became of it, for tests."""

    parcel: Parcel
    at: datetime
    receipt: Receipt | None = None


@dataclass(slots=True)
class Post:
    """Hands over parcels, and events again until somebody has them."""

    clock: Clock
    carrier: Callable[[], Carrier]
    sent: list[Sent] = field(default_factory=list)
    held: list[Parcel] | None = None
    has_sent: asyncio.Event = field(default_factory=asyncio.Event)

    async def hand_over(self, parcel: Parcel) -> Receipt:
        """Deliver once and wait for the outcome."""
        entry = Sent(parcel, self.clock.now())
        self.sent.append(entry)
        self.has_sent.set()
        entry.receipt = await self.carrier().carry(parcel)
        return entry.receipt

    async def announce(self, parcel: Parcel) -> None:
        """Deliver an event; what is not acknowledged comes again by itself. Waits for the first attempt only."""
        if self.held is not None:
            self.held.append(parcel)
            return
        receipt = await self.hand_over(parcel)
        if not receipt.is_good and not receipt.is_final:
            self._later(parcel, 1, receipt.reason)

    def _later(self, parcel: Parcel, attempt: int, reason: str) -> None:
        if attempt > len(AGAIN_AFTER):
            return
        repeated = Parcel(parcel.kind, parcel.payload, parcel.takes_answer, attempt, reason)
        due = self.clock.now() + AGAIN_AFTER[attempt - 1]
        self.clock.alarm(due, lambda: self.clock.work(self._again(repeated)))

    async def _again(self, parcel: Parcel) -> None:
        receipt = await self.hand_over(parcel)
        if not receipt.is_good and not receipt.is_final:
            self._later(parcel, parcel.attempt + 1, receipt.reason)

    def hold(self) -> None:
        """Keep events back until `let_go`."""
        self.held = []

    async def let_go(self, *, backwards: bool = False) -> None:
        """Deliver what was held, in order or the other way round."""
        waiting, self.held = self.held or [], None
        for parcel in reversed(waiting) if backwards else waiting:
            await self.announce(parcel)

    async def repeat(self, sent: Sent | None = None) -> Receipt:
        """Deliver something (the newest, by default) once more as it was: same event, same trigger."""
        parcel = (sent or self.sent[-1]).parcel
        attempt = parcel.attempt + 1 if parcel.kind is ParcelKind.EVENT else 0
        reason = "http_timeout" if attempt else ""
        return await self.hand_over(Parcel(parcel.kind, parcel.payload, parcel.takes_answer, attempt, reason))


async def in_time(clock: Clock, answer: asyncio.Future[Receipt]) -> Receipt | None:
    """Wait for an answer for three seconds of the double's time; None when there was none."""
    deadline = clock.reached(clock.now() + ANSWER_WITHIN)
    await asyncio.wait((answer, deadline), return_when=asyncio.FIRST_COMPLETED)
    deadline.cancel()
    return answer.result() if answer.done() and not answer.cancelled() else None
