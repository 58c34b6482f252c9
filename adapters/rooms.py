"""Looks after the rooms of a platform: makes what is missing, lets people in and out, closes what is over.

What should be is the core's to say (`bot/rooms.py`), how it is done the builder's. Asking again changes nothing that is
as it should be, also after a kill between any two steps.
"""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Final, Protocol

from bot import rooms
from bot.effects import Reply
from bot.errors import KithError, TryLater
from bot.events import Account, Lack, Place, RoomEvent, RoomLost, RoomMade, RoomTrouble
from bot.ports import Clock, Spot, Storage
from bot.rooms import Made, Room

log = logging.getLogger(__name__)

_TENDED_EVERY: Final = 300.0
_LOOKED_AT_EVERY: Final = 12
"""Rounds between two looks whether a room that was made is still there; platforms mostly tell of it at once."""


class NotDone(KithError):
    """A room is not as it should be, for a reason a person can mend."""

    def __init__(self, lack: Lack) -> None:
        self.lack = lack
        super().__init__(f"a room lacks something: {lack}")


class Builder(Protocol):
    """How one platform makes and keeps rooms. Whatever it is asked for may have been done before."""

    platform: str
    with_pairs: bool

    def kind(self, room: Room) -> str:
        """Return what the platform calls such a room."""

    async def earlier(self, room: Room, workspace: str) -> list[str]:
        """Return the channels the bot may have made for this room before a crash, the likeliest first."""

    async def make(self, room: Room, workspace: str) -> str:
        """Make a room; return its channel. NotDone where a person has to help."""

    async def is_there(self, spot: Spot, kind: str) -> bool:
        """Whether a room that was made still is."""

    async def let_in(self, spot: Spot, kind: str, account_ids: frozenset[str]) -> Mapping[str, Lack | None]:
        """Let people in; return those who are not in, with the reason where a person can mend it."""

    async def let_out(self, spot: Spot, kind: str, account_ids: frozenset[str]) -> frozenset[str]:
        """Let people out; return those who are out."""

    async def close(self, room: Room, kind: str) -> None:
        """Close a room that is over: who was in it may read it."""


class Telling(Protocol):
    """The core, as far as rooms go."""

    async def handle(self, event: RoomEvent) -> list[Reply]:
        """Handle one event in one transaction; the same event twice is handled once."""


class Rooms:
    """Tends the rooms of the cohorts on one platform."""

    def __init__(self, builder: Builder, core: Telling, storage: Storage, clock: Clock) -> None:
        self._builder, self._core, self._storage, self._clock = builder, core, storage, clock
        self._rounds: dict[str, int] = {}
        self._lock, self._is_wanted = asyncio.Lock(), asyncio.Event()

    async def keep(self, workspaces: Callable[[], Iterable[str]]) -> None:
        """Tend for ever: now, every few minutes, and whenever somebody asks for it."""
        while True:
            self._is_wanted.clear()
            await self.tend_all(workspaces())
            with suppress(TimeoutError):
                async with asyncio.timeout(_TENDED_EVERY):
                    await self._is_wanted.wait()

    def tend_soon(self) -> None:
        """Ask for the next round now."""
        self._is_wanted.set()

    async def tend_all(self, workspaces: Iterable[str]) -> None:
        """Tend every workspace; what does not work in one is tried again in the next round."""
        for workspace in workspaces:
            try:
                await self.tend(workspace)
            except Exception as problem:
                log.warning("the rooms of %s were not looked after: %s", workspace, type(problem).__name__)

    async def tend(self, workspace: str) -> None:
        """Bring every room of a workspace to what it should be. What one lacks keeps no other back."""
        async with self._lock:
            async with self._storage.snapshot() as tx:
                wanted = await rooms.rooms(tx, self._builder.platform, workspace, with_pairs=self._builder.with_pairs)
            looks = self._rounds.get(workspace, 0) % _LOOKED_AT_EVERY == 0
            self._rounds[workspace] = self._rounds.get(workspace, 0) + 1
            for room in wanted:
                await self._tried(room, workspace, looks=looks)

    async def lost(self, place: Place, mark: str) -> None:
        """Hear that a channel was deleted or put away; where the bot made it, the next one is made soon."""
        async with self._storage.snapshot() as tx:
            spot, known = await tx.places.at(place), await rooms.made(tx, place)
        if spot is None:
            return
        log.warning("room %s of cohort %s is gone: %s", spot.name, spot.cohort_id, place.channel)
        await self._core.handle(RoomLost(f"room-lost:{mark}:{place.channel}", self._clock.now(), place))
        if known is not None:
            self.tend_soon()

    async def _tried(self, room: Room, workspace: str, *, looks: bool) -> None:
        try:
            await self._tend(room, workspace, looks=looks)
        except NotDone as problem:
            await self._trouble(room, problem.lack)
        except TryLater:
            raise  # the platform takes nothing now
        except Exception as problem:
            log.error("room %s of cohort %s: %s", room.spot.name, room.spot.cohort_id, type(problem).__name__)

    async def _tend(self, room: Room, workspace: str, *, looks: bool) -> None:
        if not room.is_there and room.is_over:
            return
        spot = room.spot if room.is_there else await self._make(room, workspace)
        async with self._storage.snapshot() as tx:
            known = await rooms.made(tx, spot.place)
        if known is None or known.is_closed:
            return
        if room.is_over:
            await self._builder.close(room, known.kind)
            await self._remember(spot, Made(known.kind, known.people, is_closed=True))
            return
        if looks and not await self._builder.is_there(spot, known.kind):
            await self.lost(spot.place, f"{self._clock.now():%Y%m%d%H%M}")
            return
        await self._people(room, spot, known)

    async def _make(self, room: Room, workspace: str) -> Spot:
        """Make a room, or take the one that was made before a crash; from then on it is known."""
        channel = await self._unknown(room, workspace) or await self._builder.make(room, workspace)
        spot, kind = room.spot, self._builder.kind(room)
        place = Place(self._builder.platform, workspace, channel)
        told = RoomMade(
            f"room-made:{secrets.token_hex(8)}",  # told twice it changes nothing
            self._clock.now(),
            place,
            spot.cohort_id,
            spot.name,
            kind,
            spot.group_id,
        )
        await self._core.handle(told)
        log.info("room %s of cohort %s was made: %s", spot.name, spot.cohort_id, channel)
        return Spot(place, spot.cohort_id, spot.name, spot.group_id)

    async def _unknown(self, room: Room, workspace: str) -> str:
        for channel in await self._builder.earlier(room, workspace):
            async with self._storage.snapshot() as tx:
                if await rooms.made(tx, Place(self._builder.platform, workspace, channel)) is None:
                    return channel
        return ""

    async def _people(self, room: Room, spot: Spot, known: Made) -> None:
        missing = frozenset(person for person in room.people if not known.has(person))
        leaving = frozenset(person for person in room.others if known.has(person))
        now = known
        if missing:
            outside = await self._builder.let_in(spot, known.kind, missing)
            now = now.with_people(missing - outside.keys(), inside=True)
            by_hand = sorted(person for person, lack in outside.items() if lack is Lack.PERSON)
            if by_hand:
                await self._trouble(room, Lack.PERSON, by_hand)
        if leaving:
            now = now.with_people(await self._builder.let_out(spot, known.kind, leaving), inside=False)
        if now != known:
            await self._remember(spot, now)

    async def _remember(self, spot: Spot, known: Made) -> None:
        async with self._storage.transaction() as tx:
            await rooms.remember(tx, spot.place, known)

    async def _trouble(self, room: Room, lack: Lack, account_ids: Sequence[str] = ()) -> None:
        """Tell the core, which tells the coordinators: the same trouble is told once."""
        spot, place = room.spot, room.spot.place
        people = tuple(Account(place.platform, place.workspace, each) for each in account_ids)
        who = hashlib.sha256(",".join(account_ids).encode()).hexdigest()[:12]
        mark = f"room-trouble:{spot.cohort_id}:{spot.name}:{lack}:{who}"
        await self._core.handle(RoomTrouble(mark, self._clock.now(), spot.cohort_id, spot.name, lack, people))
