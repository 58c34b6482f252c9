"""What the adapter of any platform asks the storage."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from bot.errors import TryLater
from bot.events import Place
from bot.ports import Delivery, Storage
from bot.rooms import is_made

REMEMBERED = 20_000
"""So many channels at most; then each is asked about again."""
_MADE_WITHIN = timedelta(minutes=1)


class Lookups:
    """Look-ups for one platform; a workspace is only ever asked about itself."""

    def __init__(self, platform: str, storage: Storage) -> None:
        self._platform, self._storage = platform, storage
        self._ours: dict[tuple[str, str], bool] = {}
        self._as_of: int | None = None

    async def is_ours(self, workspace: str, channel_id: str) -> bool:
        """Whether a channel is a group's or a cohort's; asked once for each state the database has."""
        version, key = self._storage.version, (workspace, channel_id)
        if version is None or version != self._as_of or len(self._ours) > REMEMBERED:
            self._ours, self._as_of = {}, version
        ours = self._ours  # another one as soon as something was written while we asked
        if key not in ours:
            async with self._storage.snapshot() as tx:
                ours[key] = await tx.places.at(Place(self._platform, workspace, channel_id)) is not None
        return ours[key]

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
