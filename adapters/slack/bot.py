"""The bot on Slack: its parts put together, running beside whatever else runs, until it is told to stop."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from adapters.slack.answering import Answering
from adapters.slack.bolt import bolt_app
from adapters.slack.core import Core
from adapters.slack.directory import Directory
from adapters.slack.gateway import Gateway, Parts
from adapters.slack.home import Homes
from adapters.slack.messenger import SlackMessenger
from adapters.slack.outcomes import error_of, reason
from adapters.slack.replying import Replier
from adapters.slack.sockets import Sockets, Watch
from adapters.slack.workspaces import Workspaces
from bot.errors import EnvironmentProblem
from bot.ports import Clock, Storage

log = logging.getLogger(__name__)

HEARD_WITHIN: Final = 20.0
"""Seconds a start waits for Slack before everything else goes on without it."""
FIRST_PAUSE: Final = 1.0
_LONGEST: Final = 60.0
_BAD_TOKEN: Final = (
    "Slack does not accept the bot's token. Take the “Bot User OAuth Token” from the app's page under OAuth & "
    "Permissions (install the app there first) and set it as KITH_SLACK_BOT_TOKEN in the environment."
)
_BAD_TOKENS = ("not_authed", "invalid_auth", "token_revoked", "account_inactive", "not_allowed_token_type")


@dataclass(frozen=True, slots=True)
class Keys:
    """The tokens, which are never shown, and another address for Slack's API ("" is Slack's own)."""

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    api_base: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the bot is put into. `handled` is called after every event."""

    core: Core
    storage: Storage
    clock: Clock
    handled: Callable[[], None] = lambda: None


class SlackBot:
    """One app, in Socket Mode."""

    def __init__(self, keys: Keys, around: Surroundings, watch: Watch | None = None) -> None:
        self._keys = keys
        self.workspaces = Workspaces(keys.api_base)
        directory = Directory(around.storage)
        self.messenger = SlackMessenger(self.workspaces, directory, around.clock)
        answering = Answering(around.core, Replier(self.workspaces, self.messenger.write), around.clock)
        homes = Homes(around.core, self.workspaces)
        parts = Parts(
            around.core,
            directory,
            self.workspaces,
            answering,
            homes,
            self.messenger,
            around.handled,
            self._gone,
        )
        self.gateway = Gateway(parts)
        self.sockets = Sockets(self.new_app, keys.app_token, watch=watch)

    def new_app(self) -> AsyncApp:
        """Return a Bolt app in front of the gateway."""
        return bolt_app(self.gateway, self.workspaces.new_client(None))

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator["asyncio.Task[None]"]:
        """Connect, and stay so until the block ends; yields the task that does.

        EnvironmentProblem when Slack refuses the bot. When it cannot be reached the block begins all the same.
        """
        running = asyncio.create_task(self._run(), name="kith on Slack")
        listening = asyncio.create_task(self.sockets.has_connected.wait(), name="slack listens")
        try:
            await asyncio.wait({running, listening}, timeout=HEARD_WITHIN, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            if not listening.done():
                log.warning("Slack is not there yet; everything else begins without it")
            yield running
        finally:
            await _ended(running, listening)
            await self.gateway.stop()

    async def _run(self) -> None:
        await self._log_in()
        try:
            await self.sockets.keep()
        except ExceptionGroup as problems:
            raise problems.exceptions[0] from None

    async def _log_in(self) -> None:
        """Ask Slack which workspace this is, for as long as it takes; EnvironmentProblem when the token is refused."""
        wait = FIRST_PAUSE
        while True:
            try:
                access = await self.workspaces.log_in(self._keys.bot_token)
            except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as problem:
                if error_of(problem) in _BAD_TOKENS:
                    raise EnvironmentProblem(_BAD_TOKEN) from None
                log.warning("Slack does not answer (%s); tried again in %.0f s", reason(problem), wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST)
                continue
            log.info("the bot is in the Slack workspace %s", access.team_id)
            return

    def _gone(self, team_id: str) -> None:
        self.workspaces.forget(team_id)
        log.error(
            "the app was taken out of workspace %s, or its token was revoked; its cohorts get no messages", team_id
        )


async def _ended(*tasks: "asyncio.Task[Any]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
