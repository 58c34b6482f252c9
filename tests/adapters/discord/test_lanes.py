"""What is heard is handled in order within a channel, side by side between channels, and never without end."""

import asyncio
import logging
from typing import cast

import pytest

from adapters.discord.lanes import Ending, Job, Lanes


class Work:
    """Jobs that note when they begin and end; each waits until it is let go."""

    def __init__(self) -> None:
        self.lanes = Lanes(most=4)
        self.told: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    def job(self, name: str) -> Job:
        gate = self.gates[name] = asyncio.Event()

        async def work() -> None:
            self.told.append(f"{name} begins")
            await gate.wait()
            self.told.append(f"{name} ends")

        return work

    async def let_go(self, *names: str) -> None:
        for name in names:
            self.gates[name].set()
        for _ in range(5):
            await asyncio.sleep(0)


async def test_a_channel_keeps_its_order_and_no_channel_waits_for_another() -> None:
    work = Work()
    for lane, name in (("a", "a1"), ("a", "a2"), ("b", "b1")):
        assert work.lanes.put(lane, work.job(name))

    await work.let_go()
    assert work.told == ["a1 begins", "b1 begins"]
    await work.let_go("b1", "a2")
    assert work.told == ["a1 begins", "b1 begins", "b1 ends"]
    await work.let_go("a1")
    assert work.told[3:] == ["a1 ends", "a2 begins", "a2 ends"]
    await work.lanes.drained()


async def test_messages_of_a_channel_begin_in_order_and_may_end_together_while_a_change_waits_for_them() -> None:
    work = Work()

    def message(name: str) -> Job:
        job = work.job(name)

        async def begin() -> Ending:
            await asyncio.sleep(0)
            work.told.append(f"{name} is read")
            return cast(Ending, job)

        return begin

    work.lanes.put("a", message("a1"), together=True)
    work.lanes.put("a", message("a2"), together=True)
    work.lanes.put("a", work.job("change"))

    await work.let_go("a2")
    assert work.told == ["a1 is read", "a2 is read", "a1 begins", "a2 begins", "a2 ends"]
    await work.let_go("a1")
    assert work.told[5:] == ["a1 ends", "change begins"]
    await work.let_go("change")
    assert not work.lanes.is_busy


async def test_what_fails_does_not_stop_its_channel(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()

    async def fails() -> None:
        raise ValueError("words somebody wrote")

    work.lanes.put("a", fails)
    work.lanes.put("a", work.job("a2"))
    await work.let_go("a2")

    assert work.told == ["a2 begins", "a2 ends"]
    assert "ValueError" in caplog.text
    assert "words" not in caplog.text


async def test_too_much_is_refused_and_told_and_room_is_used_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    work = Work()
    names = ["1", "2", "3", "4"]

    assert all(work.lanes.put(name, work.job(name)) for name in names)
    assert not work.lanes.put("5", work.job("5"))
    assert not work.lanes.put("6", work.job("6"))
    assert len(caplog.records) == 1
    await work.let_go(*names)

    assert work.lanes.put("7", work.job("7"))
    await work.let_go("7")
    assert work.lanes.refused == 2
