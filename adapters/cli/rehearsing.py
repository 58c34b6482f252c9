"""Rehearsals from the terminal: a database of their own or a given one, a surface by its name."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path

from adapters.cli.home import Home
from adapters.cli.house import House, built
from adapters.clock import SimulatedClock
from adapters.simulation.core_surface import CoreSurface
from adapters.simulation.play import Part, Played, seeded_key, simulate
from adapters.simulation.preview import Planned, preview
from adapters.simulation.rehearsal import Builder, begins
from adapters.simulation.surface import Surface
from bot.cohort_file import CohortFile
from bot.errors import BadInput, Fault
from bot.ports import Clock, Messenger
from storage.address import Address

SURFACES = ("core", "local")


def builder(place: str | Address, seed: int, languages: tuple[str, ...]) -> Builder:
    """Return what builds the house of a rehearsal: the given database, keys from the seed."""

    def build(clock: Clock, messengers: dict[str, Messenger]) -> AbstractAsyncContextManager[House]:
        return built(place, seeded_key(seed), clock, messengers, languages)

    return build


async def played(
    part: Part,
    surface: str = "core",
    database: str | None = None,
    on_progress: Callable[[datetime], None] | None = None,
) -> Played:
    """Play a cohort on a surface ("core" or "local"); without a database on a temporary SQLite file."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        build = builder(database or Home(Path(folder)).database, part.seed, part.file.plan.safety.languages)
        clock = SimulatedClock(begins(part.file))
        timed = Part(part.file, part.script, part.seed, part.until, clock)
        async with _surface(surface, part.file, Path(folder), clock) as chosen:
            return await simulate(timed, chosen, surface, build, on_progress)


@asynccontextmanager
async def _surface(name: str, file: CohortFile, folder: Path, clock: SimulatedClock) -> AsyncIterator[Surface]:
    if name == "core":
        yield CoreSurface.of(file)
    elif name == "local":
        from adapters.cli.local_rehearsal import local_rehearsal  # here only: a web server takes long to import

        async with local_rehearsal(file, Home(folder), clock) as surface:
            yield surface
    else:
        raise BadInput([Fault("--surface", 0, "", f"{name} is not one of {', '.join(SURFACES)}.")])


async def previewed(file: CohortFile, days: int | None = None) -> list[Planned]:
    """Return every message the bot will start by itself if everybody takes part."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        place = Home(Path(folder)).database
        return await preview(file, builder(place, 1, file.plan.safety.languages), days)
