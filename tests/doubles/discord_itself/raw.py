"""Requests and gateway payloads by hand: what no well-behaved client would send."""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp
import httpx

from tests.doubles.discord import Discord

AGENT = "DiscordBot (https://example.org, 1)"


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    body: Any
    headers: httpx.Headers

    @property
    def outcome(self) -> tuple[int, int]:
        """The status, and Discord's own code."""
        return self.status, self.body["code"]

    def fault(self, *path: str | int) -> str:
        """Return the code of the first fault of a field of the form."""
        place = self.body["errors"]
        for step in path:
            place = place[str(step)]
        return str(place["_errors"][0]["code"])


class Raw:
    """Sends requests by hand; what it sends wrongly is not held against the test."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord
        headers = {"Authorization": f"Bot {discord.token}", "User-Agent": AGENT}
        self._client = httpx.AsyncClient(base_url=discord.api_base, headers=headers, timeout=5)

    async def send(self, method: str, path: str, body: Any = None, **more: Any) -> Answered:
        """Send a request."""
        if body is not None:
            more["json"] = body
        response = await self._client.request(method, path, **more)
        self._discord.violations.clear()
        is_json = response.headers.get("content-type") == "application/json"
        return Answered(response.status_code, response.json() if is_json else response.text, response.headers)

    async def post(self, path: str, body: Any = None, **more: Any) -> Answered:
        """Send a POST."""
        return await self.send("POST", path, body, **more)

    async def get(self, path: str, **more: Any) -> Answered:
        """Send a GET."""
        return await self.send("GET", path, **more)

    async def patch(self, path: str, body: Any, **more: Any) -> Answered:
        """Send a PATCH."""
        return await self.send("PATCH", path, body, **more)

    async def put(self, path: str, body: Any = None, **more: Any) -> Answered:
        """Send a PUT."""
        return await self.send("PUT", path, body, **more)

    async def delete(self, path: str, **more: Any) -> Answered:
        """Send a DELETE."""
        return await self.send("DELETE", path, **more)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


class Wire:
    """A connection to the gateway by hand."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord
        self._session = aiohttp.ClientSession()
        self.socket: aiohttp.ClientWebSocketResponse

    async def open(self, version: int = 10) -> dict[str, Any]:
        """Connect and return HELLO."""
        self.socket = await self._session.ws_connect(f"{self._discord.gateway_url}?v={version}&encoding=json")
        return await self.hears()

    async def hears(self) -> dict[str, Any]:
        """Return the next payload."""
        return dict(await self.socket.receive_json(timeout=5))

    async def hears_until(self, name: str) -> list[dict[str, Any]]:
        """Return all payloads up to an event."""
        heard = [await self.hears()]
        while heard[-1]["t"] != name:
            heard.append(await self.hears())
        return heard

    async def op(self, code: int, data: Any = None) -> None:
        """Send a payload."""
        await self.socket.send_str(json.dumps({"op": code, "d": data}))

    async def identify(self, intents: int = 1, **more: Any) -> None:
        """Send an IDENTIFY."""
        properties = {"os": "linux", "browser": "hand", "device": "hand"}
        await self.op(2, {"token": self._discord.token, "intents": intents, "properties": properties, **more})

    async def closed_with(self) -> int | None:
        """Return the code with which the gateway closes."""
        while True:
            message = await self.socket.receive(timeout=5)
            if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR):
                return self.socket.close_code

    async def hangs_up(self, code: int = 1006) -> None:
        """Close with a code, or just drop the line."""
        if code == 1006:
            self.socket._response.connection.transport.abort()
        else:
            await self.socket.close(code=code)

    async def close(self) -> None:
        """Close the session."""
        await self._session.close()


class Wires:
    """Opens connections by hand and closes them."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord
        self._opened: list[Wire] = []

    async def open(self, version: int = 10) -> Wire:
        """Connect, and read HELLO."""
        wire = Wire(self._discord)
        self._opened.append(wire)
        hello = await wire.open(version)
        assert hello["op"] == 10
        return wire

    async def ready(self, intents: int = 1, **more: Any) -> tuple[Wire, dict[str, Any]]:
        """Connect and identify, and return READY with the connection."""
        wire = await self.open()
        await wire.identify(intents, **more)
        heard = await wire.hears_until("READY")
        return wire, heard[-1]["d"]

    async def close(self) -> None:
        """Close them all."""
        for wire in self._opened:
            await wire.close()
