"""A database in which a cohort has lived for a while, made by the real core on a simulated clock."""

from datetime import datetime
from pathlib import Path

from adapters.cli.house import built
from adapters.clock import SimulatedClock
from adapters.simulation.core_surface import CoreSurface
from adapters.simulation.rehearsal import begins
from bot.cohort_file import load_cohort
from tests.adapters.cli.files import COHORT, KEY, database_url, write_files


async def live(folder: Path, until: datetime, cohort: str = COHORT, *, is_deaf: bool = False) -> None:
    """Open the cohort and live until a moment, nobody answering; `is_deaf` leaves every message in the outbox."""
    write_files(folder, cohort)
    file = load_cohort(folder / "tiny.toml")
    clock, surface = SimulatedClock(begins(file)), CoreSurface.of(file)
    messengers = {} if is_deaf else dict(surface.messengers)
    async with built(database_url(folder), KEY.encode(), clock, messengers) as house:
        await house.open_cohort(file)
        await house.engine.run_until(clock, until)
