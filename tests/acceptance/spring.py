"""The sample cohort: its script as it is or with something changed, and everything that really arrived anywhere."""

import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.cli.rehearsing import builder
from adapters.clock import SimulatedClock
from adapters.simulation.core_surface import CoreSurface
from adapters.simulation.play import Part, Played, simulate
from adapters.simulation.rehearsal import Builder, begins
from adapters.simulation.surface import Surface
from bot.cohort_file import CohortFile, load_cohort
from bot.ports import Delivery, Messenger, Settle
from bot.script_file import Act, Fault, Script, load_script

HERE = Path(__file__).parent
EXPECTED = {
    "sessions_attended": 62,
    "sessions_scheduled": 73,
    "first_miss_flows": 10,
    "second_miss_cases": 1,
    "check_ins_answered": 119,
    "check_ins_expected": 139,
    "one_tap_nudges": 17,
    "mentor_drafts_check_in": 2,
    "coordinator_cases_check_in": 0,
    "baseline_answered": 18,
    "baseline_asked": 18,
    "pulse_answered": 14,
    "pulse_asked": 17,
    "pulse_shown": ["cohort 14", "baobab 5"],
    "satisfaction_n": 16,
    "satisfaction_mean": 4.0,
    "end_answered": 16,
    "end_asked": 18,
    "hand_raises_offered": 1,
    "repairs": 1,
    "handoffs": 1,
    "extensions_automatic": 1,
    "extensions_approved": 1,
    "critical_alerts": 1,
    "critical_ack_minutes": [18],
    "critical_channel_messages": 0,
    "deduplicated_signals": 1,
    "reviews_handed_out": [36, 18],
    "reviews_on_time": [34, 18],
    "reviews_passed_on": [2, 0],
    "public_messages_naming_a_non_participant": 0,
}


CRISIS = "I don't want to be here anymore"
"""What L11 writes in Dogwood on 26 March, 03:40 UTC."""


def utc(text: str) -> datetime:
    """Read a moment like `2026-03-26 03:40`, UTC."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def shipped(seed: int = 1, until: datetime | None = None) -> Part:
    """The sample as it is shipped."""
    file = load_cohort(HERE / "spring.toml")
    return Part(file, load_script(HERE / "spring.script.toml", file), seed, until)


def changed(part: Part, acts: Sequence[Act] = (), faults: Sequence[Fault] = (), without: str = "") -> Part:
    """The sample with more acts and faults, and without what somebody says in exactly these words."""
    script = part.script or Script("")
    kept = [act for act in script.acts if not without or act.says != without]
    assert len(script.acts) - len(kept) == bool(without)
    every = sorted([*kept, *acts], key=lambda act: act.at)
    return replace(part, script=Script(script.source, tuple(every), (*script.faults, *faults)))


@dataclass(frozen=True)
class Arrival:
    """A message that arrived: when, at whose account or in which channel, its kind and its words."""

    at: datetime
    to: str
    kind: str
    text: str


@dataclass
class Witness:
    """A messenger that notes what its platform took; the same change made twice is seen once."""

    inner: Messenger
    clock: SimulatedClock
    arrivals: list[Arrival]
    changes: set[str]
    settle: Settle = field(default=Settle())

    async def send(self, delivery: Delivery) -> str:
        """Send, and note it."""
        remote_id = await self.inner.send(delivery)
        if delivery.id not in self.changes:
            card = delivery.card
            self.arrivals.append(Arrival(self.clock.now(), delivery.target.id, card.kind, card.text))
        if delivery.revises:
            self.changes.add(delivery.id)
        return remote_id

    async def find(self, delivery: Delivery) -> str | None:
        """Look."""
        return await self.inner.find(delivery)


@dataclass
class Watched:
    """A surface with a witness at each of its ways out; `wrapped` may put something in front of that."""

    surface: Surface
    clock: SimulatedClock
    wrapped: Callable[[Messenger], Messenger] = lambda messenger: messenger
    arrivals: list[Arrival] = field(default_factory=list)
    changes: set[str] = field(default_factory=set)

    @property
    def messengers(self) -> Mapping[str, Messenger]:
        """The ways out, made anew for every process."""
        out = self.surface.messengers.items()
        return {name: self.wrapped(Witness(each, self.clock, self.arrivals, self.changes)) for name, each in out}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.surface, name)

    def by_recipient(self) -> dict[str, list[Arrival]]:
        """What arrived anywhere, in order."""
        found: dict[str, list[Arrival]] = {}
        for arrival in self.arrivals:
            found.setdefault(arrival.to, []).append(arrival)
        return found


def watched(file: CohortFile, **options: Any) -> Watched:
    """A surface for a cohort, before anything of it happens."""
    clock = SimulatedClock(begins(file))
    return Watched(CoreSurface.of(file), clock, **options)


async def watch(part: Part) -> tuple[Played, Watched]:
    """Play on the barest surface; return what was said and what arrived."""
    surface = watched(part.file)
    async with temporary_database(part) as build:
        done = await simulate(replace(part, clock=surface.clock), surface, "core", build)
    return done, surface


@asynccontextmanager
async def temporary_database(part: Part) -> AsyncIterator[Builder]:
    """What builds the house on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        yield builder(f"sqlite+aiosqlite:///{folder}/kith.sqlite3", part.seed, part.file.plan.safety.languages)
