"""What people write in channels when it asks for nothing, which is nearly always: many messages, few statements.

Each is treated as `flows.messages.received` treats it. Who is who is asked once, and asked again as soon as anything
else was written to the database; where other processes write to it too, in every batch.
"""

from collections.abc import Mapping, Sequence, Set
from typing import Protocol

from bot.domain.access import acting
from bot.domain.asking import HELP
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, Participation
from bot.domain.signals import Packs
from bot.domain.topics import open_in
from bot.events import Account, MessageReceived, Place
from bot.flows import messages
from bot.flows.messages import Writer
from bot.limits import MESSAGE_SCAN
from bot.ports import Clock, Spot, Storage, Tx
from bot.recorder import event_key

REMEMBERED = 20_000
"""So many people in channels at most; then everybody is asked for again."""
_Key = tuple[str, str, str, str]


class VersionedStorage(Storage, Protocol):
    """A storage that knows when something was written to it."""

    @property
    def version(self) -> int | None:
        """A number that every transaction changes; None where others write to the same database."""


class Plain:
    """Takes messages in channels while they ask for nothing."""

    def __init__(self, storage: VersionedStorage, clock: Clock, packs: Packs) -> None:
        self._storage, self._clock, self._packs = storage, clock, packs
        self._writers: dict[_Key, Writer] = {}
        self._members: dict[Account, list[Member]] = {}
        self._with_topics: set[Spot | None] = set()
        self._as_of: int | None = None

    async def take(self, events: Sequence[MessageReceived]) -> int:
        """Store what is plain, up to the first message that is not; return how many that were. They are committed."""
        now, keys = self._clock.now(), [_key(event) for event in events]
        async with self._storage.transaction() as tx:
            await self._ask(tx, dict(zip(keys, events, strict=True)))
            await self._answered(tx, events)
            taken = self._looked_at(keys, events)
            noted = {event_key(event.id, event): each for event, each in zip(events, taken, strict=False)}
            new = await tx.inbox.claim_all(noted, now)
            await tx.participations.add_all([each for key, each in noted.items() if each is not None and key in new])
        self._as_of = self._storage.version
        return len(taken)

    def _looked_at(self, keys: Sequence[_Key], events: Sequence[MessageReceived]) -> list[Participation | None]:
        """Return what is to be noted of each message, up to the first that is not plain."""
        scan, writers, taken = self._packs.scan, self._writers, list[Participation | None]()
        for key, event in zip(keys, events, strict=True):
            by = writers[key]
            if by.is_scanned and scan(event.text[:MESSAGE_SCAN], quoted=event.is_quoted):
                break
            if by.is_scanned and by.own is not None and by.own.scan(event.text[:MESSAGE_SCAN]):
                break
            if by.spot in self._with_topics and event.place.thread:  # it may keep a topic open
                break
            if by.spot is not None and by.spot.name == HELP:  # it may be a question that waits
                break
            taken.append(self._noted(by, event) if by.is_counted else None)
        return taken

    def _noted(self, by: Writer, event: MessageReceived) -> Participation:
        return messages.participation(by, event, self._members[event.reply_to] if event.reply_to else ())

    async def _ask(self, tx: Tx, said: Mapping[_Key, MessageReceived]) -> None:
        """Find out who wrote, as far as that is not known."""
        if self._storage.version is None or self._storage.version != self._as_of or len(self._writers) > REMEMBERED:
            self._writers, self._members, self._with_topics = {}, {}, set()
        unknown = {key: event for key, event in said.items() if key not in self._writers}
        if unknown:
            await self._find(tx, {event.by for event in unknown.values()})
            await self._meet(tx, unknown)

    async def _answered(self, tx: Tx, events: Sequence[MessageReceived]) -> None:
        """Find out whom they answered."""
        await self._find(tx, {event.reply_to for event in events if event.reply_to is not None})

    async def _find(self, tx: Tx, accounts: Set[Account]) -> None:
        unknown = accounts - self._members.keys()
        if unknown:
            self._members |= await tx.members.of_accounts(unknown)

    async def _meet(self, tx: Tx, unknown: Mapping[_Key, MessageReceived]) -> None:
        spots = {place: await tx.places.at(place) for place in {_channel(event) for event in unknown.values()}}
        for spot in spots.values():
            if spot is not None and open_in(await tx.topics.open_in(spot.cohort_id), spot.group_id):
                self._with_topics.add(spot)
        ids = {member.cohort_id for event in unknown.values() for member in self._members[event.by]}
        found = {cohort_id: await tx.cohorts.find(cohort_id) for cohort_id in sorted(ids)}
        cohorts = {cohort_id: cohort for cohort_id, cohort in found.items() if cohort is not None}
        for key, event in unknown.items():
            spot = spots[_channel(event)]
            here = [m for m in self._members[event.by] if spot is None or m.cohort_id == spot.cohort_id]
            known: list[tuple[Member, Cohort]] = [(m, cohorts[m.cohort_id]) for m in here if m.cohort_id in cohorts]
            found_as = acting(known)
            self._writers[key] = messages.writer(*found_as, spot, self._packs) if found_as is not None else Writer()


def _key(event: MessageReceived) -> _Key:
    by, place = event.by, event.place
    return (by.workspace, by.id, place.workspace, f"{place.platform}/{place.channel}")


def _channel(event: MessageReceived) -> Place:
    return Place(event.place.platform, event.place.workspace, event.place.channel)
