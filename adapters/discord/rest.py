"""Discord's REST API: the calls we make, over discord.py's HTTP client with its buckets and its retries.

Bodies are ours (render.py) rather than discord.py's models: its views live in the process, ours must outlive it.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Final, cast

import discord
from discord.http import HTTPClient, Route

from adapters.attachments import File
from adapters.discord.components import Json
from adapters.discord.files import parts
from bot.errors import PlatformDown, TryLater, Unknown

MESSAGE, DEFERRED, UPDATE_LATER, SUGGESTIONS, MODAL = 4, 5, 6, 8, 9
"""Kinds of a first answer to an interaction."""
PAGE: Final = 100
_MESSAGES: Final = "/channels/{channel_id}/messages"
_HANDED_BACK: Final = (_MESSAGES, _MESSAGES + "/{message_id}", "/users/@me/channels")
"""Here the outbox waits for what Discord asks; whatever else is asked waits by itself, up to _LONGEST seconds."""
_LONGEST: Final = 30.0


class Rest:
    """What the bot asks of Discord. `http` is None until the bot has logged in."""

    def __init__(self, http: HTTPClient | None = None) -> None:
        self.http = http

    async def create_message(self, channel_id: str, body: Json, nonce: str = "", file: File | None = None) -> Json:
        """Post a message; the same nonce within a few minutes returns the message it made before."""
        once = {"nonce": nonce, "enforce_nonce": True} if nonce else {}
        path = "/channels/{channel_id}/messages"
        return await self._object("POST", path, {**body, **once}, file, channel_id=channel_id)

    async def edit_message(self, channel_id: str, message_id: str, body: Json) -> Json:
        """Change a message of the bot's."""
        path = "/channels/{channel_id}/messages/{message_id}"
        return await self._object("PATCH", path, body, channel_id=channel_id, message_id=message_id)

    async def delete_message(self, channel_id: str, message_id: str) -> None:
        """Delete a message; somebody else's only with the right Manage Messages."""
        path = "/channels/{channel_id}/messages/{message_id}"
        await self._request("DELETE", path, None, channel_id=channel_id, message_id=message_id)

    async def pin(self, channel_id: str, message_id: str) -> None:
        """Pin a message of a channel."""
        path = "/channels/{channel_id}/messages/pins/{message_id}"
        await self._request("PUT", path, None, channel_id=channel_id, message_id=message_id)

    async def messages(self, channel_id: str, before: str = "", after: str = "") -> list[Json]:
        """Return up to 100 messages of a channel: the newest first, before or after one."""
        query = {name: value for name, value in (("before", before), ("after", after)) if value}
        path = "/channels/{channel_id}/messages"
        return await self._list("GET", path, channel_id=channel_id, params={"limit": PAGE, **query})

    async def history(self, channel_id: str, before: str = "") -> list[Json]:
        """Return a page of a channel's history; TryLater where the bot may not read it.

        Without that right Discord shows an empty page, as if nothing had ever been written there.
        """
        page = await self.messages(channel_id, before)
        if not page and not before:
            channel = await self.get("/channels/{channel_id}", channel_id=channel_id)
            if channel.get("last_message_id"):
                raise TryLater("the history cannot be read")
        return page

    async def open_direct(self, user_id: str) -> str:
        """Open the private conversation with somebody; return its channel."""
        return str((await self._object("POST", "/users/@me/channels", {"recipient_id": user_id}))["id"])

    async def respond(
        self, interaction: tuple[str, str], kind: int, data: Json | None = None, file: File | None = None
    ) -> None:
        """Give the first answer to an interaction (id, token)."""
        body = {"type": kind, **({"data": data} if data is not None else {})}
        path = "/interactions/{webhook_id}/{webhook_token}/callback"  # so named, each has a bucket of its own
        await self._request("POST", path, body, file, webhook_id=interaction[0], webhook_token=interaction[1])

    async def follow_up(self, application_id: str, token: str, data: Json, file: File | None = None) -> None:
        """Answer an interaction once more."""
        path = "/webhooks/{webhook_id}/{webhook_token}"
        await self._request("POST", path, data, file, webhook_id=application_id, webhook_token=token)

    async def fill_in(self, application_id: str, token: str, data: Json, file: File | None = None) -> None:
        """Put the answer where an interaction was deferred."""
        path = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
        await self._request("PATCH", path, data, file, webhook_id=application_id, webhook_token=token)

    async def commands(self, application_id: str, guild_id: str = "") -> list[Json]:
        """Return the commands that are registered in a server, or globally."""
        return await self._list("GET", _commands(guild_id), application_id=application_id, guild_id=guild_id)

    async def put_commands(self, application_id: str, commands: Sequence[Json], guild_id: str = "") -> None:
        """Replace the commands that are registered in a server, or globally."""
        ids = {"application_id": application_id, "guild_id": guild_id}
        await self._request("PUT", _commands(guild_id), list(commands), None, **ids)

    async def get(self, path: str, **ids: str) -> Json:
        """Return one thing by its address."""
        return await self._object("GET", path, None, None, **ids)

    async def change(self, method: str, path: str, body: Any = None, **ids: str) -> Any:
        """Change something else."""
        return await self._request(method, path, body, None, **ids)

    async def _object(self, method: str, path: str, body: Any, file: File | None = None, **ids: Any) -> Json:
        return cast(Json, _shaped(await self._request(method, path, body, file, **ids), dict))

    async def _list(self, method: str, path: str, **ids: Any) -> list[Json]:
        return cast(list[Json], _shaped(await self._request(method, path, None, **ids), list))

    async def _request(self, method: str, path: str, body: Any, file: File | None = None, **ids: Any) -> Any:
        if self.http is None:
            raise PlatformDown("not connected to Discord yet")
        params = ids.pop("params", None)
        options: dict[str, Any] = {"params": params} if params is not None else {}
        if file is not None:
            options["form"] = parts(body, file)
        elif body is not None:
            options["json"] = body
        try:
            return await self.http.request(Route(method, path, **ids), **options)
        except discord.RateLimited as asked:
            if path in _HANDED_BACK or asked.retry_after > _LONGEST:
                raise
            await asyncio.sleep(asked.retry_after)
        return await self.http.request(Route(method, path, **ids), **options)


def _commands(guild_id: str) -> str:
    place = "/guilds/{guild_id}" if guild_id else ""
    return f"/applications/{{application_id}}{place}/commands"


def _shaped(answer: Any, kind: type) -> Any:
    if not isinstance(answer, kind):
        raise Unknown("Discord's answer was not of its form")
    return answer
