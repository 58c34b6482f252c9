"""Clocks: the real one, and one that stands still until it is set."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""
        return datetime.now(UTC)


class SimulatedClock:
    """A clock for rehearsals and tests: it stands still until it is set, forward only."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the simulated moment, aware, UTC."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Jump to a later moment; ValueError on a step back."""
        if moment < self._now:
            raise ValueError("a rehearsal's clock goes forward only")
        self._now = moment.astimezone(UTC)
