"""What the adapter of any platform asks the storage."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta

from bot.errors import TryLater
from bot.events import Place
from bot.ports import Delivery, Storage
from bot.rooms import is_made

REMEMBERED = 20_000
"""So many channels at most; then each is asked about again."""
_MADE_WITHIN = timedelta(minutes=1)


class _Versions:
    """The version of what look-ups read. A server is asked for it once for all who want to know at the same time."""

    def __init__(self, storage: Storage) -> None:
        self._storage, self._turn = storage, asyncio.Lock()
        self._next: asyncio.Task[int] | None = None

    async def by_now(self) -> int:
        """Return the version, of a moment that is not before this call."""
        here = self._storage.version
        if here is not None:
            return here
        if self._next is None:
            self._next = asyncio.create_task(self._asked(), name="kith asks for the version")
        return await asyncio.shield(self._next)

    async def _asked(self) -> int:
        async with self._turn:
            self._next = None  # whoever comes from here on wants to know of a later moment
            async with self._storage.snapshot() as tx:
                return await tx.lookup_version()


class Lookups:
    """Look-ups for one platform; a workspace is only ever asked about itself."""

    def __init__(self, platform: str, storage: Storage) -> None:
        self._platform, self._storage = platform, storage
        self._versions = _Versions(storage)
        self._ours: dict[tuple[str, str], bool] = {}
        self._as_of: int | None = None

    async def is_ours(self, workspace: str, channel_id: str) -> bool:
        """Whether a channel is a group's or a cohort's; asked once for each version of what look-ups read."""
        version, key = await self._versions.by_now(), (workspace, channel_id)
        if version != self._as_of or len(self._ours) > REMEMBERED:
            self._ours, self._as_of = {}, version
        ours = self._ours  # another one as soon as something was written while we asked
        if key in ours:
            return ours[key]
        async with self._storage.snapshot() as tx:
            is_same = await tx.lookup_version() == version
            is_ours = await tx.places.at(Place(self._platform, workspace, channel_id)) is not None
        if is_same:
            ours[key] = is_ours
        return is_ours

    async def made_channel(self, delivery: Delivery) -> str:
        """Return the channel a group or a cohort has by now for what was planned under a name like "#help".

        Raises TryLater while there is none.
        """
        recipient_id, target = delivery.recipient_id, delivery.target
        async with self._storage.snapshot() as tx:
            spot = await tx.places.of_group(recipient_id) or await tx.places.named(recipient_id, target.id.lstrip("#"))
        place = spot.place if spot is not None else None
        is_here = place is not None and (place.platform, place.workspace) == (self._platform, target.workspace)
        if place is None or not is_here or not is_made(place.channel):
            raise TryLater("the channel is not made yet", _MADE_WITHIN)
        return place.channel

    async def accounts(self, member_ids: Collection[str], workspace: str) -> Mapping[str, str]:
        """Return by member the id under which a workspace knows them; who is not there is left out."""
        found: dict[str, str] = {}
        if not member_ids:
            return found
        async with self._storage.snapshot() as tx:
            for member_id in member_ids:
                for account in await tx.members.accounts(member_id):
                    if (account.platform, account.workspace) == (self._platform, workspace):
                        found.setdefault(member_id, account.id)
        return found
