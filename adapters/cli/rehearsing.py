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

from adapters.cli.house import House, built
from adapters.cli.local_surface import Serving, local_surface
from adapters.clock import SimulatedClock
from adapters.local.clock import Anchor, StageClock
from adapters.local.stage import ClockStage, Progress, Upcoming
from adapters.simulation.core_surface import CoreSurface
from adapters.simulation.play import Part, Played, seeded_key, simulate
from adapters.simulation.preview import Planned, preview
from adapters.simulation.rehearsal import Builder, begins
from adapters.simulation.surface import Surface
from bot.cohort_file import CohortFile
from bot.errors import BadInput, EnvironmentProblem, Fault
from bot.ports import Clock, Messenger

SURFACES = ("core", "local", "discord", "slack")
DOUBLES = "tests.doubles.surfaces"
"""Where the doubles of platforms are, in a checkout."""


def builder(url: str, seed: int, languages: tuple[str, ...]) -> Builder:
    """Return what builds the house of a rehearsal: the given database, keys from the seed."""

    def build(clock: Clock, messengers: dict[str, Messenger]) -> AbstractAsyncContextManager[House]:
        return built(url, seeded_key(seed), clock, messengers, languages)

    return build


async def played(
    part: Part,
    surface: str = "core",
    database: str | None = None,
    on_progress: Callable[[datetime], None] | None = None,
) -> Played:
    """Play a cohort on a surface; without a database on a temporary SQLite file."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        url = database or f"sqlite+aiosqlite:///{folder}/kith.sqlite3"
        build = builder(url, part.seed, part.file.plan.safety.languages)
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
        async with local_surface(file, folder, clock, Serving(_still(clock))) as surface:
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


def _still(clock: SimulatedClock) -> ClockStage:
    """Return a stage nobody turns: the rehearsal itself moves the time."""

    async def nothing(_moment: datetime, _progress: Progress) -> None:
        return None

    async def no_event() -> datetime | None:
        return None

    async def nothing_next(_limit: int) -> list[Upcoming]:
        return []

    return ClockStage(StageClock(Anchor(clock.now(), is_paused=True)), nothing, no_event, nothing_next)


async def previewed(file: CohortFile, days: int | None = None) -> list[Planned]:
    """Return every message the bot will start by itself if everybody takes part."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        url = f"sqlite+aiosqlite:///{folder}/kith.sqlite3"
        return await preview(file, builder(url, 1, file.plan.safety.languages), days)
