"""What people write in channels when it asks for nothing, which is nearly always: many messages, few statements.

Each is treated as `flows.messages.received` treats it. Who is who is asked once and remembered. Whoever stores a batch
is told of which version of the database's rows the answer is, and stores nothing where they are of another by then;
then everybody is asked for anew. So nothing is stored, and nothing handled, by an answer that is no longer true: what
is not plain is handled in a transaction of its own, which looks for itself.
"""

from collections.abc import Mapping, Sequence, Set
from contextlib import AbstractAsyncContextManager, suppress
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
from bot.lately import Lately
from bot.limits import MESSAGE_SCAN
from bot.ports import Clock, Spot, Storage, Tx
from bot.recorder import event_key
from bot.repositories import Note

REMEMBERED = 20_000
"""So many people in channels at most; then everybody is asked for again."""
_TRIES = 3
"""So often a batch is tried where somebody else changes who is who just then; after that it is handled with care."""
_Key = tuple[str, str, str, str, str]


class NotingStorage(Storage, Protocol):
    """A storage that takes many messages in one go."""

    @property
    def is_shared(self) -> bool:
        """Whether other workers may be at work on the same database, which is then a server's."""

    def noting(self) -> AbstractAsyncContextManager[Note]:
        """Give what stores messages, all of them or none, unless what was asked about their writers is old."""


class Said:
    """A message in a channel; `is_plain` is whether its words ask for nothing, None until somebody looked."""

    __slots__ = ("event", "is_plain", "key")

    def __init__(self, event: MessageReceived) -> None:
        by, place = event.by, event.place
        self.event, self.is_plain = event, None if event.text else True
        self.key: _Key = (by.workspace, by.id, place.platform, place.workspace, place.channel)


class Plain:
    """Takes messages in channels while they ask for nothing."""

    def __init__(self, storage: NotingStorage, clock: Clock, packs: Packs, lately: Lately) -> None:
        self._storage, self._clock, self._packs, self._lately = storage, clock, packs, lately
        self._writers: dict[_Key, Writer] = {}
        self._members: dict[Account, list[Member]] = {}
        self._with_topics: set[Spot | None] = set()
        self._as_of: int | None = None

    @property
    def is_stored_elsewhere(self) -> bool:
        """Whether a server stores them, in a process of its own."""
        return self._storage.is_shared

    def look_ahead(self, said: Said) -> None:
        """Look at a message's words before its turn comes, where they surely will be looked at."""
        by = self._writers.get(said.key)
        if by is not None and by.is_scanned:
            with suppress(Exception):  # whose it was is found when its turn comes
                self._look(said)

    async def take(self, said: Sequence[Said]) -> int:
        """Store what is plain, up to the first message that is not; return how many that were. They are committed."""
        async with self._storage.noting() as note:
            for _ in range(_TRIES):
                await self._ask(said)
                noted: dict[str, Participation | None] = {}
                taken = self._looked_at(said, noted)
                if not noted or await note(noted, self._clock.now(), self._as_of):
                    return taken
                self._forget(None)
        return 0

    def _looked_at(self, said: Sequence[Said], noted: dict[str, Participation | None]) -> int:
        """Put down what is to be noted of each message, up to the first that is not plain; return how many that are."""
        for taken, each in enumerate(said):
            by, event = self._writers[each.key], each.event
            if self._asks_for_something(by, each):
                return taken
            noted[event_key(event.id, event)] = self._noted(by, event) if by.is_counted else None
        return len(said)

    def _asks_for_something(self, by: Writer, said: Said) -> bool:
        event = said.event
        if by.is_scanned and not (said.is_plain or self._look(said)):
            return True
        if by.is_scanned and by.own is not None and self._breaks(by.own, event):
            return True  # never looked at ahead: coordinators may change these rules meanwhile
        if event.place.thread and by.spot in self._with_topics:
            return True  # it may keep a topic open
        return by.spot is not None and by.spot.name == HELP  # it may be a question that waits

    def _breaks(self, own: Packs, event: MessageReceived) -> bool:
        before = self._lately.before(event, self._clock.now())
        return bool(own.scan(event.text[:MESSAGE_SCAN], previous=before))

    def _look(self, said: Said) -> bool:
        if said.is_plain is None:
            event = said.event
            before = self._lately.before(event, self._clock.now())
            said.is_plain = not self._packs.scan(event.text[:MESSAGE_SCAN], previous=before, quoted=event.is_quoted)
        return said.is_plain

    def _noted(self, by: Writer, event: MessageReceived) -> Participation:
        return messages.participation(by, event, self._members[event.reply_to] if event.reply_to else ())

    async def _ask(self, said: Sequence[Said]) -> None:
        """Find out who wrote and whom they answered, as far as that is not known."""
        if len(self._writers) > REMEMBERED:
            self._forget(None)
        if self._knows(said):
            return
        async with self._storage.snapshot() as tx:
            version = await tx.lookup_version()
            if version != self._as_of:
                self._forget(version)
            unknown = {each.key: each.event for each in said if each.key not in self._writers}
            accounts = {event.by for event in unknown.values()}
            accounts |= {each.event.reply_to for each in said if each.event.reply_to is not None}
            await self._find(tx, accounts)
            await self._meet(tx, unknown)

    def _knows(self, said: Sequence[Said]) -> bool:
        writers, members = self._writers, self._members
        return all(
            each.key in writers and (each.event.reply_to is None or each.event.reply_to in members) for each in said
        )

    def _forget(self, version: int | None) -> None:
        """Forget everybody; what is asked next is of this version."""
        self._writers, self._members, self._with_topics = {}, {}, set()
        self._as_of = version

    async def _find(self, tx: Tx, accounts: Set[Account]) -> None:
        unknown = accounts - self._members.keys()
        if unknown:
            self._members |= await tx.members.of_accounts(unknown)

    async def _meet(self, tx: Tx, unknown: Mapping[_Key, MessageReceived]) -> None:
        spots = await tx.places.at_all({_channel(event) for event in unknown.values()})
        topics = {id: await tx.topics.open_in(id) for id in sorted({spot.cohort_id for spot in spots.values()})}
        self._with_topics |= {spot for spot in spots.values() if open_in(topics[spot.cohort_id], spot.group_id)}
        ids = {member.cohort_id for event in unknown.values() for member in self._members[event.by]}
        found = {cohort_id: await tx.cohorts.find(cohort_id) for cohort_id in sorted(ids)}
        cohorts = {cohort_id: cohort for cohort_id, cohort in found.items() if cohort is not None}
        for key, event in unknown.items():
            spot = spots.get(_channel(event))
            here = [m for m in self._members[event.by] if spot is None or m.cohort_id == spot.cohort_id]
            known: list[tuple[Member, Cohort]] = [(m, cohorts[m.cohort_id]) for m in here if m.cohort_id in cohorts]
            found_as = acting(known)
            self._writers[key] = messages.writer(*found_as, spot, self._packs) if found_as is not None else Writer()


def _channel(event: MessageReceived) -> Place:
    return Place(event.place.platform, event.place.workspace, event.place.channel)
