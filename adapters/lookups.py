"""What the adapter of any platform asks the storage."""

from collections.abc import Collection, Mapping

from bot.events import Place
from bot.ports import Storage
from bot.rooms import is_made

REMEMBERED = 20_000
"""So many channels at most; then each is asked about again."""


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

    async def channel_of(self, recipient_id: str, name: str, workspace: str) -> str:
        """Return the channel a group or a cohort has by now under a name like "#help", "" while there is none."""
        async with self._storage.snapshot() as tx:
            spot = await tx.places.of_group(recipient_id) or await tx.places.named(recipient_id, name.lstrip("#"))
        is_here = spot is not None and (spot.place.platform, spot.place.workspace) == (self._platform, workspace)
        return spot.place.channel if spot is not None and is_here and is_made(spot.place.channel) else ""

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
