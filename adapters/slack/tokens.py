"""The installations the bot got over the web, kept in the database; their tokens are encrypted under KITH_KEY."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Final

from adapters.slack.workspaces import Access
from bot.ports import Storage, Tx

_PREFIX: Final = "slack:"


class Tokens:
    """One installation a workspace."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def all(self) -> list[Access]:
        """Return every installation."""
        async with self._storage.snapshot() as tx:
            return await kept(tx)

    async def keep(self, access: Access) -> None:
        """Keep an installation in the place of the one before."""
        expires_at = access.expires_at.isoformat() if access.expires_at else None
        written = json.dumps({**asdict(access), "expires_at": expires_at})
        async with self._storage.transaction() as tx:
            await tx.secrets.put(_PREFIX + access.team_id, written)

    async def forget(self, team_ids: Iterable[str]) -> None:
        """Keep installations no longer."""
        async with self._storage.transaction() as tx:
            for team_id in team_ids:
                await tx.secrets.forget(_PREFIX + team_id)


async def kept(tx: Tx) -> list[Access]:
    """Return every installation in a database."""
    found = []
    for text in (await tx.secrets.all(_PREFIX)).values():
        values = json.loads(text)
        expires_at = datetime.fromisoformat(values["expires_at"]) if values["expires_at"] else None
        found.append(Access(**{**values, "expires_at": expires_at}))
    return found
