"""The platforms with faults: some requests are refused, as many are stored and the answer is dropped."""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import aiohttp

from tests.benchmarks.peers.platforms import ROUND_TRIP, Answer, DiscordSession, SlackClient, refused_by_slack

_CHANNEL = re.compile(r"/channels/(\d+)/messages")


class FaultyDiscord(DiscordSession):
    """Discord that knows its nonces and has a history, and faults in this share of what is posted."""

    def __init__(self, share: float, chance: Random) -> None:
        super().__init__()
        self._share, self._chance, self.faults = share, chance, 0
        self._stored: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)

    @asynccontextmanager
    async def request(self, method: str, url: str, data: str = "", **more: Any) -> AsyncIterator[Answer]:
        """Take a message once, however often it comes with one nonce; now and then with a fault."""
        found = _CHANNEL.search(url)
        channel = self._stored[found.group(1) if found else ""]
        if method == "GET":
            await asyncio.sleep(ROUND_TRIP)
            yield Answer(200, list(reversed(channel.values())))  # type: ignore[arg-type]
            return
        roll = self._chance.random()
        self.faults += roll < self._share
        if roll < self._share / 2:
            await asyncio.sleep(ROUND_TRIP)
            yield Answer(
                429, {"message": "Slow down.", "retry_after": self._chance.choice((1, 5, 30)), "global": False}
            )
            return
        nonce = json.loads(data)["nonce"]
        if nonce in channel:
            await asyncio.sleep(ROUND_TRIP)
            answer = Answer(200, channel[nonce])
        else:
            async with super().request(method, url, data, **more) as answer:
                if answer.status == 200:
                    channel[nonce] = {**answer.body, "author": {"id": ""}, "nonce": nonce}
        if answer.status == 200 and roll < self._share:
            raise aiohttp.ServerDisconnectedError
        yield answer


class FaultySlack(SlackClient):
    """Slack with its history, and faults in this share of what is posted."""

    def __init__(self, share: float, chance: Random) -> None:
        super().__init__()
        self._share, self._chance, self.faults = share, chance, 0
        self._stored: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    async def chat_postMessage(self, channel: str, text: str, **more: Any) -> dict[str, Any]:
        """Take a message; now and then with a fault."""
        roll = self._chance.random()
        self.faults += roll < self._share
        if roll < self._share / 2:
            await asyncio.sleep(ROUND_TRIP)
            raise refused_by_slack(self._chance.choice((1, 5, 30)))
        sent = await super().chat_postMessage(channel, text, **more)
        self._stored[channel].append({"ts": sent["ts"], "metadata": more["metadata"]})
        if roll < self._share:
            raise aiohttp.ServerDisconnectedError
        return sent

    async def conversations_history(self, channel: str, **_: Any) -> dict[str, Any]:
        """Return what is in a conversation."""
        await asyncio.sleep(ROUND_TRIP)
        return {"messages": self._stored[channel][::-1]}
