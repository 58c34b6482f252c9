"""Discord's ids: the moment in milliseconds since 2015, shifted, then a counter; later ones are always larger."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class Snowflakes:
    """Makes ids that only grow, even where the clock was moved back."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, moment: datetime) -> str:
        """Return a new id for `moment`."""
        self._last = max(self._last + 1, smallest(moment))
        return str(self._last)


def smallest(moment: datetime) -> int:
    """Return the smallest id that something made at `moment` can have."""
    return ((moment - EPOCH) // timedelta(milliseconds=1)) << 22
