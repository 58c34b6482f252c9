"""Whatever is stuck, an operator reads it in a sentence while it is, and it is put right where anything can."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from adapters.health.state import Health
from adapters.health.watch import keep_looking
from bot.auditor import Auditor
from bot.cards import Action
from bot.deliveries import LEASE
from bot.effects import Effects, Later
from bot.engine import Engine
from bot.errors import TryLater
from bot.turn import Turn
from tests.core.office import Office
from tests.storage.sample import DAY, NOW, case, claim

Plant = Callable[[Office], Awaitable[None]]


async def a_timer(office: Office) -> None:
    """A timer was due for half a minute, and nobody looked."""
    async with office.storage.transaction() as tx:
        await tx.timers.put(Later(NOW, Action("prompt.post", "g1")))
    office.clock.set(NOW + timedelta(seconds=30))


async def a_lease(office: Office) -> None:
    """Whoever had begun to send it is gone."""
    await office.add("one")
    await claim(office.storage, NOW, "gone")
    office.clock.set(NOW + LEASE + timedelta(seconds=30))


async def a_doubt(office: Office) -> None:
    """Nobody can tell whether it arrived: the history cannot be read."""
    office.platform.script, office.platform.broken_history = ["gone"], TryLater("not now")
    await office.add("one")
    await office.run(11 * 60)


async def a_lane(office: Office) -> None:
    """A message should have left a quarter of an hour ago."""
    await office.add("one")
    office.clock.set(NOW + timedelta(minutes=15))


async def a_case(office: Office) -> None:
    """An open case has lost its timer."""
    async with office.storage.transaction() as tx:
        await tx.cases.add(case("s1"))


def listening(office: Office) -> list[str]:
    """Let timers have handlers; return what has fired, as it does."""
    fired = list[str]()

    async def fires(turn: Turn, subject: str) -> Effects:
        fired.append(subject)
        return [Later(turn.now + DAY, Action("case.escalate", subject))]

    for name in ("prompt.post", "case.escalate"):
        office.app._router.timer(name)(fires)
    return fired


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (a_timer, "1 timers should have fired."),
        (a_lease, "1 messages are held by nobody."),
        (a_doubt, "1 messages may have arrived, and nobody can tell."),
        (a_lane, "1 messages should have left."),
        (a_case, "1 open cases had no timer."),
    ],
)
async def test_what_is_stuck_is_said_and_is_over_once_the_heart_has_beaten(
    sqlite_office: Office, plant: Plant, said: str
) -> None:
    office, fired = sqlite_office, listening(sqlite_office)
    await plant(office)
    auditor, health = Auditor(office.app, office.courier), Health(lambda: True, {})

    assert await told(auditor, health) == [said]
    office.platform.broken_history = None  # a person gave the right to read it
    await Engine(office.app, office.courier).beat()
    await office.run(400)

    assert not await auditor.look()
    assert fired or office.platform.texts == ["Text of one"]


async def told(auditor: Auditor, health: Health) -> list[str]:
    """Let the auditor make its rounds until it calls for the heart; return what an operator reads."""
    called = asyncio.Event()
    rounds = asyncio.create_task(keep_looking(auditor, health, called.set, every=0.001))
    async with asyncio.timeout(10):
        await called.wait()
    rounds.cancel()
    await asyncio.gather(rounds, return_exceptions=True)
    return health.troubles()
