"""A bot's requests to Discord, in virtual time: never too many in a second, and what is urgent goes first."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

import pytest

from adapters.discord.pace import Pace
from bot.errors import TryLater
from tests.benchmarks.virtual_time import VirtualLoop

DISCORD_TAKES = 50


def played(play: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(play)


class Line:
    """Sends over one pace and notes when each was let through."""

    def __init__(self) -> None:
        self.pace = Pace()
        self.went: list[float] = []
        self.put_off: list[float] = []

    async def send(self, *, is_urgent: bool = False) -> float:
        began = asyncio.get_running_loop().time()
        try:
            await self.pace.turn(is_urgent=is_urgent)
        except TryLater as later:
            self.put_off.append(later.after.total_seconds() if later.after is not None else 0)
            return -1
        self.went.append(asyncio.get_running_loop().time())
        return self.went[-1] - began


def most_in_a_second(moments: Sequence[float]) -> int:
    return max(sum(1 for other in moments if at <= other < at + 0.999) for at in moments)


def test_however_many_want_out_at_once_no_second_sees_more_than_discord_takes() -> None:
    async def play() -> Line:
        line = Line()
        senders = [line.send(is_urgent=number % 10 == 0) for number in range(100)]
        await asyncio.gather(*senders)
        return line

    line = played(play())

    assert len(line.went) == 100
    assert most_in_a_second(line.went) <= DISCORD_TAKES
    assert max(line.went) <= 2.5


def test_an_escalation_does_not_wait_behind_prompts() -> None:
    async def play() -> float:
        line = Line()
        prompts = asyncio.gather(*(line.send() for _ in range(110)))
        await asyncio.sleep(0.5)
        waited = await line.send(is_urgent=True)
        await prompts
        return waited

    assert played(play()) == 0


def test_who_finds_a_long_line_is_told_when_to_come_back_and_no_two_at_once() -> None:
    async def play() -> Line:
        line = Line()
        await asyncio.gather(*(line.send() for _ in range(400)))
        return line

    line = played(play())

    assert len(line.went) + len(line.put_off) == 400
    assert line.put_off
    assert all(wait >= 2.5 for wait in line.put_off)
    assert line.put_off == sorted(set(line.put_off))


@pytest.mark.parametrize("is_urgent", [True, False])
def test_a_quiet_bot_waits_for_nothing(is_urgent: bool) -> None:
    async def play() -> list[float]:
        line, waits = Line(), []
        for _ in range(20):
            await asyncio.sleep(0.3)
            waits.append(await line.send(is_urgent=is_urgent))
        return waits

    assert set(played(play())) == {0}
