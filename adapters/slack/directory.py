"""What the adapter asks the storage: which channels are ours, who is mentioned."""

from typing import Final

from adapters.lookups import Lookups
from bot.events import Account
from bot.ports import Storage

PLATFORM: Final = "slack"


class Directory(Lookups):
    """Look-ups in Slack's workspaces."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(PLATFORM, storage)

    async def with_open_profile(self, team_id: str) -> list[Account]:
        """Return who in a workspace has no zone or language of their own yet."""
        async with self._storage.snapshot() as tx:
            return await tx.members.with_open_profile(PLATFORM, team_id)
