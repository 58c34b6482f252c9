"""The platforms with faults: some requests are refused, as many are stored and the answer is dropped.

What becomes of a place's first request, its second and so on is settled beforehand, so that a course does not depend on
which of two requests came first.
"""

import asyncio
import json
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import aiohttp

from tests.benchmarks.peers.platforms import ROUND_TRIP, Answer, DiscordSession, SlackClient, refused_by_slack

_CHANNEL = re.compile(r"/channels/(\d+)/messages")
_WAITS = (1, 5, 30)


class Faults:
    """The fate of every request. `met` counts the requests with a fault."""

    def __init__(self, share: float, seed: int) -> None:
        self.share, self.met = share, 0
        self._seed, self._asked = seed, Counter[str]()

    def roll(self, place: str) -> tuple[float, int]:
        """Return a number from 0 to 1, a fault below `share`, and how long a refusal asks to wait."""
        self._asked[place] += 1
        chance = Random(f"{self._seed} {place} {self._asked[place]}")
        roll = chance.random()
        self.met += roll < self.share
        return roll, chance.choice(_WAITS)


class FaultyDiscord(DiscordSession):
    """Discord that knows its nonces and has a history, and faults in this share of what is posted."""

    def __init__(self, faults: Faults) -> None:
        super().__init__()
        self._faults = faults
        self._stored: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)

    @asynccontextmanager
    async def request(self, method: str, url: str, data: str = "", **more: Any) -> AsyncIterator[Answer]:
        """Take a message once, however often it comes with one nonce; now and then with a fault."""
        found = _CHANNEL.search(url)
        place = found.group(1) if found else ""
        channel = self._stored[place]
        if method == "GET":
            await asyncio.sleep(ROUND_TRIP)
            yield Answer(200, list(reversed(channel.values())))  # type: ignore[arg-type]
            return
        roll, wait = self._faults.roll(place)
        if roll < self._faults.share / 2:
            await asyncio.sleep(ROUND_TRIP)
            yield Answer(429, {"message": "Slow down.", "retry_after": wait, "global": False})
            return
        nonce = json.loads(data)["nonce"]
        if nonce in channel:
            await asyncio.sleep(ROUND_TRIP)
            answer = Answer(200, channel[nonce])
        else:
            async with super().request(method, url, data, **more) as answer:
                if answer.status == 200:
                    channel[nonce] = {**answer.body, "author": {"id": ""}, "nonce": nonce}
        if answer.status == 200 and roll < self._faults.share:
            raise aiohttp.ServerDisconnectedError
        yield answer


class FaultySlack(SlackClient):
    """Slack with its history, and faults in this share of what is posted."""

    def __init__(self, faults: Faults) -> None:
        super().__init__()
        self._faults = faults
        self._stored: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    async def chat_postMessage(self, channel: str, text: str, **more: Any) -> dict[str, Any]:
        """Take a message; now and then with a fault."""
        roll, wait = self._faults.roll(channel)
        if roll < self._faults.share / 2:
            await asyncio.sleep(ROUND_TRIP)
            raise refused_by_slack(wait)
        sent = await super().chat_postMessage(channel, text, **more)
        self._stored[channel].append({"ts": sent["ts"], "metadata": more["metadata"]})
        if roll < self._faults.share:
            raise aiohttp.ServerDisconnectedError
        return sent

    async def conversations_history(self, channel: str, **_: Any) -> dict[str, Any]:
        """Return what is in a conversation."""
        await asyncio.sleep(ROUND_TRIP)
        return {"messages": self._stored[channel][::-1]}
