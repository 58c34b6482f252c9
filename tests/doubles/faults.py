"""What tests let go wrong on the way to a double's server and back."""

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any


class Harm(StrEnum):
    """Everything that can happen to a request. Until `LIMITED`, `REFUSED` and `DROPPED` nothing has been stored."""

    LIMITED = "429, nothing stored"
    REFUSED = "an error, nothing stored"
    DROPPED = "connection cut, nothing stored"
    BROKEN = "an error after storing"
    LOST = "connection cut after storing"
    CUT = "half of the answer after storing"
    GARBLED = "a page of HTML after storing"
    HANGING = "no answer, nothing stored"
    SILENT = "no answer after storing"
    LATE = "connection cut, stored some time later"

    @property
    def stores(self) -> bool:
        """Whether what was asked for has been done when the harm shows."""
        return self in (Harm.BROKEN, Harm.LOST, Harm.CUT, Harm.GARBLED, Harm.SILENT)


@dataclass(frozen=True, slots=True)
class Fault:
    """One harm: to which requests (a glob of their name, and `when` of their arguments), and how often (None: always).

    `status` and `error` say what an error answer looks like, `wait` is Retry-After or how late something is stored.
    """

    harm: Harm
    on: str = "*"
    times: int | None = 1
    status: int = 500
    error: str = ""
    wait: timedelta = timedelta(seconds=1)
    when: Callable[[Mapping[str, Any]], bool] = lambda _: True

    def hits(self, name: str, arguments: Mapping[str, Any]) -> bool:
        """Whether this request is meant."""
        return fnmatchcase(name, self.on) and self.when(arguments)


class Faults:
    """The faults still to come, the oldest first."""

    def __init__(self) -> None:
        self._planned: list[list[Any]] = []
        self._chance: Callable[[str], Fault | None] = lambda _: None
        self._released = asyncio.Event()
        self.happened: list[tuple[str, Harm]] = []
        self.was_hit = asyncio.Event()

    def plan(self, *faults: Fault) -> None:
        """Let these happen, each to the next requests it is for."""
        self._planned += [[fault, fault.times] for fault in faults]

    def at_random(self, seed: int, share: float, harms: tuple[Harm, ...], on: str = "*") -> None:
        """Harm this share of the requests; the same seed harms the same ones."""
        chance = random.Random(seed)

        def throw(name: str) -> Fault | None:
            if not fnmatchcase(name, on) or chance.random() >= share:
                return None
            return Fault(chance.choice(harms), status=chance.choice((500, 502, 503)))

        self._chance = throw

    def clear(self) -> None:
        """Let everything be well again, hanging requests included."""
        self._planned.clear()
        self._chance = lambda _: None
        self.release()

    def take(self, name: str, arguments: Mapping[str, Any]) -> Fault | None:
        """Return what happens to this request."""
        found = self._planned_for(name, arguments) or self._chance(name)
        if found is not None:
            self.happened.append((name, found.harm))
            self.was_hit.set()
        return found

    def _planned_for(self, name: str, arguments: Mapping[str, Any]) -> Fault | None:
        for entry in self._planned:
            fault, left = entry
            if fault.hits(name, arguments):
                if left is not None:
                    entry[1] = left - 1
                self._planned = [other for other in self._planned if other[1] != 0]
                return fault
        return None

    async def hang(self) -> None:
        """Do not answer until released."""
        await self._released.wait()

    def release(self) -> None:
        """Let every request that hangs go its way."""
        self._released.set()
        self._released = asyncio.Event()
