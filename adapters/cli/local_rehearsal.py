"""The workspace in the browser in a rehearsal that moves the time by itself."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime

from adapters.cli.home import Home
from adapters.cli.local_surface import LocalSurface, Serving, local_surface
from adapters.clock import SimulatedClock
from adapters.local.clock import Anchor, StageClock
from adapters.local.stage import ClockStage, Progress, Upcoming
from bot.cohort_file import CohortFile


def local_rehearsal(file: CohortFile, home: Home, clock: SimulatedClock) -> AbstractAsyncContextManager[LocalSurface]:
    """Open a workspace as a surface whose clock nobody turns."""
    return local_surface(file, home, clock, Serving(_still(clock)))


def _still(clock: SimulatedClock) -> ClockStage:
    """Return a stage nobody turns: the rehearsal itself moves the time."""

    async def nothing(_moment: datetime, _progress: Progress) -> None:
        return None

    async def no_event() -> datetime | None:
        return None

    async def nothing_next(_limit: int) -> list[Upcoming]:
        return []

    return ClockStage(StageClock(Anchor(clock.now(), is_paused=True)), nothing, no_event, nothing_next)
