"""Socket Mode: several connections, so that one may go at any time, and somebody who watches each of them.

slack_sdk comes back by itself from most things. From a closed or silent client it does not: that is made anew.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from adapters.slack.outcomes import error_of, reason
from bot.errors import EnvironmentProblem

log = logging.getLogger(__name__)

_GOODBYE_WITHIN: Final = 2.0
_MAKE_TOKEN: Final = (
    "Make one on the app's page under Basic Information, App-Level Tokens, with the scope connections:write, and set "
    "it as KITH_SLACK_APP_TOKEN in the environment."
)
_BAD_TOKEN: Final = f"Slack does not accept the app-level token. {_MAKE_TOKEN}"
_REFUSALS: Final = {
    **dict.fromkeys(("invalid_auth", "not_authed", "token_revoked", "account_inactive"), _BAD_TOKEN),
    "not_allowed_token_type": _BAD_TOKEN,
    "missing_scope": f"The app-level token lacks the scope connections:write. {_MAKE_TOKEN}",
    "forbidden_team": "Socket Mode is switched off. Switch it on on the app's page under Socket Mode.",
}


@dataclass(frozen=True, slots=True)
class Watch:
    """How closely connections are watched, in seconds of the machine's clock."""

    look_every: float = 5.0
    unwell_for: float = 20.0
    open_within: float = 30.0
    longest_pause: float = 60.0


class Sockets:
    """Keeps `count` connections open for as long as `keep` runs. `has_connected` is set while there is at least one."""

    def __init__(
        self, new_app: Callable[[], AsyncApp], app_token: str, count: int = 2, watch: Watch | None = None
    ) -> None:
        self._new_app, self._token, self._count = new_app, app_token, count
        self._watch = watch or Watch()
        self._well: set[int] = set()
        self.handlers: dict[int, AsyncSocketModeHandler] = {}
        self.has_connected = asyncio.Event()

    @property
    def open(self) -> int:
        """How many connections are well."""
        return len(self._well)

    async def keep(self) -> None:
        """Stay connected. EnvironmentProblem when Slack refuses the very first connection for good."""
        async with asyncio.TaskGroup() as group:
            for number in range(self._count):
                group.create_task(self._keep_one(number), name=f"slack connection {number + 1}")

    async def _keep_one(self, number: int) -> None:
        failures = 0
        while True:
            handler = self.handlers[number] = AsyncSocketModeHandler(self._new_app(), self._token)
            try:
                async with asyncio.timeout(self._watch.open_within):  # wait_for can swallow the end of the whole task
                    await _connect(handler)
                failures = 0
                await self._watch_over(number, handler)
                log.warning("connection %s to Slack is not well; it is made anew", number + 1)
            except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as problem:
                self._refused(problem)
                failures += 1
            finally:
                self._is_well(number, well=False)
                await _close(handler)
            await self._pause(failures)

    async def _watch_over(self, number: int, handler: AsyncSocketModeHandler) -> None:
        """Return when a connection has been unwell for too long."""
        unwell = timedelta(0)
        while unwell < timedelta(seconds=self._watch.unwell_for):
            well = await _is_well(handler)
            self._is_well(number, well=well)
            unwell = timedelta(0) if well else unwell + timedelta(seconds=self._watch.look_every)
            await asyncio.sleep(self._watch.look_every)

    def _is_well(self, number: int, *, well: bool) -> None:
        (self._well.add if well else self._well.discard)(number)
        (self.has_connected.set if self._well else self.has_connected.clear)()

    def _refused(self, problem: Exception) -> None:
        sentence = refusal(problem)
        if sentence and not self.has_connected.is_set():
            raise EnvironmentProblem(sentence) from None
        log.warning("no connection to Slack: %s", sentence or reason(problem))

    async def _pause(self, failures: int) -> None:
        wait = min(2.0**failures, self._watch.longest_pause) if failures else 0.0
        await asyncio.sleep(wait * (0.5 + random.random() / 2))


def refusal(problem: Exception) -> str:
    """Return what somebody has to do when Slack gives no connection; "" where that is not known."""
    return _REFUSALS.get(error_of(problem), "")


async def _connect(handler: AsyncSocketModeHandler) -> None:
    """Ask for the address ourselves: the client would ask for ever and tell nobody why it gets none."""
    handler.client.wss_uri = await handler.client.issue_new_wss_url()
    await handler.connect_async()  # type: ignore[no-untyped-call]


async def _close(handler: AsyncSocketModeHandler) -> None:
    """Close a client, whatever state it is in; the second time there is no goodbye left to wait for."""
    for _ in range(2):
        with suppress(Exception):
            async with asyncio.timeout(_GOODBYE_WITHIN):
                await handler.close_async()  # type: ignore[no-untyped-call]
                return


async def _is_well(handler: AsyncSocketModeHandler) -> bool:
    """Whether a client is connected and everything in it still runs."""
    client = handler.client
    runs = (client.message_processor, client.current_session_monitor, client.message_receiver)
    return await client.is_connected() and not any(task is None or task.done() for task in runs)
