"""The copies of messages on the tests' platform."""

from bot.ports import Delivery
from bot.sweeper import Others
from tests.core.platform import Platform, remote_id


class History:
    """The platform's history as the sweeper sees it."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def of(self, delivery: Delivery, others: Others) -> list[str]:
        """Return the copies, the first one first."""
        found = [post for post in self._platform.posts if post.id == delivery.id]
        return [f"{remote_id(post)}#{number}" for number, post in enumerate(found)]

    async def remove(self, remote_id: str, delivery: Delivery) -> None:
        """Delete the last one."""
        at = max(n for n, (_, post) in enumerate(self._platform._stored) if post.id == delivery.id)
        del self._platform._stored[at]
