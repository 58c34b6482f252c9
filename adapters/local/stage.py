"""What the clock bar and the panel beside the chat ask for: a time that can be set, and what the bot will do next."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Progress = Callable[[datetime], None]
"""Called with the simulated moment while a jump is under way."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """One thing the bot will do: when, what, to whom, and why, in words for people."""

    at: datetime
    what: str
    to: str
    why: str


class Stage(Protocol):
    """The simulated time of a demonstration. Moments are aware, UTC; time goes forward only."""

    @property
    def is_real(self) -> bool:
        """Whether this is the real time, which nobody can turn."""

    @property
    def speed(self) -> float:
        """How many simulated seconds pass in one."""

    @property
    def is_paused(self) -> bool:
        """Whether the time stands still."""

    def now(self) -> datetime:
        """Return the simulated moment."""

    async def set_speed(self, factor: float) -> None:
        """Let the time pass faster or slower."""

    async def pause(self) -> None:
        """Stop the time."""

    async def play(self) -> None:
        """Let the time go on."""

    async def advance_to(self, moment: datetime, on_progress: Progress) -> None:
        """Jump forward, doing everything that is due on the way; return when it is done."""

    async def next_event(self) -> datetime | None:
        """Return when the bot does something next."""

    async def upcoming(self, limit: int) -> list[Upcoming]:
        """Return what the bot will do next, soonest first."""


class SettableClock(Protocol):
    """The clock behind a stage."""

    @property
    def speed(self) -> float:
        """How many simulated seconds pass in one."""

    @property
    def is_paused(self) -> bool:
        """Whether the time stands still."""

    def now(self) -> datetime:
        """Return the simulated moment."""

    def set_speed(self, factor: float) -> None:
        """Let the time pass faster or slower."""

    def pause(self) -> None:
        """Stop the time."""

    def play(self) -> None:
        """Let the time go on."""


class ClockStage:
    """A stage made of a clock and three questions to whoever runs the bot."""

    is_real = False

    def __init__(
        self,
        clock: SettableClock,
        run_until: Callable[[datetime, Progress], Awaitable[None]],
        next_event: Callable[[], Awaitable[datetime | None]],
        upcoming: Callable[[int], Awaitable[list[Upcoming]]],
    ) -> None:
        self._clock, self._run_until = clock, run_until
        self._next_event, self._upcoming = next_event, upcoming

    @property
    def speed(self) -> float:
        """How many simulated seconds pass in one."""
        return self._clock.speed

    @property
    def is_paused(self) -> bool:
        """Whether the time stands still."""
        return self._clock.is_paused

    def now(self) -> datetime:
        """Return the simulated moment."""
        return self._clock.now()

    async def set_speed(self, factor: float) -> None:
        """Let the time pass faster or slower."""
        self._clock.set_speed(factor)

    async def pause(self) -> None:
        """Stop the time."""
        self._clock.pause()

    async def play(self) -> None:
        """Let the time go on."""
        self._clock.play()

    async def advance_to(self, moment: datetime, on_progress: Progress) -> None:
        """Jump forward; the time stands still between the steps, and goes on afterwards if it did before."""
        was_paused = self._clock.is_paused
        self._clock.pause()
        try:
            await self._run_until(moment, on_progress)
        finally:
            if not was_paused:
                self._clock.play()

    async def next_event(self) -> datetime | None:
        """Return when the bot does something next."""
        return await self._next_event()

    async def upcoming(self, limit: int) -> list[Upcoming]:
        """Return what the bot will do next, soonest first."""
        return await self._upcoming(limit)
