"""Drives a served workspace over HTTP, as people would: for rehearsals through the wire and tests without a browser."""

from collections.abc import Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Self, cast

from adapters.http import httpx
from adapters.local.directory import direct_channel_id
from adapters.local.site import TOKEN_HEADER

Json = dict[str, Any]


class Refused(Exception):
    """The workspace said no; the text is its sentence."""


class LocalClient:
    """Acts as anybody. Messages are the objects of `wire.message`; an act returns those of `wire.answer`.

    `transport` connects it to an application in this process instead of a port.
    """

    def __init__(self, url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(base_url=url, transport=transport, timeout=600, trust_env=False)
        self._token = ""

    async def __aenter__(self) -> Self:
        """Fetch the token that every act needs."""
        self._token = (await self._get("/api/session"))["token"]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        await self._http.aclose()

    async def people(self) -> list[Json]:
        """Return everybody, with how much they have not read."""
        return cast(list[Json], await self._get("/api/people"))

    async def inbox(self, person: str, limit: int = 100) -> Json:
        """Return somebody's `channels`, newest `messages` wherever (oldest first) and open `dialog`."""
        return cast(Json, await self._get(f"/api/people/{person}/inbox", limit=limit))

    async def messages(self, person: str, channel: str = "", thread: str = "") -> list[Json]:
        """Return what somebody sees of a channel (their private chat by default), or of a thread, oldest first."""
        chosen = channel or direct_channel_id(person)
        return cast(list[Json], await self._get(f"/api/people/{person}/messages", channel=chosen, thread=thread))

    async def say(self, person: str, channel: str | None, text: str, reply_to: str = "") -> Json:
        """Write to a channel, or to the bot when it is None; a slash makes it a command."""
        chosen = channel or direct_channel_id(person)
        return await self._act(person, "say", channel=chosen, text=text, reply_to=reply_to)

    async def command(self, person: str, text: str, channel: str | None = None) -> Json:
        """Type a slash command."""
        return await self.say(person, channel, text if text.startswith("/") else f"/{text}")

    async def edit(self, person: str, message: str, text: str) -> Json:
        """Change one's own message."""
        return await self._act(person, "edit", message=message, text=text)

    async def press(self, person: str, label: str, kind: str | None = None) -> Json:
        """Press the button with a label on the newest message somebody sees that has it, of one kind if it is given."""
        message, action = await self._find(person, label, kind)
        return await self._act(person, "press", message=message, action=action)

    async def choose(self, person: str, option: str, kind: str | None = None) -> Json:
        """Choose an option, by label or value, of the newest select somebody sees that has it."""
        for message in await self._cards(person, kind):
            select: Json = message["card"]["select"] or {"options": []}
            for offered in select["options"]:
                if option in (offered["label"], offered["value"]):
                    given = {"action": select["action"], "value": offered["value"]}
                    return await self._act(person, "press", message=message["id"], **given)
        raise LookupError(f"{person} sees no list with “{option}”")

    async def act_on(self, person: str, message: str, action: str, value: str = "") -> Json:
        """Press a button of one message, or choose `value` of its select."""
        return await self._act(person, "press", message=message, action=action, value=value)

    async def submit(self, person: str, values: Mapping[str, str]) -> Json:
        """Send in the form somebody has open; what is not given stays as the form came."""
        dialog = (await self.inbox(person, 1))["dialog"]
        if dialog is None:
            raise LookupError(f"{person} has no form open")
        filled = {given["name"]: given["value"] for given in dialog["inputs"]} | dict(values)
        return await self._act(person, "submit", dialog=dialog["id"], values=filled)

    async def cancel(self, person: str) -> Json:
        """Close the form somebody has open."""
        dialog = (await self.inbox(person, 1))["dialog"]
        return await self._act(person, "cancel", dialog=dialog["id"] if dialog else "")

    async def join(self, person: str) -> Json:
        """Let somebody come back into the workspace."""
        return await self._act(person, "join")

    async def leave(self, person: str) -> Json:
        """Let somebody leave the workspace."""
        return await self._act(person, "leave")

    async def open_direct(self, person: str, is_open: bool) -> Json:
        """Open or close somebody's private messages."""
        return await self._act(person, "direct", is_open=is_open)

    async def clock(self) -> Json:
        """Return the time, how it passes, and when the bot does something next."""
        return cast(Json, await self._get("/api/clock"))

    async def set_clock(self, do: str, **more: str) -> Json:
        """Do what the clock bar can; returns when a jump is over."""
        return cast(Json, await self._post("/api/clock", {"do": do, **more}))

    async def advance_to(self, moment: datetime) -> Json:
        """Jump to a moment, minutes and all."""
        return await self.set_clock("until", on=f"{moment:%Y-%m-%dT%H:%M}")

    async def upcoming(self, limit: int = 20) -> list[Json]:
        """Return what the bot will do next, and why."""
        return cast(list[Json], await self._get("/api/upcoming", limit=limit))

    async def _find(self, person: str, label: str, kind: str | None) -> tuple[str, str]:
        for message in await self._cards(person, kind):
            for button in message["card"]["buttons"]:
                if button["label"] == label:
                    return message["id"], button["action"]
        raise LookupError(f"{person} sees no button “{label}”" + (f" on a {kind}" if kind else ""))

    async def _cards(self, person: str, kind: str | None) -> list[Json]:
        newest = reversed((await self.inbox(person, 1000))["messages"])
        return [message for message in newest if message["card"] and kind in (None, message["card"]["kind"])]

    async def _act(self, person: str, act: str, **given: object) -> Json:
        return cast(Json, await self._post(f"/api/people/{person}/{act}", given))

    async def _get(self, path: str, **query: str | int) -> Any:
        return _read(await self._http.get(path, params=query))

    async def _post(self, path: str, given: Mapping[str, object]) -> Any:
        return _read(await self._http.post(path, json=given, headers={TOKEN_HEADER: self._token}))


def _read(response: httpx.Response) -> Any:
    if response.is_success:
        return response.json()
    try:
        sentence = response.json()["problem"]
    except (ValueError, KeyError, TypeError):
        sentence = response.text
    raise Refused(sentence)
