"""A case from its opening to its being handed over, the process killed between any two steps: nothing twice or lost."""

import os
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Any, cast

import pytest

from adapters.clock import SimulatedClock
from adapters.simulation.rehearsal import House
from bot.app import Application
from bot.cards import Action
from bot.domain.cases import Case, CaseEntry, CaseState
from bot.effects import Reply
from bot.events import ActionChosen, Event, FormSubmitted, MessageReceived, Place
from bot.ports import Clock, Messenger
from tests.acceptance.doomed import Doom
from tests.core.fate import MortalMessenger
from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import Cohort, World

pytestmark = pytest.mark.faults
KILLS = int(os.environ.get("KITH_CASE_KILLS", "4"))
"""How many moments, spread over the life of the case; more than it has steps: every one of them."""
SHARES = 1 if KILLS < 20 else 6
PRESSING = ("C1", "C2", "C3", "C4", "C5")
MORE = "".join(
    f'[[person]]\nid = "{who}"\nname = "Name {who}"\nrole = "coordinator"\naccounts = ["local:demo:{who}"]\n'
    for who in PRESSING[2:]
)
NOTE, CLOSING = "Spoke with them tonight.", "They are with their sister."
AGAIN, OUTSIDE = "Their sister called.", "The counselling centre has them."
STEPS = ["acknowledged", "note", "offered:talk", "closed:supported", "opened_again", "acknowledged"]
STEPS += ["handed_over:counselling"]


class Planned(Random):
    """Dice that name the one step at which the first process dies; later ones live on."""

    def __init__(self, step: int) -> None:
        super().__init__(0)
        self._steps = [step]

    def randint(self, _least: int, most: int) -> int:
        """Return the step."""
        return self._steps.pop() if self._steps else most


@dataclass
class Telling:
    """The platform's side: what a dead process did not answer is told to the next one, as the same event."""

    doom: Doom

    @property
    def clock(self) -> Clock:
        """The application's clock."""
        return self.doom.rehearsal.house.app.clock

    async def handle(self, event: Event) -> list[Reply]:
        """Tell one event until a process survived it."""
        answers: list[Reply] = []

        async def told() -> None:
            answers[:] = await self.doom.rehearsal.house.app.handle(event)

        while not await self.doom.survived(told()):
            pass
        return answers


@dataclass
class Told:
    """What is there in the end: whom the platform shows what, and the case with its timeline."""

    shown: Counter[tuple[str, str]]
    open_buttons: int
    case: Case
    timeline: list[CaseEntry]
    steps: int
    deaths: int


def doomed(cohort: Cohort, doom: Doom) -> Any:
    """Return a builder of houses whose way out and storage are mortal, all of them."""
    build = cohort.play.build

    @asynccontextmanager
    async def built(clock: Clock, messengers: dict[str, Messenger]) -> AsyncIterator[House]:
        local = doom.mortal(messengers["local"])
        others = {name: MortalMessenger(one, doom.fate, one.settle) for name, one in messengers.items()}
        mortal = cast(dict[str, Messenger], others | {"local": local})
        async with doom.building(build)(cast(SimulatedClock, clock), mortal) as house:
            yield house

    return built


async def lives(world: World, step: int) -> Told:
    """Let a case open, go up the line, be taken, worked on, followed up and closed; one process dies on the way."""
    async with world(learners="L1", extra=MORE) as cohort:
        await cohort.until("Wed 3 Mar 23:39")
        doom = Doom(Planned(step), steps=10**9)
        cohort.play.build = doomed(cohort, doom)
        await cohort.play.restart()
        doom.play = cohort.play
        telling = Telling(doom)
        cohort.surface.connect(lambda: cast(Application, telling))
        before = len(cohort.surface.shown)

        await happens(cohort, telling)

        [case] = await cases(cohort)
        async with await cohort.tx() as tx:
            timeline = await tx.cases.timeline(case.id)
        shown = cohort.surface.shown[before:]
        own = case.owner_id
        async with await cohort.tx() as tx:
            owner = await tx.members.find(own)
        assert owner is not None
        return Told(
            Counter((_who(one.to, owner.handle), one.card.kind) for one in shown),
            sum(button.label == "I have it" for one in shown for button in one.card.buttons),
            case,
            timeline,
            doom.lived,
            doom.deaths,
        )


def _who(to: str, owner: str) -> str:
    """Who takes the case is whoever was fastest: they and the others are told apart by that alone."""
    return to if to not in PRESSING else "the owner" if to == owner else "another"


async def happens(cohort: Cohort, telling: Telling) -> None:
    """Everything that people do, each deed told until it is answered."""
    group = Place("local", "demo", cohort.play.channel("#g1"))
    await cohort.until("Wed 3 Mar 23:40")
    said = MessageReceived("said", telling.clock.now(), cohort.account("L1"), group, "m1", SENTENCE)
    await _beats(cohort, telling.handle(said))
    await cohort.until("Wed 3 Mar 23:58")
    [case] = await cases(cohort)
    for who in PRESSING:
        await _beats(cohort, telling.handle(_press(cohort, who, "case.acknowledge", case.id)))
    [case] = await cases(cohort)
    async with await cohort.tx() as tx:
        owner = (await tx.members.find(case.owner_id)).handle
    for at, name, values in (
        ("Thu 4 Mar 00:10", "case.noted", {"note": NOTE}),
        ("Thu 4 Mar 00:20", "case.offered", {"offer": "talk", "by": "2027-03-08", "note": ""}),
        ("Mon 8 Mar 12:00", "case.closed", {"reason": "supported", "note": CLOSING}),
    ):
        await cohort.until(at)
        await _beats(cohort, telling.handle(_form(cohort, owner, name, case.id, values)))
    await _beats(cohort, telling.handle(_form(cohort, owner, "case.reopened", case.id, {"note": AGAIN})))
    await _beats(cohort, telling.handle(_press(cohort, owner, "case.acknowledge", case.id, "again")))
    outside = {"reason": "counselling", "note": OUTSIDE}
    await _beats(cohort, telling.handle(_form(cohort, owner, "case.closed", case.id, outside, "again")))
    await cohort.until("Tue 9 Mar 12:00")


async def _beats(cohort: Cohort, deed: Awaitable[object]) -> None:
    await deed
    await cohort.play.house.engine.beat()


def _chat(cohort: Cohort, who: str) -> dict[str, Any]:
    return {
        "at": cohort.play.clock.now(),
        "by": cohort.account(who),
        "place": Place("local", "demo", f"dm:{who}", is_direct=True),
    }


def _press(cohort: Cohort, who: str, name: str, case_id: str, time: str = "first") -> Event:
    return ActionChosen(id=f"{name}:{who}:{time}", action=Action(name, case_id), **_chat(cohort, who))


def _form(cohort: Cohort, who: str, name: str, case_id: str, values: dict[str, str], time: str = "first") -> Event:
    return FormSubmitted(id=f"{name}:{who}:{time}", action=Action(name, case_id), values=values, **_chat(cohort, who))


@pytest.mark.fault(1, 6)
@pytest.mark.parametrize("share", range(SHARES))
async def test_whenever_the_process_dies_a_case_has_one_reply_one_owner_and_nothing_twice(
    world: World, share: int
) -> None:
    whole = await lives(world, 10**9)
    assert whole.deaths == 0
    assert whole.case.state is CaseState.HANDED_OVER
    assert [entry.what for entry in whole.timeline if entry.what in STEPS] == STEPS
    assert whole.shown["L1", "crisis.reply"] == 1
    apart = max(1, whole.steps // KILLS)

    for step in range(whole.steps - share * apart, 0, -SHARES * apart):
        killed = await lives(world, step)

        assert killed.deaths == 1, step
        assert killed.shown == whole.shown, step
        assert killed.open_buttons == whole.open_buttons, step
        assert [entry.what for entry in killed.timeline] == [entry.what for entry in whole.timeline], step
        assert [e.note for e in killed.timeline if e.note] == [NOTE, CLOSING, AGAIN, OUTSIDE], step
        assert (killed.case.state, killed.case.signals) == (CaseState.HANDED_OVER, 1), step
