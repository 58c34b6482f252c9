"""The copies of a delivery in a channel's history on Discord: by nonce or marker, else by words.

A marker stands in a message's first row of buttons. Of messages without buttons one is a copy of ours when it says
the same, came since, and is none of the others we know to have sent there.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

import discord

from adapters.discord.components import Json, marker
from adapters.discord.messenger import DiscordMessenger, nonce, words
from adapters.discord.rest import Rest
from bot.ports import Delivery

_SKEW: Final = timedelta(minutes=2)


class DiscordCopies:
    """Implements `bot.sweeper.Copies`; `account` returns the bot's own."""

    def __init__(self, rest: Rest, account: Callable[[], str], messenger: DiscordMessenger) -> None:
        self._rest, self._account, self._messenger = rest, account, messenger

    async def of(self, delivery: Delivery, others: frozenset[str] | None) -> Sequence[str]:
        """Return the copies among the newest 100 messages, the first one first."""
        channel_id = delivery.remote_id.partition("/")[0]
        page = [each for each in await self._rest.history(channel_id) if each["author"]["id"] == self._account()]
        found = {str(message["id"]) for message in page if _is_marked(message, delivery.id)}
        if others is not None:
            found |= {str(message["id"]) for message in await self._alike(page, delivery, others)}
        return [f"{channel_id}/{message_id}" for message_id in sorted(found, key=int)]

    async def remove(self, remote_id: str, delivery: Delivery) -> None:  # noqa: ARG002 - Slack needs its workspace
        """Delete one."""
        channel_id, _, message_id = remote_id.partition("/")
        await self._rest.delete_message(channel_id, message_id)

    async def _alike(self, page: Sequence[Json], delivery: Delivery, others: frozenset[str]) -> list[Json]:
        """Return what can have no marker and says the same; our own message as it was stored is one of them."""
        wanted = await self._messenger.bodies(delivery)
        if wanted[0]["components"]:
            return []
        own, known = delivery.remote_id.partition("/")[2], {each.partition("/")[2] for each in others}
        said = [words(body) for body in wanted]

        def is_alike(message: Json) -> bool:
            is_bare = not message.get("components") and words(message) in said
            return message["id"] not in known and is_bare and _is_since(message, delivery)

        return [message for message in page if message["id"] == own or is_alike(message)]


def _is_marked(message: Json, delivery_id: str) -> bool:
    rows = message.get("components") or []
    return message.get("nonce") == nonce(delivery_id) or bool(rows and rows[0].get("id") == marker(delivery_id))


def _is_since(message: Json, delivery: Delivery) -> bool:
    return discord.utils.snowflake_time(int(message["id"])) >= (delivery.first_at or delivery.at) - _SKEW
