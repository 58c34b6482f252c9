"""Visits to the desk, and secret addresses of calendars. Every repository's rules: `bot/repositories/__init__.py`."""

from datetime import datetime
from typing import Protocol

from bot.domain.feeds import Feed
from bot.domain.visits import Visit


class VisitRepository(Protocol):
    """Visits to the desk."""

    async def add(self, visit: Visit) -> None: ...
    async def get(self, visit_id: str) -> Visit | None: ...
    async def find(self, visit_id: str) -> Visit | None: ...
    async def of_cookie(self, cookie: str) -> Visit | None:
        """The visit a browser holds, by the digest of what it holds."""

    async def save(self, visit: Visit) -> None: ...
    async def end(self, member_id: str, at: datetime) -> int:
        """End every visit of a member's, links that wait included; return how many there were."""

    async def forget(self, before: datetime) -> int:
        """Drop what was offered before then; return how many there were."""


class FeedRepository(Protocol):
    """Secret addresses of people's calendars, one a member."""

    async def of(self, member_id: str) -> Feed | None: ...
    async def find(self, feed_id: str) -> Feed | None: ...
    async def put(self, feed: Feed) -> None:
        """Store it in the place of the member's earlier one."""

    async def forget(self, member_id: str) -> int:
        """End a member's; return how many there were."""
