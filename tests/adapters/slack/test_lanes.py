"""What is told of a conversation is handled in order; messages may go together, and a change waits for them."""

import asyncio

from adapters.slack.lanes import Lanes


class Work:
    """Events that note when they begin and end; each ends when it is let go."""

    def __init__(self) -> None:
        self.lanes = Lanes()
        self.told: list[str] = []
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.gates: dict[str, asyncio.Event] = {}

    async def comes(self, lane: str, name: str, *, together: bool = False) -> None:
        self.gates[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._handle(lane, name, together=together))
        await _a_while()

    async def let_go(self, name: str) -> None:
        self.gates[name].set()
        await _a_while()

    async def _handle(self, lane: str, name: str, *, together: bool) -> None:
        async with self.lanes.within(lane, together=together):
            self.told.append(f"{name} begins")
            await self.gates[name].wait()
            self.told.append(f"{name} ends")


async def _a_while() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_messages_go_together_and_a_change_waits_for_them_and_is_waited_for() -> None:
    work = Work()
    await work.comes("a", "m1", together=True)
    await work.comes("a", "m2", together=True)
    await work.comes("a", "change")
    await work.comes("a", "m3", together=True)
    await work.comes("b", "elsewhere")

    assert work.told == ["m1 begins", "m2 begins", "elsewhere begins"]
    await work.let_go("m2")
    await work.let_go("m1")
    assert work.told[3:] == ["m2 ends", "m1 ends", "change begins"]
    await work.let_go("change")
    assert work.told[6:] == ["change ends", "m3 begins"]


async def test_whoever_is_called_off_while_waiting_lets_nobody_pass() -> None:
    work = Work()
    await work.comes("a", "change")
    await work.comes("a", "m1", together=True)
    await work.comes("a", "another change")

    work.tasks["m1"].cancel()
    await _a_while()
    assert work.told == ["change begins"]
    await work.let_go("change")

    assert work.told == ["change begins", "change ends", "another change begins"]


async def test_what_begins_together_reads_in_order() -> None:
    lanes, told = Lanes(), list[str]()

    async def read(name: str, steps: int) -> None:
        async with lanes.within("a", together=True) as in_order, in_order:
            for _ in range(steps):
                await asyncio.sleep(0)
            told.append(name)

    await asyncio.gather(read("m1", 5), read("m2", 1), read("m3", 0))

    assert told == ["m1", "m2", "m3"]
