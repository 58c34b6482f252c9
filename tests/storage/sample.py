"""The few people and messages the storage tests share."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.cards import Card
from bot.domain.cases import Case, Cause
from bot.domain.check_ins import CheckIn
from bot.domain.cohorts import Cohort
from bot.domain.members import Group, Member, Role
from bot.domain.signals.severity import Severity
from bot.effects import Urgency
from bot.events import Account
from bot.ports import Delivery, NewDelivery, Target, TargetKind, Tx
from storage.engine import SqlStorage

KEY = b"a key that only the tests know, 32"
MONDAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
COHORT = Cohort("c1", "spring", "Spring 2027", "Europe/Lisbon", MONDAY, 8)


def member(handle: str, role: Role = Role.LEARNER, cohort_id: str = "c1") -> Member:
    """A member whose id says whom it is."""
    return Member(f"{cohort_id}-{handle}", cohort_id, handle, f"Name of {handle}", role, "Africa/Nairobi")


L1, L2, L3 = member("L1"), member("L2"), member("L3")
M1, C1 = member("M1", Role.MENTOR), member("C1", Role.COORDINATOR)
GROUP = Group("g1", "c1", "G1", "Group one", "Africa/Nairobi", facilitator_id=M1.id)


def account(person: Member, platform: str = "local") -> Account:
    """Somebody's account."""
    return Account(platform, "w1", f"u-{person.handle}")


async def add_people(tx: Tx) -> None:
    """Add the cohort, its people and one group."""
    await tx.cohorts.add(COHORT)
    for person in (L2, L1, L3, M1, C1):
        await tx.members.add(person, [account(person)])
    await tx.groups.add(GROUP, [L2.id, L1.id], MONDAY)


def check_in(check_in_id: str = "k1", learner: Member = L1, week: int = 1, **changes: Any) -> CheckIn:
    """An open check-in."""
    return CheckIn(check_in_id, "c1", learner.id, week, NOW, NOW + 3 * DAY, **changes)


def case(case_id: str = "s1", ref: str = "K7Q2", **changes: Any) -> Case:
    """An open case about L1."""
    known: dict[str, Any] = {"learner_id": L1.id, "category": "distress", "opened_at": NOW} | changes
    return Case(case_id, ref, "c1", severity=Severity.HIGH, cause=Cause.SIGNAL, rule="r1", **known)


def message(key: str, lane: str = "", at: datetime = NOW, **changes: Any) -> NewDelivery:
    """A notice to L1, in a lane of its own unless one is named."""
    known: dict[str, Any] = {"urgency": Urgency.NOTICE, "recipient_id": L1.id} | changes
    target = Target(TargetKind.MEMBER, "local", "w1", "u-L1")
    return NewDelivery(
        key, lane or key, target=target, card=Card(f"Text of {key}", "case.alert"), at=at, next_at=at, **known
    )


async def post(storage: SqlStorage, *messages: NewDelivery) -> list[str | None]:
    """Add messages in one transaction."""
    async with storage.transaction() as tx:
        return [await tx.outbox.add(each) for each in messages]


async def claim(storage: SqlStorage, now: datetime = NOW, owner: str = "one", limit: int = 10) -> list[Delivery]:
    """Claim messages in one transaction."""
    async with storage.transaction() as tx:
        return await tx.outbox.claim(now, owner, limit)


def keys(deliveries: Sequence[Delivery]) -> list[str]:
    """The keys of messages, in order."""
    return [delivery.key for delivery in deliveries]
