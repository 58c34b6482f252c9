"""A cohort on a simulated clock: opened, moved through time, acted on, restarted, listened to."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from adapters.clock import SimulatedClock
from adapters.simulation.surface import Deed, NothingToPress, Surface
from bot.app import Application
from bot.cohort_file import CohortFile
from bot.engine import Engine, Progress
from bot.events import Account
from bot.ingest import Ingest
from bot.ports import Clock, Delivery, Messenger, Settle, Storage
from bot.script_file import Act, Fault
from bot.transcript import Said


class House(Protocol):
    """The running parts a rehearsal needs; the composition root builds them."""

    @property
    def storage(self) -> Storage: ...
    @property
    def app(self) -> Application: ...
    @property
    def ingest(self) -> Ingest: ...
    @property
    def engine(self) -> Engine: ...
    async def open_cohort(self, file: CohortFile) -> None: ...


Builder = Callable[[Clock, dict[str, Messenger]], AbstractAsyncContextManager[House]]


@dataclass(slots=True)
class Rehearsal:
    """One cohort being played. `lines` is the transcript so far; `problems` names deeds that were not possible."""

    file: CohortFile
    clock: SimulatedClock
    surface: Surface
    build: Builder
    lines: list[Said] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _house: House | None = None

    @property
    def house(self) -> House:
        """The parts, while the rehearsal is open."""
        if self._house is None:
            raise RuntimeError("the rehearsal is not open")
        return self._house

    def application(self) -> Application:
        """The application of now: another one after a restart."""
        return self.house.app

    async def start(self) -> None:
        """Build the house and bring the cohort in."""
        await self._build()
        await self.house.open_cohort(self.file)
        await self.surface.ready(self.file, self.house.storage)

    async def restart(self) -> None:
        """Stop the process and start it again on the same storage, as after a crash."""
        await self._stack.aclose()
        self._stack = AsyncExitStack()
        await self._build()

    async def stop(self) -> None:
        """Disconnect, then close the house: a platform that goes on would find no storage."""
        await self.surface.close()
        await self._stack.aclose()
        self._house = None

    async def _build(self) -> None:
        messengers: dict[str, Messenger] = dict(self.surface.messengers)
        messengers.setdefault("outside", Outside())
        self._house = await self._stack.enter_async_context(self.build(self.clock, messengers))
        self._house.app.observe(self.lines.extend)
        await self._house.engine.start()

    async def until(self, moment: datetime, on_progress: Progress | None = None) -> None:
        """Go to a moment, doing on the way everything that falls due."""
        await self.house.engine.run_until(self.clock, moment, on_progress)

    async def perform(self, act: Act, number: int) -> datetime | None:
        """Do what a script says, now, and what follows from it at once; return when something is due next.

        What is not possible becomes a problem, not an error.
        """
        due = None
        for handle in act.who:
            deed = Deed(f"act:{number}:{handle}", self.account(handle))
            try:
                await self._perform(act, deed)
            except NothingToPress as problem:
                self.problems.append(f"line {act.line}, {act.at:%Y-%m-%d %H:%M} UTC: {problem}")
            due = await self.house.engine.settle()
        return due

    async def _perform(self, act: Act, deed: Deed) -> None:
        if act.edits:
            await self.surface.edits(deed, act.edits, act.to)
        elif act.says:
            await self.surface.says(deed, self.channel(act.channel), act.says)
        elif act.presses:
            await self.surface.presses(deed, act.presses, act.on)
        elif act.chooses:
            await self.surface.chooses(deed, act.chooses, act.on)
        elif act.command:
            await self.surface.commands(deed, act.command)
        elif act.submits is not None:
            await self.surface.submits(deed, act.submits)
        elif act.leaves:
            await self.surface.leaves(deed)
        else:
            await self.surface.joins(deed)

    def account(self, handle: str) -> Account:
        """Return the account somebody acts through."""
        row = next(row for row in self.file.people if row.id == handle)
        account = row.accounts[0]
        return Account(account.platform, account.workspace, account.id)

    def channel(self, name: str) -> str:
        """Return a channel's id by the name people use ("#dogwood"); "" stays the private conversation."""
        wanted = name.removeprefix("#")
        for group in self.file.groups:
            if group.id == wanted:
                return group.channel
        return next((channel.channel for channel in self.file.channels if channel.name == wanted), name)

    async def fail(self, fault: Fault) -> None:
        """Make a fault of the script begin; ends come back as faults of their own."""
        if fault.restart:
            await self.restart()
        else:
            self.surface.fail(fault)


@asynccontextmanager
async def rehearsal(
    file: CohortFile, surface: Surface, build: Builder, clock: SimulatedClock | None = None
) -> AsyncIterator[Rehearsal]:
    """Open a rehearsal; without a clock it begins the day before anything of the cohort happens."""
    play = Rehearsal(file, clock or SimulatedClock(begins(file)), surface, build)
    surface.connect(play.application)
    await play.start()
    try:
        yield play
    finally:
        await play.stop()


def begins(file: CohortFile) -> datetime:
    """Return a moment before anything of the cohort happens, in any zone."""
    first = min(file.plan.onboarding_on or file.starts_on, file.starts_on)
    return midnight(first - timedelta(days=1))


def ends(file: CohortFile) -> datetime:
    """Return the end of the Monday after the last day: the last step of the ladder is done by then."""
    return midnight(file.starts_on + timedelta(weeks=file.weeks, days=1)) - timedelta(minutes=1)


def midnight(day: date) -> datetime:
    """Return the day's beginning in UTC."""
    return datetime.combine(day, time(), UTC)


class Outside:
    """The outside contact of a rehearsal: it hears everything and keeps nothing."""

    settle = Settle()

    async def send(self, delivery: Delivery) -> str:
        """Take the message."""
        return f"outside:{delivery.id}"

    async def find(self, delivery: Delivery) -> str | None:
        """What was sent has arrived."""
        return f"outside:{delivery.id}" if delivery.attempt > 1 else None


__all__ = ["Builder", "Rehearsal", "begins", "ends", "midnight", "rehearsal"]
