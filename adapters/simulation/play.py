"""Plays a cohort file, with a script or with people who behave by rates, and counts what came of it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.clock import SimulatedClock
from adapters.simulation.player import Player
from adapters.simulation.rehearsal import Builder, begins, ends, rehearsal
from adapters.simulation.surface import Surface
from adapters.simulation.totals import totals
from bot.cohort_file import CohortFile
from bot.script_file import Script
from bot.transcript import Said

Progress = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Played:
    """A whole rehearsal: every message in the order of commits, the totals, and deeds that were not possible."""

    cohort: str
    starts: datetime
    ends: datetime
    seed: int
    surface: str
    messages: tuple[Said, ...]
    totals: dict[str, Any]
    problems: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the object other programs read (docs/cohort-file.md, section simulate)."""
        return {
            "cohort": self.cohort,
            "from": _iso(self.starts),
            "to": _iso(self.ends),
            "seed": self.seed,
            "surface": self.surface,
            "messages": [
                {
                    "at": _iso(line.at),
                    "to": line.to,
                    "surface": line.surface,
                    "kind": line.kind,
                    "reason": line.reason,
                    "text": line.text,
                }
                for line in self.messages
            ],
            "totals": self.totals,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """What is played: the cohort, the script (None: people behave by rates), the seed, until when."""

    file: CohortFile
    script: Script | None = None
    seed: int = 1
    until: datetime | None = None
    clock: SimulatedClock | None = None


def seeded_key(seed: int) -> bytes:
    """Return the key a rehearsal encrypts with and makes ids from."""
    return hashlib.sha256(f"rehearsal:{seed}".encode()).digest()


async def simulate(
    part: Part, surface: Surface, name: str, build: Builder, on_progress: Progress | None = None
) -> Played:
    """Play a cohort to its end on one surface; `build` brings the storage and the core."""
    last = part.until or ends(part.file)
    async with rehearsal(part.file, surface, build, part.clock) as play:
        await Player(play, part.script, part.seed).advance(last, on_progress)
        async with play.house.storage.snapshot() as tx:
            counted = await totals(tx, part.file.handle, play.lines)
    return Played(
        part.file.handle,
        begins(part.file),
        last,
        part.seed,
        name,
        tuple(play.lines),
        counted,
        tuple(play.problems),
    )


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
