"""What an attempt to deliver means for its row: sent, again later, or never. Pure; the courier acts on it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.deliveries import Delivery, DeliveryState, Settle, TargetKind
from bot.domain.members import Member
from bot.domain.plan import LATE
from bot.effects import Urgency
from bot.errors import TryLater
from bot.events import DeliveryDelayed, DeliveryFailed
from bot.recorder import not_now
from bot.tally import Upshot
from bot.wording import delivery as wording

RESEND_AFTER = timedelta(seconds=60)
"""While the history stays unreadable, an escalation is sent again after this (reliability, decision 8)."""
FALLBACK_AFTER = timedelta(seconds=120)
"""An escalation that nobody accepted for this long is told elsewhere too (reliability, retry)."""
FRESH = timedelta(minutes=1)
"""So long somebody who asked sits there waiting for the answer; later it keeps quiet hours like the rest."""
_SHORTEST = timedelta(seconds=1)
_URGENT_WAITS = (1, 2, 4, 8, 15, 60)
_UNREADABLE = "the history cannot be read"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt. `next_at` belongs to PENDING and UNKNOWN.

    `is_uncertain`: the history could not be read, and it went again, or was given up, all the same.
    """

    delivery: Delivery
    state: DeliveryState
    upshot: Upshot
    remote_id: str = ""
    error: str = ""
    next_at: datetime | None = None
    is_uncertain: bool = False

    @property
    def is_left_out(self) -> bool:
        """Whether somebody who waits for this message has to hear that it never comes."""
        return self.state in (DeliveryState.SKIPPED, DeliveryState.DEAD) and not self.delivery.revises

    @property
    def is_overdue(self) -> bool:
        """Whether an escalation's fallback starts: nobody accepts it in time, or nobody can tell whether it came."""
        if self.delivery.urgency is not Urgency.ESCALATION or self.delivery.revises:
            return False
        if self.next_at is None:
            return self.is_uncertain
        return self.is_uncertain or self.next_at - self.delivery.begun_at >= FALLBACK_AFTER

    def failed(self, now: datetime) -> DeliveryFailed:
        """Return the event that tells the flows of a message left out."""
        delivery = self.delivery
        return DeliveryFailed(
            f"dead:{delivery.id}",
            now,
            delivery.card.kind,
            delivery.tag,
            self.error,
            delivery.recipient_id if delivery.target.kind is TargetKind.MEMBER else "",
            is_skipped=self.state is DeliveryState.SKIPPED,
            is_uncertain=self.is_uncertain,
        )

    def delayed(self, now: datetime) -> DeliveryDelayed:
        """Return the event that starts an escalation's fallback; every attempt makes the same one."""
        return DeliveryDelayed(f"delayed:{self.delivery.id}", now, self.delivery.card.kind, self.delivery.tag)


def sent(delivery: Delivery, remote_id: str) -> Outcome:
    """The platform has it, and calls it `remote_id`."""
    return Outcome(delivery, DeliveryState.SENT, Upshot.SENT, remote_id)


def refused(delivery: Delivery, refusal: TryLater, now: datetime) -> Outcome:
    """The platform has surely not taken it this time; of earlier attempts that says nothing."""
    wait = _backoff(delivery) if refusal.after is None else max(refusal.after, _SHORTEST)
    return replace(_again(delivery, refusal.reason, now + wait), upshot=Upshot.REFUSED)


def held(delivery: Delivery, until: datetime) -> Outcome:
    """Nothing was tried: the platform takes nothing just now."""
    return _again(delivery, "the platform takes nothing just now", until)


def doubted(delivery: Delivery, reason: str, settle: Settle, now: datetime) -> Outcome:
    """The platform may have it; what it came to can be told when that is settled."""
    next_at = settle.over_at(delivery.first_at, now, _backoff(delivery))
    return Outcome(delivery, DeliveryState.UNKNOWN, Upshot.DOUBTED, error=reason, next_at=next_at)


def unreadable(delivery: Delivery, after: timedelta | None, now: datetime) -> Outcome | None:
    """Nobody can tell whether an earlier attempt arrived: what to do meanwhile, or None: it goes again all the same.

    A prompt is never doubled: it waits for the history until its deadline, and then somebody has to look. An
    escalation is never lost: it goes again after RESEND_AFTER. `after` is how long the platform asks to wait.
    """
    if delivery.urgency <= Urgency.SAFETY:
        resend_at = (delivery.first_at or now) + RESEND_AFTER
        if now >= resend_at:
            return None
        return _again(delivery, _UNREADABLE, min(now + (after or _backoff(delivery)), resend_at))
    deadline = delivery.deadline_at
    if deadline is not None and now >= deadline:
        return replace(_left_out(delivery, wording.cannot_tell(delivery.card)), is_uncertain=True)
    next_at = now + max(after or _backoff(delivery), _SHORTEST)
    return _again(delivery, _UNREADABLE, min(next_at, deadline) if deadline is not None else next_at)


def unreachable(delivery: Delivery, reason: str) -> Outcome:
    """The platform will never take it."""
    return Outcome(delivery, DeliveryState.DEAD, Upshot.DEAD, error=reason)


def waited(delivery: Delivery, now: datetime) -> bool:
    """Whether it waited long enough for its member to have left, paused, or gone to bed meanwhile.

    A change of a message that is there already rings nowhere, so it goes at any hour.
    """
    if delivery.urgency <= Urgency.SAFETY or delivery.target.kind is not TargetKind.MEMBER or delivery.revises:
        return False
    is_first = delivery.attempt <= 1 or delivery.urgency is Urgency.ANSWER
    return not is_first or now - delivery.at >= FRESH


def reconsidered(delivery: Delivery, member: Member | None, now: datetime) -> Outcome | None:
    """Return what keeps a delivery from going now, if anything does; `member` is asked about where it waited."""
    if delivery.revises and not delivery.revised_remote_id:
        return _left_out(delivery, "what it would change never arrived")
    if delivery.deadline_at is not None and now > delivery.deadline_at:
        return _left_out(delivery, wording.too_late(delivery.card))
    if member is None or not waited(delivery, now):
        return None
    refusal = not_now(member, delivery.urgency, delivery.card.kind)
    if refusal:
        return _left_out(delivery, refusal)
    if not member.quiet.contains(now, member.timezone):
        return None
    return _again(delivery, "quiet hours", member.quiet.over_at(now, member.timezone))


def dated(delivery: Delivery, now: datetime) -> Delivery:
    """Return a post to a channel as it goes out now: saying so when it comes later than usual."""
    is_late = delivery.urgency is Urgency.PROMPT and now - delivery.at > LATE
    if not is_late or delivery.target.kind is not TargetKind.CHANNEL:
        return delivery
    return replace(delivery, card=wording.later_than_usual(delivery.card))


def _left_out(delivery: Delivery, why: str) -> Outcome:
    return Outcome(delivery, DeliveryState.SKIPPED, Upshot.SKIPPED, error=why)


def _again(delivery: Delivery, why: str, next_at: datetime) -> Outcome:
    """Doubt is sticky: only a look at the history ends it."""
    state = DeliveryState.UNKNOWN if delivery.is_doubtful else DeliveryState.PENDING
    return Outcome(delivery, state, Upshot.WAITED, error=why, next_at=next_at)


def _backoff(delivery: Delivery) -> timedelta:
    """Escalations: 1, 2, 4, 8, 15 s, then every minute without end. Others: full jitter from 1 s to 5 min."""
    if delivery.urgency <= Urgency.SAFETY:
        return timedelta(seconds=_URGENT_WAITS[min(max(delivery.attempt, 1), len(_URGENT_WAITS)) - 1])
    ceiling = min(2 ** min(delivery.attempt, 9), 300)
    spread = hashlib.blake2b(f"{delivery.id}:{delivery.attempt}".encode(), digest_size=2).digest()
    return timedelta(seconds=1 + (ceiling - 1) * int.from_bytes(spread) / 0xFFFF)
