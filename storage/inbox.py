"""Keys of handled events."""

from collections.abc import Iterable
from datetime import datetime

from storage.bulk import Bulk
from storage.schema import inbox
from storage.session import Session, unless_there

_CLAIM = unless_there(inbox, "key")
_CLAIM_ALL = Bulk(inbox, "key", "at", ending="ON CONFLICT (key) DO NOTHING RETURNING key")


class SqlInbox:
    """The inbox table: a key and when, never a text."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def claim(self, key: str, now: datetime) -> bool:
        """Remember the event; False when it was handled before. A second worker waits for the first to finish."""
        return await self._session.change(_CLAIM, {"key": key, "at": now}) == 1

    async def claim_all(self, keys: Iterable[str], now: datetime) -> frozenset[str]:
        """Remember events; return those that were not handled before."""
        rows = [(key, now) for key in sorted(keys)]  # in order: two workers with the same events must not meet
        return frozenset(row[0] for row in await _CLAIM_ALL.add(self._session, rows))
