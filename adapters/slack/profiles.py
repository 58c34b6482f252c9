"""Zone and locale of people nobody said them of: read from their profiles, and told to the core."""

import asyncio
import logging

from adapters.slack.core import Core
from adapters.slack.directory import Directory
from adapters.slack.outcomes import reason
from adapters.slack.workspaces import Workspaces
from bot.events import Account, ProfileSeen
from bot.ports import Clock

log = logging.getLogger(__name__)


class Profiles:
    """Looks at the profiles of those only whose zone or language is open. `has_looked` is set after the first look."""

    def __init__(self, core: Core, clock: Clock, directory: Directory, workspaces: Workspaces) -> None:
        self._core, self._clock, self._directory, self._workspaces = core, clock, directory, workspaces
        self.has_looked = asyncio.Event()

    async def look(self) -> None:
        """Look at every profile that is of use, one after another; what does not work is done at the next look."""
        for access in self._workspaces:
            for account in await self._directory.with_open_profile(access.team_id):
                await self._seen(account)
        self.has_looked.set()

    async def changed(self, by: Account) -> None:
        """Look at a profile again that changed."""
        if by in await self._directory.with_open_profile(by.workspace):
            await self._seen(by)

    async def _seen(self, account: Account) -> None:
        client = self._workspaces.client(account.workspace)
        try:
            user = (await client.users_info(user=account.id, include_locale=True))["user"]
        except Exception as problem:
            log.warning("a profile in workspace %s could not be read: %s", account.workspace, reason(problem))
            return
        zone, locale = str(user.get("tz") or ""), str(user.get("locale") or "")
        mark = f"profile:{account.id}:{zone}:{locale}"  # the same profile is told once
        await self._core.handle(ProfileSeen(mark, self._clock.now(), account, zone, locale))
