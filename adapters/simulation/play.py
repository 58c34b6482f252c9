"""Plays a cohort file, with a script or with people who behave by rates, and counts what came of it."""

import hashlib
import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cohort_file import CohortFile
from bot.script_file import Act, Fault, Script

from adapters.simulation.people import Reactions
from adapters.simulation.rehearsal import Builder, Rehearsal, begins, ends, rehearsal
from adapters.simulation.surface import Surface
from adapters.simulation.totals import totals
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


def seeded_key(seed: int) -> bytes:
    """Return the key a rehearsal encrypts with and makes ids from."""
    return hashlib.sha256(f"rehearsal:{seed}".encode()).digest()


async def simulate(
    part: Part, surface: Surface, name: str, build: Builder, on_progress: Progress | None = None
) -> Played:
    """Play a cohort to its end on one surface; `build` brings the storage and the core."""
    last = part.until or ends(part.file)
    async with rehearsal(part.file, surface, build) as play:
        await _play(play, part, last, on_progress)
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


Moment = tuple[datetime, int, Act | Fault]


async def _play(play: Rehearsal, part: Part, last: datetime, on_progress: Progress | None) -> None:
    """Go from deed to deed; without a script, people react to what they are sent."""
    order = itertools.count()
    waiting: list[Moment] = []
    reactions = Reactions(part.file, part.seed) if part.script is None else None
    if part.script is not None:
        for entry in (*part.script.acts, *part.script.faults):
            heapq.heappush(waiting, (entry.at, next(order), entry))
    seen = 0
    while True:
        upcoming = await play.house.engine.next_at()
        if reactions is not None:
            for act in reactions.to(play.lines[seen:]):
                heapq.heappush(waiting, (act.at, next(order), act))
            seen = len(play.lines)
        deed_at = waiting[0][0] if waiting else None
        if min((at for at in (upcoming, deed_at) if at is not None), default=last) >= last and (
            deed_at is None or deed_at > last
        ):
            break
        if deed_at is not None and (upcoming is None or deed_at < upcoming or reactions is None):
            moment, number, entry = heapq.heappop(waiting)
            await play.until(max(moment, play.clock.now()), on_progress)
            await _happen(play, entry, number)
        else:
            assert upcoming is not None
            await play.until(max(upcoming, play.clock.now()), on_progress)
    await play.until(last, on_progress)


async def _happen(play: Rehearsal, entry: Act | Fault, number: int) -> None:
    if isinstance(entry, Fault):
        await play.fail(entry)
    else:
        await play.perform(entry, number)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
