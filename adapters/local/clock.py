"""A clock for a demonstration: it runs at any speed, stops, jumps forward, and goes on where it was after a restart."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

_END = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the clock stood at some point, and how it went on from there."""

    at: datetime
    speed: float = 1.0
    is_paused: bool = False

    def write(self) -> str:
        """Return the anchor as text to keep."""
        return json.dumps({**asdict(self), "at": self.at.isoformat()})

    @classmethod
    def read(cls, text: str) -> "Anchor":
        """Return the anchor that `write` wrote."""
        kept = json.loads(text)
        return cls(datetime.fromisoformat(kept["at"]), float(kept["speed"]), bool(kept["is_paused"]))


class StageClock:
    """Implements `bot.ports.Clock`. The time that passes while nothing runs does not count."""

    def __init__(self, anchor: Anchor, ticks: Callable[[], float] = time.monotonic) -> None:
        """`ticks` are seconds of the machine that only grow."""
        self._anchor, self._ticks = anchor, ticks
        self._since = ticks()

    @property
    def speed(self) -> float:
        """How many simulated seconds pass in one."""
        return self._anchor.speed

    @property
    def is_paused(self) -> bool:
        """Whether the time stands still."""
        return self._anchor.is_paused

    def now(self) -> datetime:
        """Return the simulated moment, aware, UTC."""
        if self.is_paused:
            return self._anchor.at
        passed = timedelta(seconds=(self._ticks() - self._since) * self.speed)
        return min(self._anchor.at + passed, _END)

    @property
    def anchor(self) -> Anchor:
        """What to keep, so that a clock made of it goes on from this moment."""
        return Anchor(self.now(), self.speed, self.is_paused)

    def set(self, moment: datetime) -> None:
        """Jump to a moment that is not before now."""
        now = self.now()
        if moment < now:
            raise ValueError(f"the time goes forward only: {moment:%Y-%m-%d %H:%M} is before {now:%Y-%m-%d %H:%M}")
        self._move(Anchor(min(moment, _END), self.speed, self.is_paused))

    def set_speed(self, factor: float) -> None:
        """Let the time pass faster or slower; it stays a time that moves."""
        if not 0 < factor <= 86_400:
            raise ValueError(f"a speed is above 0 and at most 86400, not {factor}")
        self._move(Anchor(self.now(), factor, self.is_paused))

    def pause(self) -> None:
        """Stop the time."""
        self._move(Anchor(self.now(), self.speed, is_paused=True))

    def play(self) -> None:
        """Let the time go on."""
        self._move(Anchor(self.now(), self.speed, is_paused=False))

    def _move(self, anchor: Anchor) -> None:
        self._since = self._ticks()
        self._anchor = anchor
