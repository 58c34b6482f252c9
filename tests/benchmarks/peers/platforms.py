"""Platforms' limits in virtual time: each counts what it refused, and answers after one round trip."""

import asyncio
import itertools
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

ROUND_TRIP = 0.1
"""Seconds a request takes."""
A_SECOND = 50
"""Discord: requests a second for a whole bot."""


@dataclass
class Answer:
    """What discord.py's HTTP client reads of a response."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json", "Via": "1.1"})
    reason: str = ""

    async def text(self, encoding: str = "utf-8") -> str:
        """Return the body."""
        return json.dumps(self.body)


class DiscordSession:
    """Stands for the HTTP session under discord.py's own client: its waits and repetitions stay the real ones."""

    def __init__(self) -> None:
        self.refused, self.arrived = 0, list[tuple[float, str]]()
        self._window, self._used, self._ids = 0.0, 0, itertools.count(10**17)
        self.closed = False

    @asynccontextmanager
    async def request(self, _method: str, _url: str, data: str = "", **_: Any) -> AsyncIterator[Answer]:
        """Take a message, or refuse it for the rest of the second."""
        now = asyncio.get_running_loop().time()
        if now >= self._window + 1:
            self._window, self._used = now, 0
        self._used += 1
        if self._used > A_SECOND:
            self.refused += 1
            await asyncio.sleep(ROUND_TRIP)
            wait = max(self._window + 1 - asyncio.get_running_loop().time(), 0.01)
            yield Answer(429, {"message": "You are being rate limited.", "retry_after": wait, "global": True})
            return
        await asyncio.sleep(ROUND_TRIP)
        self.arrived.append((asyncio.get_running_loop().time(), data))
        yield Answer(200, {"id": str(next(self._ids))})

    async def close(self) -> None:
        """Nothing is open."""


class SlackClient:
    """Stands for slack_sdk's client: one message a second in a conversation."""

    def __init__(self) -> None:
        self.refused, self.arrived = 0, list[tuple[float, str]]()
        self._free_at: dict[str, float] = defaultdict(float)

    def client(self, _team_id: str) -> "SlackClient":
        """Return itself: there is one workspace."""
        return self

    async def chat_postMessage(self, channel: str, text: str, **_: Any) -> dict[str, Any]:
        """Take a message, or refuse it until the conversation is free."""
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(ROUND_TRIP)
        if now < self._free_at[channel] - 1e-6:
            self.refused += 1
            raise refused_by_slack(self._free_at[channel] - now)
        self._free_at[channel] = now + 1
        self.arrived.append((asyncio.get_running_loop().time(), text))
        return {"ok": True, "ts": f"{now:.6f}"}


def refused_by_slack(wait: float) -> SlackApiError:
    """Return what slack_sdk raises where Slack asks to wait so many seconds."""
    headers = {"Retry-After": str(max(1, round(wait + 0.5)))}
    told = {"ok": False, "error": "ratelimited"}
    options: dict[str, Any] = {"client": None, "http_verb": "POST", "api_url": "chat.postMessage", "req_args": {}}
    return SlackApiError("ratelimited", AsyncSlackResponse(data=told, headers=headers, status_code=429, **options))
