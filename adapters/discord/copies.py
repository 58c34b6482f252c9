"""The copies of a delivery in a channel's history on Discord: by nonce or marker, else by words.

A marker stands in a message's first row of buttons. Of messages without buttons one is a copy of ours when it says
the same, came since, and is none of the others we know to have sent there.
"""

from collections.abc import Callable, Sequence

from adapters.discord.alike import is_alike, is_marked, is_since
from adapters.discord.components import Json
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.rest import Rest
from bot.ports import Delivery
from bot.sweeper import Others


class DiscordCopies:
    """Implements `bot.sweeper.Copies`; `account` returns the bot's own."""

    def __init__(self, rest: Rest, account: Callable[[], str], messenger: DiscordMessenger) -> None:
        self._rest, self._account, self._messenger = rest, account, messenger

    async def of(self, delivery: Delivery, others: Others) -> Sequence[str]:
        """Return the copies among the newest 100 messages, the first one first."""
        channel_id = delivery.remote_id.partition("/")[0]
        page = [each for each in await self._rest.history(channel_id) if each["author"]["id"] == self._account()]
        found = {str(message["id"]) for message in page if is_marked(message, delivery.id)}
        known = await others()
        if known is not None:
            found |= {str(message["id"]) for message in await self._alike(page, delivery, known)}
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

        def is_copy(message: Json) -> bool:
            return message["id"] not in known and is_since(message, delivery) and is_alike(message, wanted)

        return [message for message in page if message["id"] == own or is_copy(message)]
