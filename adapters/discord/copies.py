"""The copies of a delivery in a channel's history on Discord, by nonce or marker; what has neither has none to us."""

from collections.abc import Callable, Sequence

from adapters.discord.components import Json, marker
from adapters.discord.messenger import nonce
from adapters.discord.rest import Rest
from bot.ports import Delivery


class DiscordCopies:
    """Implements `bot.sweeper.Copies`; `account` returns the bot's own."""

    def __init__(self, rest: Rest, account: Callable[[], str]) -> None:
        self._rest, self._account = rest, account

    async def of(self, delivery: Delivery) -> Sequence[str]:
        """Return the copies among the newest 100 messages, the first one first."""
        channel_id = delivery.remote_id.partition("/")[0]
        page = await self._rest.history(channel_id)
        found = [str(message["id"]) for message in page if self._is_copy(message, delivery.id)]
        return [f"{channel_id}/{message_id}" for message_id in sorted(found, key=int)]

    async def remove(self, remote_id: str, delivery: Delivery) -> None:  # noqa: ARG002 - Slack needs its workspace
        """Delete one."""
        channel_id, _, message_id = remote_id.partition("/")
        await self._rest.delete_message(channel_id, message_id)

    def _is_copy(self, message: Json, delivery_id: str) -> bool:
        if message["author"]["id"] != self._account():
            return False
        rows = message.get("components") or []
        return message.get("nonce") == nonce(delivery_id) or bool(rows and rows[0].get("id") == marker(delivery_id))
