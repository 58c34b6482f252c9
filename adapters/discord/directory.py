"""What the adapter asks the storage: whose account it is, which channels are ours, who is mentioned."""

import re
from collections.abc import Sequence
from typing import Final

from adapters.lookups import Lookups
from bot.events import Account
from bot.ports import Delivery, Storage
from bot.repositories import Beside

PLATFORM: Final = "discord"


_SNOWFLAKE = re.compile(r"\d{15,20}\Z")


def is_snowflake(text: str) -> bool:
    """Whether a text is an id of Discord's; a channel that is still to be made has a name instead."""
    return _SNOWFLAKE.match(text) is not None


class Directory(Lookups):
    """Look-ups for one bot on the servers it is there for; `guilds` are their ids, the first is the usual one."""

    def __init__(self, storage: Storage, guilds: Sequence[str]) -> None:
        super().__init__(PLATFORM, storage)
        self.guilds = tuple(guilds)

    async def home(self, user_id: str) -> str:
        """Return the server through which somebody is known to us: private conversations belong to none."""
        if len(self.guilds) == 1:
            return self.guilds[0]
        async with self._storage.snapshot() as tx:
            for guild in self.guilds:
                if await tx.members.of_account(Account(PLATFORM, guild, user_id)):
                    return guild
        return self.guilds[0]

    async def beside(self, delivery: Delivery) -> Beside:
        """Return what else went where a delivery goes about then, or is on its way there."""
        async with self._storage.snapshot() as tx:
            return await tx.doubts.beside(delivery)

    async def scanned(self) -> dict[str, str]:
        """Return the channels whose messages cohorts have scanned, each with its server."""
        async with self._storage.snapshot() as tx:
            listed = {cohort.id: cohort.plan.safety.scan for cohort in await tx.cohorts.all()}
            spots = [spot for guild in self.guilds for spot in await tx.places.in_workspace(PLATFORM, guild)]
        return {
            spot.place.channel: spot.place.workspace
            for spot in spots
            if spot.name in listed.get(spot.cohort_id, ()) and is_snowflake(spot.place.channel)
        }
