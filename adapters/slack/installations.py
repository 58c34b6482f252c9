"""In which workspaces the app is: found at the start, kept up, lost again; the core is told, and their cohorts rest."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.core import Core
from adapters.slack.directory import PLATFORM
from adapters.slack.outcomes import BAD_TOKENS, error_of, reason
from adapters.slack.tokens import Tokens
from adapters.slack.workspaces import Access, Client, Workspaces
from bot.cards import Card
from bot.errors import EnvironmentProblem
from bot.events import WorkspaceFound, WorkspaceLost
from bot.ports import Clock
from bot.wording.common import TROUBLE

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = 1.0
_LONGEST: Final = 60.0
_REFRESH_BEFORE: Final = timedelta(hours=2)
"""How long before its end a token is exchanged."""
_NEVER_AGAIN: Final = frozenset({"invalid_refresh_token", "token_revoked", "account_inactive"})
"""Why Slack gives no other token for this one, whatever anybody does but install the app again."""
_BAD_TOKEN: Final = (
    "Slack does not accept the bot's token. Take the “Bot User OAuth Token” from the app's page under OAuth & "
    "Permissions (install the app there first) and set it as KITH_SLACK_BOT_TOKEN in the environment."
)
_TROUBLES: Final = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)


class Installations:
    """Looks after the workspaces. `client` is needed where the app is installed over the web.

    `when_found` are called with the id of a workspace that the core has just been told of.
    """

    def __init__(
        self, core: Core, clock: Clock, workspaces: Workspaces, tokens: Tokens, client: Client | None = None
    ) -> None:
        self._core, self._clock, self._workspaces, self._tokens = core, clock, workspaces, tokens
        self._client = client
        self.when_found: list[Callable[[str], None]] = []
        self._is_told: set[str] = set()
        self._is_away: set[str] = set()
        self._locks: dict[str, asyncio.Lock] = {}

    async def begin(self, bot_token: str) -> None:
        """Know the workspaces there are, for as long as it takes; EnvironmentProblem when the token is refused."""
        await self._load()
        if bot_token:
            self._workspaces.put(await self._log_in(bot_token))
        self._workspaces.are_all_known = True
        await self.look()

    async def look(self) -> None:
        """Exchange the tokens that end soon, and find out where the app is not any more."""
        await self._load()
        await asyncio.gather(*[self._look_at(access.team_id) for access in self._workspaces])

    async def look_for_new(self) -> None:
        """Find out which workspaces another process has got; the known ones are left alone."""
        known = {access.team_id for access in self._workspaces}
        await self._load()
        new = [access.team_id for access in self._workspaces if access.team_id not in known]
        await asyncio.gather(*[self._look_at(team_id) for team_id in new])

    async def knows(self, team_id: str) -> bool:
        """Whether the app is in a workspace, as far as the database says by now."""
        if self._workspaces.find(team_id) is None:
            await self.look_for_new()
        return self._workspaces.find(team_id) is not None

    async def add(self, access: Access) -> None:
        """Be in a workspace from now on, or in it again."""
        async with self._locked(access.team_id):
            await self._tokens.keep(access)
            self._workspaces.put(access)
            await self._found(access)

    async def gone(self, team_id: str, mark: str) -> bool:
        """Hear that the app was taken out, or a token ended; `mark` tells this time from others. False: not stored.

        Slack may say so late, or of a token that was exchanged: whether the app is still there is asked first. Raises
        what the request raises.
        """
        async with self._locked(team_id):
            access = self._workspaces.find(team_id)
            if access is None:
                return True
            access = await self._fresh(access)
            return await self._is_good(access) or await self._lost(access, mark)

    async def granted(self, told: Mapping[str, Any]) -> Access:
        """Return the access that an answer of oauth.v2.access grants. Raises what the request raises."""
        access = await self._workspaces.whose(told["access_token"])
        return self._dated(access, told)

    async def _load(self) -> None:
        """Know what is in the database: another process may have got a workspace or exchanged a token."""
        for access in await self._tokens.all() if self._client is not None else ():
            known = self._workspaces.find(access.team_id)
            if self._client is not None and not self._client.may_be_in(access.team_id):
                self._turned_away(access.team_id)
            elif known is None or known.token != access.token:
                self._workspaces.put(access)

    def _turned_away(self, team_id: str) -> None:
        """Leave alone a workspace that was taken off the list; its cohorts go on when it is on it again."""
        if team_id not in self._is_away:
            log.warning("workspace %s has the app and is not among `workspaces`: it is left alone", team_id)
            self._is_away.add(team_id)

    async def _look_at(self, team_id: str) -> None:
        async with self._locked(team_id):
            access = self._workspaces.find(team_id)
            if access is None:
                return
            try:
                access = await self._fresh(access)
                if await self._is_good(access):
                    await self._found(access)
                else:
                    await self._lost(access, f"{team_id}:{self._clock.now().timestamp():.0f}")
            except _TROUBLES as problem:
                log.warning("workspace %s could not be looked at: %s", team_id, reason(problem))

    async def _fresh(self, access: Access) -> Access:
        """Return the access with a token that does not end soon; the one there is where Slack never gives another.

        Raises what the request raises, so that an end that is only late news of ours loses no workspace.
        """
        if self._client is None or access.expires_at is None or self._clock.now() < access.expires_at - _REFRESH_BEFORE:
            return access
        try:
            told = await self._workspaces.grant(self._client, grant_type="refresh_token", refresh_token=access.refresh)
        except SlackApiError as problem:
            if error_of(problem) not in _NEVER_AGAIN:
                raise  # Slack may give one later, also when this one has ended
            log.error("the token of workspace %s cannot be exchanged any more: %s", access.team_id, reason(problem))
            return access
        fresh = self._dated(replace(access, token=told["access_token"]), told)
        await self._tokens.keep(fresh)
        self._workspaces.put(fresh)
        return fresh

    def _dated(self, access: Access, told: Mapping[str, Any]) -> Access:
        seconds = told.get("expires_in")
        expires_at: datetime | None = self._clock.now() + timedelta(seconds=int(seconds)) if seconds else None
        return replace(access, refresh=str(told.get("refresh_token") or ""), expires_at=expires_at)

    async def _is_good(self, access: Access) -> bool:
        try:
            await self._workspaces.client(access.team_id).auth_test()
        except SlackApiError as problem:
            if error_of(problem) in BAD_TOKENS:
                return False
            raise
        return True

    async def _found(self, access: Access) -> None:
        if access.team_id in self._is_told:
            return
        mark = f"{access.team_id}:{self._clock.now().timestamp():.0f}"
        if await self._tell(WorkspaceFound(f"found:{mark}", self._clock.now(), PLATFORM, access.team_id)):
            self._is_told.add(access.team_id)
            for hear in self.when_found:
                hear(access.team_id)
            log.info("the bot is in the Slack workspace %s", access.team_id)

    async def _lost(self, access: Access, mark: str) -> bool:
        if not await self._tell(WorkspaceLost(f"lost:{mark}", self._clock.now(), PLATFORM, access.team_id)):
            return False
        self._workspaces.forget(access.team_id)
        self._is_told.discard(access.team_id)
        await self._tokens.forget([access.team_id])
        log.error(
            "the app was taken out of workspace %s, or its token was revoked: its cohorts rest until it is installed "
            "there again",
            access.team_id,
        )
        return True

    async def _tell(self, event: WorkspaceFound | WorkspaceLost) -> bool:
        replies = await self._core.handle(event)
        return not any(isinstance(reply.answer, Card) and reply.answer.kind == TROUBLE for reply in replies)

    async def _log_in(self, bot_token: str) -> Access:
        wait = FIRST_PAUSE
        while True:
            try:
                return await self._workspaces.whose(bot_token)
            except _TROUBLES as problem:
                if error_of(problem) in BAD_TOKENS:
                    raise EnvironmentProblem(_BAD_TOKEN) from None
                log.warning("Slack does not answer (%s); tried again in %.0f s", reason(problem), wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST)

    def _locked(self, team_id: str) -> asyncio.Lock:
        """One thing at a time in a workspace: a token is exchanged once."""
        return self._locks.setdefault(team_id, asyncio.Lock())
