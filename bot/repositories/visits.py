"""Visits to the desk. The rules of every repository stand in `bot/repositories/__init__.py`."""

from datetime import datetime
from typing import Protocol

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
