"""Moves a rehearsal through time: what the bot has due and what people do, in one order, exactly at their moments."""

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from adapters.simulation.people import Reactions
from adapters.simulation.rehearsal import Rehearsal
from bot.script_file import Act, Fault, Script

Progress = Callable[[datetime], None]
Keep = Callable[[datetime, int], Awaitable[None]]


async def _forget(_: datetime, __: int) -> None:
    """Keep no place."""


@dataclass(slots=True)
class Player:
    """Plays a script, or people who behave by rates where there is none; with `by_rates` both.

    `done` counts the deeds of the script that are behind; `keep` is told the moment and that count before anything
    happens at a moment, so that a demonstration that is killed goes on at the right place.
    """

    play: Rehearsal
    script: Script | None = None
    seed: int = 1
    done: int = 0
    keep: Keep = _forget
    by_rates: bool = False
    _waiting: list[tuple[datetime, int, Act | Fault]] = field(default_factory=list)
    _reactions: Reactions | None = None
    _seen: int = 0
    _number: int = 0

    def __post_init__(self) -> None:
        if self.script is None or self.by_rates:
            self._reactions = Reactions(self.play.file, self.seed)
        for entry in sorted(_entries(self.script), key=lambda entry: entry.at):
            self._push(entry)
        for _ in range(self.done):
            heapq.heappop(self._waiting)

    def _push(self, entry: Act | Fault) -> None:
        heapq.heappush(self._waiting, (entry.at, self._number, entry))
        self._number += 1

    def next_deed_at(self) -> datetime | None:
        """Return when somebody does something next."""
        return self._waiting[0][0] if self._waiting else None

    async def advance(self, target: datetime, on_progress: Progress | None = None) -> None:
        """Go to `target`, doing everything on the way in the order of its moment; the bot's own work goes first."""
        clock = self.play.clock
        due = await self.play.house.engine.settle()
        while (moment := self._next(due)) is not None and moment <= target:
            if moment > clock.now():
                clock.set(moment)
            await self.keep(clock.now(), self.done)
            if on_progress is not None:
                on_progress(clock.now())
            if due is not None and due <= clock.now():
                due = await self.play.house.engine.settle()
            due = await self._deeds(clock.now(), due)
        if target > clock.now():
            clock.set(target)

    def _next(self, due: datetime | None) -> datetime | None:
        """Return when the bot, for which something is `due`, or somebody else does something next."""
        self._react()
        return min((moment for moment in (due, self.next_deed_at()) if moment is not None), default=None)

    def _react(self) -> None:
        if self._reactions is not None:
            for act in self._reactions.to(self.play.lines[self._seen :]):
                self._push(act)
            self._seen = len(self.play.lines)

    async def _deeds(self, now: datetime, due: datetime | None) -> datetime | None:
        """Do what people do now; return when the bot does something next, which was `due` before."""
        while self._waiting and self._waiting[0][0] <= now:
            _, number, entry = heapq.heappop(self._waiting)
            await self.keep(now, self.done)
            if isinstance(entry, Fault):
                await self.play.fail(entry)
                due = await self.play.house.engine.next_at()
            else:
                due = await self.play.perform(entry, number)
            self.done += 1
        return due


def _entries(script: Script | None) -> list[Act | Fault]:
    return [*script.acts, *script.faults] if script is not None else []
