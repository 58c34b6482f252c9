"""Delivery: lease a row, send it outside any transaction, record the outcome in another. Never lost, never doubled.

The protocol is the one of docs/architecture.md: fences, leases, sticky doubt, a look at the history before a repeat.
What an attempt's end means is decided in `bot.outcomes`.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import outcomes
from bot.app import Application
from bot.breaker import Breaker
from bot.domain.members import Member
from bot.effects import Urgency
from bot.errors import TryLater, Undeliverable, Unknown
from bot.glances import Glances
from bot.outcomes import Outcome
from bot.ports import Clock, Delivery, DeliveryState, Messenger, Settle, Storage, Tx
from bot.tally import Lags, Upshot, Upshots
from bot.wording import delivery as wording

log = logging.getLogger(__name__)

SEND_WITHIN = timedelta(seconds=15)
"""Around a whole send, and around a look at the history (reliability, protocol 11)."""
_SPARE = timedelta(seconds=5)
"""A send starts only while the lease lasts this much longer than it may take (reliability, protocol 4)."""
_BATCH = 100


class _NotConnected:
    """Stands for the messenger of a platform this process is not connected to: everything waits."""

    settle = Settle()

    async def send(self, delivery: Delivery) -> str:  # noqa: ARG002 - the port's signature
        raise TryLater("this platform is not connected", timedelta(minutes=1))

    async def find(self, delivery: Delivery) -> str | None:  # noqa: ARG002
        raise TryLater("this platform is not connected", timedelta(minutes=1))


NOT_CONNECTED: Messenger = _NotConnected()


class Courier:
    """Delivers what is due. `messengers` by platform; `owner` names this process in leases.

    `upshots` counts what came of every look since the start; `escalations` how long those took to be accepted.
    `is_leased`: one of several workers, which delivers only what is leased to it (`bot/leases.py`), and nothing while
    the others may take it to be gone, which `is_at_work` tells (`Keeper.is_at_work`).
    """

    def __init__(
        self, app: Application, messengers: Mapping[str, Messenger], owner: str = "kith", *, is_leased: bool = False
    ) -> None:
        self.is_at_work: Callable[[], bool] = lambda: True
        self._app, self._messengers, self.owner, self._is_leased = app, messengers, owner, is_leased
        self._storage: Storage = app.storage
        self._clock: Clock = app.clock
        self._breaker, self._glances = Breaker(app.clock), Glances(app.clock)
        self.upshots, self.escalations = Upshots(), Lags()

    @property
    def held_up(self) -> Mapping[str, int]:
        """How many workspaces of each platform take nothing just now."""
        return self._breaker.open_on(self._messengers)

    def is_back(self, platform: str, workspace: str) -> None:
        """Forget that a workspace took nothing: it does now."""
        self._breaker.is_back(platform, workspace)

    async def recover(self) -> int:
        """After a start: whatever this process was sending may have arrived. Return how many rows that were.

        One of several workers has a new name at each start, so that its rows of before wait for their leases' ends.
        """
        async with self._storage.transaction() as tx:
            return await tx.doubts.expire(self._clock.now(), self._settles(), self.owner)

    async def expire(self) -> int:
        """Doubt what leases ran out over, whoever held them; return how many rows that were."""
        async with self._storage.transaction() as tx:
            return await self._expire(tx)

    async def _expire(self, tx: Tx) -> int:
        """Doubt what ran out, and among several workers what whoever is gone had begun."""
        now, settles = self._clock.now(), self._settles()
        left = await tx.doubts.expire_left(now, settles) if self._is_leased else 0
        return left + await tx.doubts.expire(now, settles)

    async def deliver(self) -> int:
        """Deliver one batch of what is due, each lane's head at once; return how many rows were looked at."""
        async with self._storage.snapshot() as tx:  # most looks find nothing, and none of those needs the writer
            if not await self.is_due(tx):
                return 0
        return await self.deliver_due()

    async def is_due(self, tx: Tx) -> bool:
        """Whether there is something to deliver or to look at now."""
        return self._glances.is_due or await tx.outbox.is_due(self._clock.now(), self.owner if self._is_leased else "")

    async def deliver_due(self) -> int:
        """Deliver without looking first."""
        now = self._clock.now()
        async with self._storage.transaction() as tx:
            await self._expire(tx)
            claimed = await tx.outbox.claim(now, self.owner, _BATCH, is_leased=self._is_leased)
        glances = self._glances.take()
        if not claimed and not glances:
            return 0
        members = await self._members(claimed)
        carried = (self._carry(part, members) for part in _parts(claimed))
        ends = await asyncio.gather(*carried, *map(self._glance, glances), return_exceptions=True)
        for end in ends:
            if end is not None:
                raise end
        return len(claimed) + len(glances)

    async def _glance(self, delivery: Delivery) -> None:
        """Look whether what may have arrived did; only that is believed now, so nothing else changes anything."""
        messenger = self._breaker.watch(self._messengers.get(delivery.target.platform, NOT_CONNECTED))
        try:
            async with _cut():
                remote_id = await messenger.find(delivery)
        except Exception:  # it is looked for again when it is settled
            return
        if not remote_id:
            return
        now = self._clock.now()
        async with self._storage.transaction() as tx:
            if await tx.outbox.found(delivery, remote_id, now):
                self._glances.forget(delivery)
                self._count(outcomes.sent(delivery, remote_id), now)

    async def _carry(self, part: Sequence[Delivery], members: Mapping[str, Member]) -> None:
        """Send some rows at once, and record what came of them when the last one is through."""
        await self._finish(await asyncio.gather(*(self._attempt(each, members) for each in part)))

    def _settles(self) -> Mapping[str, Settle]:
        return {platform: messenger.settle for platform, messenger in self._messengers.items()}

    async def _members(self, claimed: Sequence[Delivery]) -> Mapping[str, Member]:
        """Read again who is to get what waited; nobody where nothing did."""
        now = self._clock.now()
        wanted = {delivery.recipient_id for delivery in claimed if outcomes.waited(delivery, now)}
        if not wanted:
            return {}
        async with self._storage.snapshot() as tx:
            found = [await tx.members.find(member_id) for member_id in sorted(wanted)]
        return {member.id: member for member in found if member is not None}

    async def _attempt(self, delivery: Delivery, members: Mapping[str, Member]) -> Outcome:
        """Send one row; whatever goes wrong with it stays with it."""
        messenger = self._breaker.watch(self._messengers.get(delivery.target.platform, NOT_CONNECTED))
        try:
            if delivery.is_doubtful and not delivery.revises:
                return self._held(delivery) or await self._resend(delivery, messenger, members)
            kept_back = self._unsent(delivery, members) or self._held(delivery)
            return kept_back or await self._post(delivery, messenger)
        except TryLater as refusal:
            return outcomes.refused(delivery, refusal, self._clock.now())
        except Undeliverable as refusal:
            return outcomes.unreachable(delivery, refusal.reason)
        except Unknown as doubt:
            reason = doubt.reason
        except TimeoutError:
            reason = "no answer in time"
        except Exception as problem:  # a fault of ours or the messenger's: the message may have left
            reason = _noted(delivery, problem)
        return outcomes.doubted(delivery, reason, messenger.settle, self._clock.now())

    async def _resend(self, delivery: Delivery, messenger: Messenger, members: Mapping[str, Member]) -> Outcome:
        """Look for an earlier attempt; only where there surely is none it goes as if it were the first."""
        try:
            async with _cut():
                remote_id = await messenger.find(delivery)
        except Undeliverable:
            raise
        except Exception as problem:  # whatever the reason, an escalation must not wait for it
            return await self._unread(delivery, messenger, problem)
        if remote_id:
            return outcomes.sent(delivery, remote_id)
        return self._unsent(delivery, members) or await self._post(delivery, messenger)

    async def _unread(self, delivery: Delivery, messenger: Messenger, problem: Exception) -> Outcome:
        """Nobody can tell whether it arrived: a prompt waits, an escalation goes again, and says so."""
        if not isinstance(problem, (TryLater, Unknown, TimeoutError)):
            _noted(delivery, problem)
        after = problem.after if isinstance(problem, TryLater) else None
        held = outcomes.unreadable(delivery, after, self._clock.now())
        if held is not None:
            return held
        repeat = replace(delivery, card=wording.may_be_repeated(delivery.card))
        return replace(await self._post(repeat, messenger), is_uncertain=True)

    def _unsent(self, delivery: Delivery, members: Mapping[str, Member]) -> Outcome | None:
        return outcomes.reconsidered(delivery, members.get(delivery.recipient_id), self._clock.now())

    def _held(self, delivery: Delivery) -> Outcome | None:
        until = self._breaker.held_until(delivery)
        return None if until is None else outcomes.held(delivery, until)

    async def _post(self, delivery: Delivery, messenger: Messenger) -> Outcome:
        now = self._clock.now()
        if delivery.lease_left(now) <= SEND_WITHIN + _SPARE:
            raise TryLater("the lease is nearly over", timedelta())
        if not self.is_at_work():
            raise TryLater("another worker may have taken this over", timedelta())
        async with _cut():
            return outcomes.sent(delivery, await messenger.send(outcomes.dated(delivery, now)))

    async def _finish(self, done: Sequence[Outcome]) -> None:
        """Record everything at once; what never comes is recorded together with what the flows make of that."""
        now = self._clock.now()
        async with self._storage.transaction() as tx:
            for outcome in done:
                if not outcome.is_left_out:
                    await self._record(tx, outcome)
        for outcome in done:
            if outcome.is_left_out:
                await self._leave_out(outcome)
            elif outcome.is_overdue:
                await self._app.handle(outcome.delayed(now))

    async def _record(self, tx: Tx, outcome: Outcome) -> bool:
        """Write one outcome; False when somebody else has taken the row over meanwhile."""
        now, delivery = self._clock.now(), outcome.delivery
        match outcome.state:
            case DeliveryState.SENT:
                is_ours = await tx.outbox.sent(delivery, outcome.remote_id, now)
            case DeliveryState.PENDING | DeliveryState.UNKNOWN:
                is_ours = await tx.outbox.again(delivery, outcome.state, outcome.next_at or now, outcome.error)
            case _:
                is_ours = await tx.outbox.end(delivery, outcome.state, outcome.error, now)
        if not is_ours:
            log.warning("delivery %s: the lease went to somebody else before it was %s", delivery.id, outcome.state)
            if outcome.state is DeliveryState.SENT:
                await tx.doubts.suspect(delivery.id, now)  # whoever has taken it over has sent it too, perhaps
        else:
            self._count(outcome, now)
            self._glances.plan(outcome)
        return is_ours

    def _count(self, outcome: Outcome, now: datetime) -> None:
        delivery = outcome.delivery
        self.upshots[delivery.target.platform, delivery.urgency.name.lower(), outcome.upshot] += 1
        if outcome.upshot is Upshot.SENT and delivery.urgency is Urgency.ESCALATION and not delivery.revises:
            self.escalations.note(now - delivery.at)

    async def _leave_out(self, outcome: Outcome) -> None:
        """Give a row up and tell the flows, both or neither; where that fails the row comes again."""
        now = self._clock.now()
        if await self._app.handle(outcome.failed(now), closing=lambda tx: self._record(tx, outcome)):
            untold = outcomes.refused(outcome.delivery, TryLater("what it means could not be stored"), now)
            async with self._storage.transaction() as tx:
                await self._record(tx, untold)


def _parts(claimed: Sequence[Delivery]) -> list[Sequence[Delivery]]:
    """Return what is recorded together: each urgent row for itself, since another may take long, then all the rest."""
    urgent: list[Sequence[Delivery]] = [[each] for each in claimed if each.urgency <= Urgency.SAFETY]
    rest = [each for each in claimed if each.urgency > Urgency.SAFETY]
    return [*urgent, rest] if rest else urgent


def _cut() -> asyncio.Timeout:
    """End what takes too long. `wait_for` would lose a cancellation that comes with the answer (before Python 3.12)."""
    return asyncio.timeout(SEND_WITHIN.total_seconds())


def _noted(delivery: Delivery, problem: Exception) -> str:
    """Log a fault by its type alone: its words may quote the message."""
    log.error("delivery %s: %s in the messenger", delivery.id, type(problem).__name__)
    return type(problem).__name__
