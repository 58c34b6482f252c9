"""The copies of a delivery in a channel's history on Slack, by the metadata every message of ours carries."""

from collections.abc import Sequence
from typing import Final

from adapters.slack.messenger import delivery_of
from adapters.slack.workspaces import Workspaces
from bot.deliveries import SKEW
from bot.ports import Delivery
from bot.sweeper import Others

_PAGE: Final = 200


class SlackCopies:
    """Implements `bot.sweeper.Copies`."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def of(self, delivery: Delivery, others: Others) -> Sequence[str]:  # noqa: ARG002 - all are marked
        """Return the copies among the newest 200 messages since the first attempt, the first one first."""
        channel = delivery.remote_id.partition("/")[0]
        oldest = delivery.begun_at - SKEW
        page = await self._workspaces.client(delivery.target.workspace).conversations_history(
            channel=channel, oldest=f"{oldest.timestamp():.6f}", limit=_PAGE, include_all_metadata=True
        )
        found = [str(message["ts"]) for message in page["messages"] if delivery_of(message) == delivery.id]
        return [f"{channel}/{ts}" for ts in sorted(found, key=float)]

    async def remove(self, remote_id: str, delivery: Delivery) -> None:
        """Delete one."""
        channel, _, ts = remote_id.partition("/")
        await self._workspaces.client(delivery.target.workspace).chat_delete(channel=channel, ts=ts)
