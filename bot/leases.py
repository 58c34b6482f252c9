"""Several workers on one database: what each may do, by leases in rows. A worker that stands still loses them all.

A *door* is what only one worker may keep open: a platform's connection; whoever has it sends there too, so that one
clock paces the platform's token. Where every workspace has a token of its own, the workspaces are dealt out in shares.
"""

import asyncio
import logging
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import KithError
from bot.ports import Clock, Storage, Tx
from bot.repositories import Lease

log = logging.getLogger(__name__)

LASTS = timedelta(seconds=10)
EVERY = timedelta(seconds=3)
"""Kept up every 3 s, a lease runs out 10 s after the last time: another worker takes over within 13 s."""
SHARES = 16
"""Into how many shares a platform's workspaces are dealt: as many workers can share them."""
ALIVE = "worker/"
"""Before the name of a worker: the lease that says that it is there."""


def share_of(workspace: str) -> str:
    """Return the share a workspace belongs to; it never changes."""
    return str(zlib.crc32(workspace.encode()) % SHARES)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a worker can do: the doors it can keep open, and the platforms whose shares it can take.

    Each of `doors` is a chain of leases: one is asked for only where the one before it is ours.
    """

    doors: tuple[tuple[str, ...], ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def shares(self) -> tuple[str, ...]:
        """The names of the shares."""
        return tuple(f"{platform}/{number}" for platform in self.shared for number in range(SHARES))

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms they are for."""
        return tuple(sorted({*self.shared, *(name.partition("/")[0] for chain in self.doors for name in chain)}))


def dealt(me: str, wanted: Wanted, running: Sequence[Lease]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which shares a worker keeps or takes, and which it lets go, so that all live workers have as many."""
    holders = {lease.name: lease.holder for lease in running}
    workers = sorted({lease.holder for lease in running if lease.name.startswith(ALIVE)} | {me})
    each, left_over = divmod(len(wanted.shares), len(workers))
    fair = each + (workers.index(me) < left_over)
    mine = [name for name in wanted.shares if holders.get(name) == me]
    free = [name for name in wanted.shares if name not in holders]
    return tuple([*mine, *free][:fair]), tuple(mine[fair:])


class Keeper:
    """Takes and keeps up one worker's leases: `look` every few seconds. What it held when it stood still is lost."""

    def __init__(self, storage: Storage, clock: Clock, name: str, wanted: Wanted) -> None:
        self.name, self._wanted = name, wanted
        self._storage, self._clock = storage, clock
        self._terms: Mapping[str, int] = {}
        self._until = clock.now()
        self._looked = asyncio.Event()

    def term(self, name: str) -> int | None:
        """Return our term of a lease; None where it is not ours, or may be another's by now."""
        return self._terms.get(name) if self._clock.now() < self._until else None

    @property
    def is_at_work(self) -> bool:
        """Whether everybody else takes us to be at work: what we began to send is ours to send."""
        return self.term(ALIVE + self.name) is not None

    def has_share(self, platform: str, workspace: str) -> bool:
        """Whether a workspace's share is ours."""
        return self.term(f"{platform}/{share_of(workspace)}") is not None

    @property
    def held(self) -> Mapping[str, int]:
        """How many leases of each platform are ours just now."""
        mine = Counter(name.partition("/")[0] for name in self._terms) if self._clock.now() < self._until else Counter()
        return {platform: mine[platform] for platform in self._wanted.platforms}

    async def look(self) -> None:
        """Keep up what is ours and take what is free and wanted."""
        now = self._clock.now()
        try:
            async with self._storage.transaction() as tx:
                terms = await self._round(tx)
            self._tell(terms)
            self._terms, self._until = terms, now + LASTS
        finally:
            self._looked.set()
            self._looked = asyncio.Event()

    async def keep(self) -> None:
        """Look again and again for ever."""
        said = ""
        while True:
            try:
                await self.look()
            except KithError as problem:
                if said != (said := str(problem)):
                    log.error("%s", problem)
            except Exception as problem:  # without a database nothing is ours before long
                log.warning("the leases could not be kept up: %s", type(problem).__name__)
            await asyncio.sleep(EVERY.total_seconds())

    async def gained(self, name: str) -> int:
        """Wait until a lease is ours; return the term."""
        while (term := self.term(name)) is None:
            await self._looked.wait()
        return term

    async def lost(self, name: str, term: int) -> None:
        """Wait until a lease is no longer ours in that term."""
        while self.term(name) == term:
            await self._looked.wait()

    async def release(self) -> None:
        """Let everything go, so that the next worker need not wait."""
        async with self._storage.transaction() as tx:
            for name in sorted(self._terms):
                await tx.leases.release(name, self.name)
        self._terms = {}

    async def _round(self, tx: Tx) -> dict[str, int]:
        now, terms = self._clock.now(), dict[str, int]()

        async def hold(name: str) -> bool:
            term = await tx.leases.hold(name, self.name, now, LASTS)
            if term is not None:
                terms[name] = term
            return term is not None

        await hold(ALIVE + self.name)
        taken, given_up = dealt(self.name, self._wanted, await tx.leases.running(now))
        for name in given_up:
            await tx.leases.release(name, self.name)
        for name in taken:
            await hold(name)
        for chain in self._wanted.doors:
            for name in chain:
                if not await hold(name):
                    break
        return terms

    def _tell(self, terms: Mapping[str, int]) -> None:
        """Say what changed."""
        for name in sorted(terms.keys() - self._terms.keys()):
            log.info("lease %s is ours, term %s", name, terms[name])
        for name in sorted(self._terms.keys() - terms.keys()):
            log.info("lease %s is ours no longer", name)
