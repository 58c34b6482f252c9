"""The demonstration: the sample cohort in the served workspace, on a clock that anybody may turn. Survives a kill."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.cli.desk_service import desk_on
from adapters.cli.home import Home
from adapters.cli.local_surface import LocalSurface, Serving, local_surface
from adapters.cli.rehearsing import builder
from adapters.cli.sample_tour import tour
from adapters.clock import SimulatedClock
from adapters.listening import listening_on
from adapters.local.clock import Anchor, StageClock
from adapters.local.stage import ClockStage, Progress, Upcoming
from adapters.simulation.player import Player
from adapters.simulation.rehearsal import Rehearsal, begins, rehearsal
from bot.cohort_file import load_cohort
from bot.config import DashboardSection
from bot.samples import sample
from bot.script_file import load_script
from bot.upcoming import upcoming

SEED = 1
BEAT = 0.25
"""Seconds between two looks while the time runs."""


@dataclass(frozen=True, slots=True)
class Options:
    """What somebody asks of a demonstration: `jump` is how far to go at the start."""

    home: Home
    port: int | None = None
    jump: timedelta | None = None


@dataclass(slots=True)
class Demonstration:
    """The cohort being shown. Time moves only under the lock, so that nothing happens twice or out of order."""

    play: Rehearsal
    player: Player
    surface: LocalSurface
    clock: StageClock
    woken: asyncio.Event
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_over: bool = False

    async def advance(self, moment: datetime, on_progress: Progress) -> None:
        """Jump to a moment, doing everything that is due on the way."""

        def step(now: datetime) -> None:
            self.clock.set(max(now, self.clock.now()))
            on_progress(now)

        async with self.lock:
            await self.player.advance(moment, step)
            self.clock.set(max(moment, self.clock.now()))

    async def run(self) -> None:
        """Let the time pass and answer what people do, until it is over or cancelled."""
        while not self.is_over:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(BEAT):
                    await self.woken.wait()
            self.woken.clear()
            async with self.lock:
                await self.player.advance(max(self.clock.now(), self.play.clock.now()))

    async def next_event(self) -> datetime | None:
        """Return when the bot does something next, else when somebody of the script does."""
        for line in await self.upcoming(1):
            return line.at
        return self.player.next_deed_at()

    async def upcoming(self, limit: int) -> list[Upcoming]:
        """Return what the bot will do next, and why."""
        async with self.play.house.storage.snapshot() as tx:
            return [Upcoming(row.at, row.what, row.to, row.why) for row in await upcoming(tx, limit)]


class _Later:
    """A stage's questions, answered once the demonstration stands."""

    def __init__(self) -> None:
        self.of: Demonstration | None = None

    async def run_until(self, moment: datetime, on_progress: Progress) -> None:
        if self.of is not None:
            await self.of.advance(moment, on_progress)

    async def next_event(self) -> datetime | None:
        return await self.of.next_event() if self.of is not None else None

    async def upcoming(self, limit: int) -> list[Upcoming]:
        return await self.of.upcoming(limit) if self.of is not None else []


def opens_at(starts_on_midnight: datetime) -> datetime:
    """Return where a new demonstration stands: the first Monday, before anybody's morning (UTC)."""
    return starts_on_midnight + timedelta(hours=2)


@asynccontextmanager
async def demonstration(options: Options, on_progress: Progress) -> AsyncIterator[Demonstration]:
    """Open the demonstration kept in a folder, or begin one: history is played up to its first Monday."""
    options.home.folder.mkdir(parents=True, exist_ok=True)
    file = load_cohort(sample("spring.toml"))
    script = load_script(sample("spring.script.toml"), file)
    first = opens_at(datetime.combine(file.starts_on, datetime.min.time(), UTC))
    clock, stage_clock = SimulatedClock(begins(file)), StageClock(Anchor(begins(file), is_paused=True))
    woken, later = asyncio.Event(), _Later()
    stage = ClockStage(stage_clock, later.run_until, later.next_event, later.upcoming)
    serving = Serving(stage, options.port, woken.set, tour())
    async with local_surface(file, options.home, clock, serving) as surface:
        facts = surface.workspace.facts
        at, done = await facts.get("demo.at"), int(await facts.get("demo.done") or 0)
        if at:
            clock.set(datetime.fromisoformat(at))
            stage_clock.set(clock.now())

        async def keep(moment: datetime, behind: int) -> None:
            await facts.put({"demo.at": moment.isoformat(), "demo.done": str(behind)})

        build = builder(options.home.database, SEED, file.plan.safety.languages)
        async with rehearsal(file, surface, build, clock) as play:
            player = Player(play, script, SEED, done, keep)
            shown = later.of = Demonstration(play, player, surface, stage_clock, woken)
            await shown.advance(max(first, clock.now()), on_progress)
            await _jump(shown, options.jump, on_progress)
            async with desk_on(listening_on("127.0.0.1", 0), DashboardSection(), play.house, woken.set):
                yield shown


async def _jump(shown: Demonstration, jump: timedelta | None, on_progress: Progress) -> None:
    """Go on by `jump`; a jump that a kill interrupted is finished first, and not begun again."""
    facts = shown.surface.workspace.facts
    begun = await facts.get("demo.jump")
    target = datetime.fromisoformat(begun) if begun else None
    if target is None and jump is not None:
        target = shown.play.clock.now() + jump
        await facts.put({"demo.jump": target.isoformat()})
    if target is not None:
        await shown.advance(max(target, shown.play.clock.now()), on_progress)
        await facts.put({"demo.jump": ""})


@asynccontextmanager
async def running(shown: Demonstration) -> AsyncIterator[None]:
    """Let the time pass while the block lasts."""
    task = asyncio.create_task(shown.run(), name="kith demo")
    try:
        yield
    finally:
        shown.is_over = True
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
