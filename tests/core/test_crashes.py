"""A process may die anywhere: nothing is lost, nothing doubled, nothing out of order."""

import pytest

from bot.effects import Urgency
from bot.ports import DeliveryState
from tests.core.fate import Fate, lived
from tests.core.office import Office
from tests.core.platform import NEVER

DEAD, SENT = DeliveryState.DEAD, DeliveryState.SENT


async def _deliver_once(office: Office, name: str, urgency: Urgency, fate: Fate) -> bool:
    """Let a process deliver two messages of one lane until it dies, and another one take over."""
    await office.add(f"{name} first", f"{name} second", urgency=urgency, lane=name)
    mortal = office.beside("one", fate)
    survived = await lived(mortal.run(0))
    await office.courier.recover()
    await office.run(600)
    return survived


@pytest.mark.parametrize("urgency", [Urgency.ESCALATION, Urgency.PROMPT])
@pytest.mark.fault(2, 3, 4, 5)
async def test_a_death_at_any_step_loses_and_doubles_nothing(office: Office, urgency: Urgency) -> None:
    step, survived = 0, False
    while not survived:
        step += 1
        survived = await _deliver_once(office, f"{step}", urgency, Fate(step))

    assert step > 16, "two batches of a claim, a send and an end, of two or three steps each"
    assert office.platform.texts == [
        f"Text of {n} {which}" for n in range(1, step + 1) for which in ("first", "second")
    ]
    assert await office.states() == {SENT: 2 * step}


@pytest.mark.fault(6)
async def test_a_death_at_any_step_tells_a_failure_exactly_once(office: Office) -> None:
    step, survived = 0, False
    while not survived:
        step += 1
        office.platform.script = [NEVER] * 9
        await office.add(f"{step:02}")
        survived = await lived(office.beside("one", Fate(step)).run(0))
        await office.courier.recover()
        await office.run(600)

    assert step > 10
    assert await office.told() == [f"{number:02}" for number in range(1, step + 1)]
    assert await office.states() == {DEAD: step}


async def test_two_deaths_in_a_row_are_no_worse_than_one(office: Office) -> None:
    step, survived = 0, False
    while not survived:
        step += 1
        await office.add(f"{step:02}")
        survived = await lived(office.beside("one", Fate(step)).run(0))
        again = office.beside("one", Fate(step))
        await lived(again.courier.recover())
        await lived(again.run(60))
        await office.courier.recover()
        await office.run(600)

    assert office.platform.texts == [f"Text of {number:02}" for number in range(1, step + 1)]
