"""The double's time: it runs on by itself, and tests move it, so that no test waits for a deadline."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def real_time() -> datetime:
    """Return what this machine takes for now."""
    return datetime.now(UTC)


class Clock:
    """Time as the double sees it: `source`, moved by as much as tests ask for, standing still if they ask for that."""

    def __init__(self, source: Callable[[], datetime] = real_time) -> None:
        self._source = source
        self._moved = timedelta()
        self._stands_at: datetime | None = None

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return (self._stands_at or self._source()) + self._moved

    def running(self) -> datetime:
        """Return the moment as if the clock had never been stopped: a client sleeps out rate limits in real time."""
        return self._source() + self._moved

    def move(self, **by: float) -> None:
        """Move on (or back) by a timedelta's arguments: `clock.move(seconds=3)`."""
        self._moved += timedelta(**by)

    def set(self, moment: datetime) -> None:
        """Make it `moment` now."""
        self._moved += moment - self.now()

    def stop(self) -> None:
        """Stand still until started; `move` still moves."""
        if self._stands_at is None:
            self._stands_at = self._source()

    def start(self) -> None:
        """Run on from here."""
        if self._stands_at is not None:
            self._moved += self._stands_at - self._source()
            self._stands_at = None


def iso(moment: datetime) -> str:
    """Write a moment as Discord does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
