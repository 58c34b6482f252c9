"""Two ways to talk to the double: a real Bolt app, and requests a client library would never send."""

import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import SlackDouble, Workspace


@dataclass
class Answered:
    """What came back of a raw request."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> dict[str, Any]:
        """The body."""
        whole: dict[str, Any] = json.loads(self.text)
        return whole

    @property
    def error(self) -> str:
        """The error, empty where it went well."""
        return str(self.json.get("error", ""))


@dataclass
class Raw:
    """Sends exactly what a test says."""

    session: aiohttp.ClientSession
    base: str
    token: str

    async def call(self, method: str, **arguments: Any) -> Answered:
        """Call a method with JSON, as the bot."""
        return await self.send("POST", method, json=arguments)

    async def asks(self, method: str, **arguments: Any) -> Answered:
        """Call a method with a form, as the bot; what is no string is written as JSON."""
        form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in arguments.items()}
        return await self.send("POST", method, data=form)

    async def send(self, verb: str, method: str, *, token: str | None = "", **parts: Any) -> Answered:
        """Send anything; `token` None: none at all."""
        headers = dict(parts.pop("headers", {}))
        if token is not None:
            headers["Authorization"] = f"Bearer {token or self.token}"
        async with self.session.request(verb, self.base + method, headers=headers, **parts) as response:
            return Answered(response.status, dict(response.headers), await response.text())


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A plain client."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def raw(slack: SlackDouble, river: Workspace, http: aiohttp.ClientSession) -> AsyncIterator[Raw]:
    """Requests as the bot of the workspace; they break rules on purpose."""
    yield Raw(http, slack.api_base, river.bot_token)
    slack.violations.clear()


@dataclass
class Bot:
    """A real Bolt app in Socket Mode, with everything it heard."""

    app: AsyncApp
    client: AsyncWebClient
    heard: list[dict[str, Any]] = field(default_factory=list)

    def hears(self, kind: str) -> list[dict[str, Any]]:
        """The events of a type."""
        return [body for body in self.heard if body.get("event", {}).get("type") == kind]

    def events(self) -> list[str]:
        """The types of the events, in order."""
        return [body["event"]["type"] for body in self.heard if "event" in body]


@pytest.fixture
async def bot(slack: SlackDouble, river: Workspace) -> AsyncIterator[Bot]:
    """The unmodified libraries on the double, connected once; it takes everything and says nothing by itself."""
    async with connected(slack, river) as bot:
        yield bot


class connected:
    """`async with connected(slack, river) as bot`, for tests that need more than one, or something else."""

    def __init__(self, slack: SlackDouble, river: Workspace, prepare: Callable[[Bot], None] = lambda _: None) -> None:
        self._slack = slack
        client = AsyncWebClient(token=river.bot_token, base_url=slack.api_base, retry_handlers=[])
        self._bot = Bot(
            AsyncApp(client=client, ignoring_self_events_enabled=False, process_before_response=True), client
        )
        prepare(self._bot)
        self._listen()

    def _listen(self) -> None:
        bot = self._bot

        async def note(body: dict[str, Any], next: Callable[[], Any]) -> None:
            bot.heard.append(body)
            await next()

        async def takes(ack: Callable[[], Any]) -> None:
            await ack()

        bot.app.use(note)
        everything = re.compile(".*")
        for kind in ("event", "command", "action", "view", "view_closed", "shortcut"):
            getattr(bot.app, kind)(everything)(takes)

    async def __aenter__(self) -> Bot:
        before = len(self._slack.sockets.usable)
        self._handler = AsyncSocketModeHandler(self._bot.app, self._slack.app_token)
        await self._handler.connect_async()
        await self._slack.sockets.connected(before + 1)
        return self._bot

    async def __aexit__(self, *_: object) -> None:
        await self._handler.close_async()
