"""Keys of handled events."""

from datetime import datetime

from storage.schema import inbox
from storage.session import Session, unless_there

_CLAIM = unless_there(inbox, "key")


class SqlInbox:
    """The inbox table: a key and when, never a text."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def claim(self, key: str, now: datetime) -> bool:
        """Remember the event; False when it was handled before. A second worker waits for the first to finish."""
        return await self._session.change(_CLAIM, {"key": key, "at": now}) == 1
