"""C3: a process that starts with very many messages due, the escalation first."""

import asyncio
import time
from pathlib import Path

from adapters.simulation.play import seeded_key
from bot.cards import Card
from bot.effects import Urgency
from bot.ports import Delivery, NewDelivery, Settle, Target, TargetKind
from tests.benchmarks import filling
from tests.benchmarks.core import Core, at_work, folder
from tests.benchmarks.figures import AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread


class _First(BaseException):
    """The first message is out: nothing else matters. No `Exception`, so that nobody takes it for a failure."""


class _Line:
    """Ends everything at the first message."""

    settle = Settle()

    def __init__(self) -> None:
        self.first: Delivery | None = None

    async def send(self, delivery: Delivery) -> str:
        """Note the first one."""
        if self.first is None:
            self.first = delivery
            raise _First
        return "sent"

    async def find(self, _delivery: Delivery) -> str | None:
        """Nothing is there."""
        return None


def measure(scale: Scale) -> Measure:
    """C3 at three sizes."""
    for rows in scale.pick((200,), (1_000, 10_000, 100_000)):
        with asyncio.Runner() as runner, folder() as where:
            took = runner.run(_first_after_start(where, rows))
        target = AtMost(10) if rows == 100_000 else None
        what = f"the first escalation after a start with {rows:,} due rows"
        yield Figure("C3", what, "s", Spread.exactly(took), target, rows, {"kith": Spread.exactly(took)})


async def _first_after_start(where: Path, rows: int) -> float:
    async with at_work(where) as core:
        await _owe(core, "prompt", Urgency.PROMPT)
        filling.prompts(filling.opened(where), rows, seeded_key(1))
        await _owe(core, "escalation", Urgency.ESCALATION)
        line = _Line()
        core.messengers["bench"] = line
        began = time.perf_counter()
        try:
            await core.house.engine.start()
            await core.house.engine.beat()
        except _First:
            took = time.perf_counter() - began
    assert line.first is not None
    assert line.first.urgency is Urgency.ESCALATION
    return took


async def _owe(core: Core, key: str, urgency: Urgency) -> None:
    target, now = Target(TargetKind.CHANNEL, "bench", "1", key), core.clock.now()
    async with core.house.storage.transaction() as tx:
        await tx.outbox.add(NewDelivery(key, key, urgency, target, Card(key, kind="bench.row"), now, now, ""))
