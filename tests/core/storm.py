"""A storm: two processes that die, stall and are started again, on a platform that fails in every way it can.

Everything comes from the seed. Afterwards the weather is fine again, and nothing may be lost, doubled or out of order.
"""

import asyncio
import math
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bot.effects import Urgency
from bot.errors import TryLater, Unknown
from bot.ports import Delivery, DeliveryState
from tests.core.fate import Fate, lived
from tests.core.office import CHANNEL, Office
from tests.core.platform import REFUSED, Step

ROUNDS, EVERY = 30, 3
IN_A_LANE = ROUNDS // EVERY
LANES = {"a": Urgency.ESCALATION, "n": Urgency.NOTICE, "p": Urgency.PROMPT, "q": Urgency.PROMPT}
ENDS: tuple[Step, ...] = ("ok", "ok", "ok", "lost", "late", "gone", REFUSED, TryLater("again"), KeyError("a bug"))
HISTORIES = (None, None, None, TryLater("no history"), Unknown("cut off"))
PAUSES = (0, 1, 5, 20, 40, 70, 300)


@dataclass
class Storm:
    """One storm over an office; `passes` returns what went wrong in it."""

    office: Office
    seed: int

    def __post_init__(self) -> None:
        self._random = Random(self.seed)

    async def passes(self) -> list[str]:
        """Let it rage, then clear up and look."""
        self.office.platform.forget()
        for number in range(ROUNDS):
            if number % EVERY == 0:
                await self._write(number)
            await self._round()
        await self._clear_up()
        return [*await self._unfinished(), *self._doubled(), *self._disordered()]

    async def _clear_up(self) -> None:
        platform = self.office.platform
        platform.script, platform.meanwhile, platform.broken_history = [], {}, None
        await self.office.run(3600)

    async def _write(self, number: int) -> None:
        for lane, urgency in LANES.items():
            name = f"{self.seed}:{lane}"
            await self.office.add(f"{name}{number:02}", lane=name, urgency=urgency, target=CHANNEL)

    async def _round(self) -> None:
        choose, platform, clock = self._random.choice, self.office.platform, self.office.clock
        clock.set(clock.now() + timedelta(seconds=choose(PAUSES)))
        platform.script = [choose(ENDS) for _ in range(4)]
        platform.broken_history = choose(HISTORIES)
        platform.meanwhile = {"after look": self._stall} if choose((True, False)) else {}
        if choose((True, False)):
            await asyncio.gather(self._work("one"), self._work("two"))
        else:
            await self._work(choose(("one", "two")))

    async def _work(self, owner: str) -> None:
        """A process delivers once; where it dies, it is started again."""
        dies_at = self._random.choice((math.inf, self._random.randrange(1, 20)))
        if not await lived(self.office.beside(owner, Fate(dies_at)).deliver()):
            await self.office.beside(owner).courier.recover()

    async def _stall(self, _: Delivery) -> None:
        """After a look a process is frozen for a while, and another one goes on."""
        self.office.clock.set(self.office.clock.now() + timedelta(seconds=self._random.choice((30, 45, 90))))
        await self.office.beside("three").deliver()

    async def _unfinished(self) -> list[str]:
        return [f"{state}: {number}" for state, number in (await self.office.states()).items() if state != SENT]

    def _mine(self, lane: str) -> list[Delivery]:
        return [post for post in self.office.platform.posts if post.lane == f"{self.seed}:{lane}"]

    def _doubled(self) -> list[str]:
        """An alarm may come again, but only marked as such; everything else comes exactly once."""
        wrong = []
        for lane, urgency in LANES.items():
            posts = self._mine(lane)
            unmarked = Counter(post.key for post in posts if "may have had" not in post.card.text)
            every = Counter(post.key for post in posts)
            counted = unmarked if urgency is Urgency.ESCALATION else every
            wrong += [f"{key}: {number} times" for key, number in counted.items() if number > 1]
            wrong += [f"{lane}: {IN_A_LANE - len(every)} lost"] * (len(every) != IN_A_LANE)
        return wrong

    def _disordered(self) -> list[str]:
        wrong = []
        for lane in LANES:
            came = list(dict.fromkeys(post.key for post in self._mine(lane)))
            wrong += [f"{lane}: {' '.join(came)}"] * (came != sorted(came))
        return wrong


SENT = DeliveryState.SENT
