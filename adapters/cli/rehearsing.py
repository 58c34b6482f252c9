"""Rehearsals from the terminal: a database of their own or a given one, a surface by its name."""

import importlib
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.cli.home import Home
from adapters.cli.house import House, built
from adapters.clock import SimulatedClock
from adapters.simulation.core_surface import CoreSurface
from adapters.simulation.play import Part, Played, seeded_key, simulate
from adapters.simulation.preview import Planned, preview
from adapters.simulation.rehearsal import Builder, begins
from adapters.simulation.surface import Surface
from bot.cohort_file import CohortFile
from bot.domain.signals import Rulebook
from bot.errors import BadInput, EnvironmentProblem, Fault
from bot.ports import Clock, Messenger
from storage.address import Address

SURFACES = ("core", "local", "discord", "slack", "split")
DOUBLES = "tests.doubles.surfaces"
"""Where the doubles of platforms are, in a checkout."""


def builder(place: str | Address, seed: int, languages: tuple[str, ...]) -> Builder:
    """Return what builds the house of a rehearsal: the given database, keys from the seed."""

    def build(clock: Clock, messengers: dict[str, Messenger]) -> AbstractAsyncContextManager[House]:
        return built(place, seeded_key(seed), clock, messengers, Rulebook(languages))

    return build


async def played(
    part: Part,
    surface: str = "core",
    database: str | None = None,
    on_progress: Callable[[datetime], None] | None = None,
) -> Played:
    """Play a cohort on a surface; without a database on a temporary SQLite file."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        build = builder(database or Home(Path(folder)).database, part.seed, part.file.plan.safety.languages)
        clock = SimulatedClock(begins(part.file))
        async with _surface(surface, part.file, Path(folder), clock) as (chosen, file):
            return await simulate(replace(part, file=file, clock=clock), chosen, surface, build, on_progress)


@asynccontextmanager
async def _surface(
    name: str, file: CohortFile, folder: Path, clock: SimulatedClock
) -> AsyncIterator[tuple[Surface, CohortFile]]:
    """Yield a surface by its name, and the cohort as it lives there."""
    if name == "core":
        yield CoreSurface.of(file), file
    elif name == "local":
        from adapters.cli.local_rehearsal import local_rehearsal  # here only: a web server takes long to import

        async with local_rehearsal(file, Home(folder), clock) as surface:
            yield surface, file
    elif name in SURFACES:
        async with _double(name).surface(file, clock) as there:
            yield there
    else:
        raise BadInput([Fault("--surface", 0, "", f"{name} is not one of {', '.join(SURFACES)}.")])


def _double(name: str) -> Any:
    """Return the module of a platform's double; EnvironmentProblem where Kith is installed without its source."""
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    try:
        return importlib.import_module(f"{DOUBLES}.{name}")
    except ModuleNotFoundError as missing:
        raise EnvironmentProblem(
            f"The surface {name} needs Kith's own double of it, which is not installed ({missing.name} is missing). "
            "Use a checkout of the source, set up with `make setup`."
        ) from None
    finally:
        sys.path.pop()


async def previewed(file: CohortFile, days: int | None = None) -> list[Planned]:
    """Return every message the bot will start by itself if everybody takes part."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        place = Home(Path(folder)).database
        return await preview(file, builder(place, 1, file.plan.safety.languages), days)
