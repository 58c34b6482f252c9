"""Leases: what only one worker may do at a time. Rules of every repository: `bot/repositories/__init__.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds what; `term` counts its holders, so that a new one is told from the one before."""

    name: str
    holder: str
    term: int


class LeaseRepository(Protocol):
    """Leases run by the database's time; `now` is that time only where it has none of its own (SQLite)."""

    async def hold(self, name: str, holder: str, now: datetime, lasting: timedelta) -> int | None:
        """Take a lease that is free, or keep our own; return its term, None while somebody else has it."""

    async def running(self, now: datetime) -> Sequence[Lease]:
        """The leases that have not run out, by name."""

    async def behind(self) -> Sequence[str]:
        """Workers that are at work, or may be back, and do not read all that this version writes, by name."""

    async def release(self, name: str, holder: str) -> None:
        """Let a lease of ours go; the next to ask has it."""
