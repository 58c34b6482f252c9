"""Delivery: lease a row, send it outside any transaction, record the outcome in another. Never lost, never doubled.

The protocol is the one of docs/architecture.md: fences, leases, sticky doubt, a look at the history before a repeat.
"""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.app import Application
from bot.domain.members import MemberState
from bot.effects import Urgency
from bot.errors import TryLater, Undeliverable, Unknown
from bot.events import DeliveryFailed
from bot.ports import Clock, Delivery, DeliveryState, Messenger, Storage, TargetKind
from bot.wording import delivery as wording

log = logging.getLogger(__name__)

SEND_WITHIN = 15.0
"""Seconds around a whole send (reliability, rule 11)."""
FRESH = timedelta(minutes=1)
"""So long somebody who asked sits there waiting for the answer; later it keeps quiet hours like the rest."""
RESEND_AFTER = timedelta(seconds=60)
"""When the history stays unreadable, an escalation is sent again after this (reliability, decision 8)."""
_QUICK = (1, 2, 4, 8, 15, 60)
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt."""

    delivery: Delivery
    state: DeliveryState
    remote_id: str = ""
    error: str = ""
    next_at: datetime | None = None


class Courier:
    """Delivers what is due. `messengers` by platform; `owner` names this process in leases."""

    def __init__(self, app: Application, messengers: Mapping[str, Messenger], owner: str = "kith") -> None:
        self._app, self._messengers, self._owner = app, messengers, owner
        self._storage: Storage = app.storage
        self._clock: Clock = app.clock

    async def recover(self) -> int:
        """After a start: whatever this process was sending may have arrived. Return how many rows that were."""
        async with self._storage.transaction() as tx:
            return await tx.outbox.expire(self._clock.now(), self._owner)

    async def deliver(self) -> int:
        """Deliver one batch of what is due, each lane's head at once; return how many rows were looked at."""
        now = self._clock.now()
        async with self._storage.snapshot() as tx:  # most looks find nothing, and none of those needs the writer
            if not await tx.outbox.is_due(now):
                return 0
        async with self._storage.transaction() as tx:
            await tx.outbox.expire(now)
            claimed = await tx.outbox.claim(now, self._owner, _BATCH)
        if not claimed:
            return 0
        outcomes = await asyncio.gather(*(self._attempt(delivery) for delivery in claimed))
        await self._finish(outcomes)
        return len(claimed)

    async def _attempt(self, delivery: Delivery) -> Outcome:
        now = self._clock.now()
        if delivery.deadline_at is not None and now > delivery.deadline_at and not delivery.is_doubtful:
            return Outcome(delivery, DeliveryState.SKIPPED, error="past its deadline")
        if delivery.revises and not delivery.revised_remote_id:
            return Outcome(delivery, DeliveryState.SKIPPED, error="nothing to revise")
        held = await self._held(delivery, now)
        if held is not None:
            return held
        messenger = self._messengers.get(delivery.target.platform)
        if messenger is None:
            return self._refused(delivery, TryLater("this platform is not connected", timedelta(minutes=1)))
        return await self._send(delivery, messenger)

    async def _send(self, delivery: Delivery, messenger: Messenger) -> Outcome:
        try:
            if delivery.is_doubtful:
                earlier = await self._earlier(delivery, messenger)
                if earlier is not None:
                    return Outcome(delivery, DeliveryState.SENT, remote_id=earlier)
                delivery = self._marked(delivery)
            remote_id = await asyncio.wait_for(messenger.send(delivery), SEND_WITHIN)
        except TryLater as refusal:
            return self._refused(delivery, refusal)
        except Undeliverable as refusal:
            return Outcome(delivery, DeliveryState.DEAD, error=refusal.reason)
        except (Unknown, TimeoutError) as doubt:
            return self._in_doubt(delivery, messenger, getattr(doubt, "reason", "no answer in time"))
        except Exception as problem:  # a messenger's own fault: the message may have left
            log.error("delivery %s: %s in the messenger", delivery.id, type(problem).__name__)
            return self._in_doubt(delivery, messenger, type(problem).__name__)
        return Outcome(delivery, DeliveryState.SENT, remote_id=remote_id)

    async def _earlier(self, delivery: Delivery, messenger: Messenger) -> str | None:
        """Look for an earlier attempt; a prompt waits while nobody can tell, an escalation goes again."""
        try:
            return await asyncio.wait_for(messenger.find(delivery), SEND_WITHIN)
        except (TryLater, TimeoutError) as problem:
            if not self._repeats(delivery):
                raise TryLater("the history cannot be read") from problem
            return None

    def _repeats(self, delivery: Delivery) -> bool:
        first = delivery.first_at or self._clock.now()
        return delivery.urgency <= Urgency.SAFETY and self._clock.now() - first >= RESEND_AFTER

    def _marked(self, delivery: Delivery) -> Delivery:
        if not self._repeats(delivery):
            return delivery
        return replace(delivery, card=wording.may_be_repeated(delivery.card))

    def _refused(self, delivery: Delivery, refusal: TryLater) -> Outcome:
        state = DeliveryState.UNKNOWN if delivery.is_doubtful else DeliveryState.PENDING
        wait = refusal.after if refusal.after is not None else _backoff(delivery)
        return Outcome(delivery, state, error=refusal.reason, next_at=self._clock.now() + wait)

    def _in_doubt(self, delivery: Delivery, messenger: Messenger, reason: str) -> Outcome:
        wait = max(messenger.settle, _backoff(delivery))
        return Outcome(delivery, DeliveryState.UNKNOWN, error=reason, next_at=self._clock.now() + wait)

    async def _held(self, delivery: Delivery, now: datetime) -> Outcome | None:
        """Ask the facts again at the moment of sending: a message may be late, and its reader quiet, paused or gone.

        A change of a message that is there already rings nowhere, so it goes at any hour.
        """
        is_for_somebody = delivery.target.kind is TargetKind.MEMBER and not delivery.revises
        is_answer = delivery.urgency is Urgency.ANSWER
        if not is_for_somebody or delivery.urgency <= Urgency.SAFETY or (is_answer and now - delivery.at < FRESH):
            return None
        async with self._storage.snapshot() as tx:
            member = await tx.members.find(delivery.recipient_id)
        if member is None:
            return None
        if not member.is_reachable or (member.state is MemberState.PAUSED and not is_answer):
            return Outcome(delivery, DeliveryState.SKIPPED, error="they paused or left")
        if not member.quiet.contains(now, member.timezone):
            return None
        state = DeliveryState.UNKNOWN if delivery.is_doubtful else DeliveryState.PENDING
        return Outcome(delivery, state, error="quiet hours", next_at=member.quiet.over_at(now, member.timezone))

    async def _finish(self, outcomes: list[Outcome]) -> None:
        now = self._clock.now()
        async with self._storage.transaction() as tx:
            for done in outcomes:
                match done.state:
                    case DeliveryState.SENT:
                        await tx.outbox.sent(done.delivery, done.remote_id, now)
                    case DeliveryState.PENDING | DeliveryState.UNKNOWN:
                        next_at = done.next_at or now
                        await tx.outbox.again(done.delivery, done.state, next_at, done.error)
                    case _:
                        await tx.outbox.end(done.delivery, done.state, done.error, now)
        for done in outcomes:
            if done.state is DeliveryState.DEAD:
                await self._app.handle(_failed(done, now))


def _failed(done: Outcome, now: datetime) -> DeliveryFailed:
    delivery = done.delivery
    member_id = delivery.recipient_id if delivery.target.kind is TargetKind.MEMBER else ""
    return DeliveryFailed(f"dead:{delivery.id}", now, delivery.card.kind, delivery.tag, done.error, member_id)


def _backoff(delivery: Delivery) -> timedelta:
    """Escalations: 1, 2, 4, 8, 15 s, then every minute without end. Others: full jitter from 1 s to 5 min."""
    if delivery.urgency <= Urgency.SAFETY:
        return timedelta(seconds=_QUICK[min(max(delivery.attempt, 1), len(_QUICK)) - 1])
    ceiling = min(2 ** min(delivery.attempt, 9), 300)
    spread = hashlib.blake2b(f"{delivery.id}:{delivery.attempt}".encode(), digest_size=2).digest()
    return timedelta(seconds=1 + (ceiling - 1) * int.from_bytes(spread) / 0xFFFF)
