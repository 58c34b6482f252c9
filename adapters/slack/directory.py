"""What the adapter asks the storage: which channels are ours, who is mentioned."""

from collections.abc import Collection, Mapping
from typing import Final

from bot.events import Account, Place
from bot.ports import Storage

PLATFORM: Final = "slack"


class Directory:
    """Look-ups; a workspace is only ever asked about itself."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def is_ours(self, team_id: str, channel_id: str) -> bool:
        """Whether a channel is a group's or a cohort's."""
        async with self._storage.snapshot() as tx:
            return await tx.places.at(Place(PLATFORM, team_id, channel_id)) is not None

    async def with_open_profile(self, team_id: str) -> list[Account]:
        """Return who in a workspace has no zone or language of their own yet."""
        async with self._storage.snapshot() as tx:
            return await tx.members.with_open_profile(PLATFORM, team_id)

    async def accounts(self, member_ids: Collection[str], team_id: str) -> Mapping[str, str]:
        """Return by member the id under which a workspace knows them; who is not there is left out."""
        found: dict[str, str] = {}
        if not member_ids:
            return found
        async with self._storage.snapshot() as tx:
            for member_id in member_ids:
                for account in await tx.members.accounts(member_id):
                    if (account.platform, account.workspace) == (PLATFORM, team_id):
                        found.setdefault(member_id, account.id)
        return found
