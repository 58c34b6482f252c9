"""Two workers carry a few groups through a storm: timers plan, events are heard by both, messages go out."""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import cast

from adapters.clock import SimulatedClock
from bot.app import Application
from bot.cards import Action, Card
from bot.delivery import Courier
from bot.domain.members import MemberState
from bot.domain.signals import Packs
from bot.effects import Effects, Later, Send, ToMember, Urgency
from bot.engine import Engine
from bot.events import MessageReceived, Place
from bot.ingest import Ingest
from bot.leases import EVERY, Keeper, Wanted
from bot.ports import DeliveryState
from bot.router import Router
from bot.turn import Turn
from storage.engine import SqlStorage
from tests.core.fate import Crash
from tests.core.platform import Platform
from tests.core.stage import Process, Stage, StagedMessenger, StagedStorage
from tests.storage.sample import L1, NOW, account, add_people

GROUPS, ROUNDS, APART = ("a", "b", "c"), 6, timedelta(seconds=12)
STORM, HEARD = timedelta(seconds=110), 4
HERE = Place("local", "w1", "#g1")
URGENCIES = {"a": Urgency.PROMPT, "b": Urgency.NOTICE, "c": Urgency.ESCALATION, "heard": Urgency.NOTICE}
LONGEST = timedelta(minutes=12)
_MOST_MOVES = 20_000


def _routes() -> Router:
    """What is planned and heard: each counts, so that work that was done twice shows."""
    routes = Router()

    async def counted(turn: Turn, group: str) -> Effects:
        number = int(await turn.tx.facts.get(group) or 0) + 1
        await turn.tx.facts.put(group, str(number))
        card = Card(f"{group} {number}", "test.round")
        return [Send(ToMember(L1.id), card, URGENCIES[group], key=f"{group}{number}", lane=group)]

    @routes.timer("round.ask")
    async def ask(turn: Turn, group: str) -> Effects:
        effects = await counted(turn, group)
        number = int(await turn.tx.facts.get(group))
        return effects + [Later(NOW + number * APART, Action("round.ask", group))] * (number < ROUNDS)

    @routes.on(MessageReceived)
    async def heard(turn: Turn, _event: MessageReceived) -> Effects:
        return await counted(turn, "heard")

    return routes


@dataclass
class Simulation:
    """One course of things; `passes` returns what went wrong in it."""

    storage: SqlStorage
    seed: int

    def __post_init__(self) -> None:
        self.clock = SimulatedClock(NOW)
        self.stage = Stage(self.clock, Random(self.seed))
        self.platform = Platform(self.clock)
        self._processes: list[Process] = []
        self._keepers: dict[str, Keeper] = {}
        self._born = 0

    async def passes(self) -> list[str]:
        """Let the storm rage, then clear up, and look."""
        async with self.storage.transaction() as tx:
            await add_people(tx)
            await tx.members.save(replace(L1, state=MemberState.ACTIVE))
            for group in GROUPS:
                await tx.timers.put(Later(NOW, Action("round.ask", group)))
        for _ in range(2):
            self._begin()
        try:
            await self._rages()
            return [*await self._unfinished(), *self._doubled(), *self._disordered(), *self.stage.wrong]
        finally:
            for process in self._processes:
                self.stage.die(process)
            await asyncio.gather(*(p.task for p in self._processes if p.task), return_exceptions=True)

    async def _rages(self) -> None:
        for _ in range(_MOST_MOVES):
            await self.stage.quiet()
            self._bury()
            if self.stage.is_stormy and self.clock.now() >= NOW + STORM:
                self.stage.is_stormy = False
                self.platform.broken_history = None
            if not self.stage.is_stormy and await self._is_done():
                return
            if self.clock.now() >= NOW + LONGEST:
                self.stage.wrong.append("it goes on and on")
                return
            at = self.stage.move()
            self.clock.set(max(at, self.clock.now()) if at else self.clock.now() + timedelta(seconds=1))
        raise AssertionError("it goes round in circles")

    def _begin(self) -> None:
        self._born += 1
        process = Process(f"w{self._born}")
        storage = StagedStorage(self.storage, self.stage, process)
        app = Application(storage, _routes(), self.clock, cast(Packs, None), b"secret")
        messenger = StagedMessenger(self.platform, self.stage, process, self.platform.settle)
        courier = Courier(app, {"local": messenger}, process.name, is_leased=True)
        keeper = Keeper(storage, self.clock, process.name, Wanted(doors=(("local",),)))
        courier.is_at_work = lambda: keeper.is_at_work
        process.task = asyncio.create_task(self._live(process, Engine(app, courier), keeper))
        self._processes.append(process)

    async def _live(self, process: Process, engine: Engine, keeper: Keeper) -> None:
        """What a process does: it keeps its leases, hears what is told, and beats."""
        ingest = Ingest(engine.app)
        untold = [f"e{number}" for number in range(HEARD)]  # each process is told everything, as platforms do
        await engine.start()
        while True:
            await keeper.look()
            self._keepers[process.name] = keeper
            self._look_who_is_there()
            for event in untold[:1]:
                await ingest.handle(MessageReceived(event, NOW, account(L1), HERE, event, "hello"))
                untold.remove(event)
            await engine.beat()
            await self.stage.point(process, "rests", self.clock.now() + EVERY)

    def _look_who_is_there(self) -> None:
        """Two that think they have the platform would both connect to it."""
        there = [p.name for p in self._processes if not p.is_dead and p.name in self._keepers]
        on_it = [name for name in there if self._keepers[name].term("local") is not None]
        if len(on_it) > 1:
            self.stage.wrong.append(f"{' and '.join(on_it)} have the platform")

    def _bury(self) -> None:
        """Start a new process in the place of each dead one."""
        for process in list(self._processes):
            if process.task is not None and process.task.done():
                problem = process.task.exception()
                if not isinstance(problem, Crash):
                    raise AssertionError("a process ended by itself") from problem
                self._processes.remove(process)
                self._begin()

    async def _is_done(self) -> bool:
        async with self.storage.snapshot() as tx:
            counts, heard = await tx.outbox.counts(), int(await tx.facts.get("heard") or 0)
            return (
                heard >= HEARD
                and not await tx.timers.upcoming(1)
                and counts[DeliveryState.SENT] == sum(counts.values()) > 0
            )

    async def _unfinished(self) -> list[str]:
        async with self.storage.snapshot() as tx:
            counts = {state: number for state, number in (await tx.outbox.counts()).items() if number}
            return [f"{state}: {number}" for state, number in counts.items() if state is not DeliveryState.SENT]

    def _doubled(self) -> list[str]:
        """An alarm may come again, but only marked as such; everything else comes exactly once."""
        expected = [f"{group} {number}" for group in GROUPS for number in range(1, ROUNDS + 1)]
        expected += [f"heard {number}" for number in range(1, HEARD + 1)]
        marked = [post for post in self.platform.posts if "may have had" in post.card.text]
        plain = Counter(post.card.text for post in self.platform.posts if post not in marked)
        there = {post.key for post in self.platform.posts}
        wrong = [f"{text}: {number} times" for text, number in plain.items() if number > 1 or text not in expected]
        return wrong + [f"{text} is lost" for text in expected if text.replace(" ", "") not in there]

    def _disordered(self) -> list[str]:
        wrong = []
        for lane in (*GROUPS, "heard"):
            came = list(dict.fromkeys(post.key for post in self.platform.posts if post.key.startswith(lane)))
            wrong += [f"{lane}: {' '.join(came)}"] * (came != sorted(came))
        return wrong
