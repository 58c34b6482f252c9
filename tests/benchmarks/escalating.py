"""E: how long an escalation takes from its time until the platform has surely accepted it.

The courier, the outbox, the messengers and discord.py's HTTP client are the real ones; time is virtual. Accepted is
what the outbox calls sent: an answer that was dropped counts as soon as it is known that the message is there.
"""

import asyncio
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from adapters.cli.house import House, built
from adapters.scheduler import Heartbeat
from adapters.simulation.play import seeded_key
from bot.effects import Urgency
from bot.ports import DeliveryState, Messenger
from storage.address import at_file
from storage.schema import outbox
from tests.benchmarks.core import MONDAY, folder
from tests.benchmarks.delivery import beats, put, row, through_discord, through_slack
from tests.benchmarks.figures import AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread
from tests.benchmarks.peers.faulty import Faults, FaultyDiscord, FaultySlack
from tests.benchmarks.virtual_time import VirtualClock, VirtualLoop

PLATFORMS = ("discord", "slack")
FAULTS = 0.2
LATEST = {("discord", False): 5.0, ("slack", False): 5.0, ("discord", True): 45.0, ("slack", True): 120.0}
"""Seconds within which 99 of 100 have to be accepted, by platform and whether it has faults."""
MEDIAN = 1.0
"""Seconds within which half of them have to be accepted while all is well."""
_EVERY = 0.4
_GIVE_UP = 1_800


@dataclass(frozen=True)
class Course:
    """A platform, the share of requests that end in a fault, how many prompts wait, how many escalations come."""

    platform: str
    faults: float = 0.0
    prompts: int = 0
    escalations: int = 200

    @property
    def name(self) -> str:
        """Say it."""
        health = f"{self.faults:.0%} faults" if self.faults else "healthy"
        return f"{self.platform.title()}, {health}" + (f", {self.prompts:,} prompts waiting" if self.prompts else "")


@dataclass(frozen=True)
class Times:
    """Seconds each escalation took, in order; how many requests met a fault; what was lost and what came twice."""

    course: Course
    seconds: Sequence[float]
    faults: int
    lost: int
    doubled: int

    def within(self, share: float) -> float:
        """Return the seconds within which that share was accepted."""
        return self.seconds[math.ceil(len(self.seconds) * share) - 1]

    @property
    def is_in_time(self) -> bool:
        """Whether everything came once, within the limits."""
        latest = LATEST[self.course.platform, bool(self.course.faults)]
        is_quick = self.course.faults > 0 or self.within(0.5) <= MEDIAN
        return is_quick and self.within(0.99) <= latest and not self.lost and not self.doubled


HEALTHS = ((0.0, 0), (FAULTS, 0), (FAULTS, 2_000))
COURSES = [Course(platform, faults, prompts) for platform in PLATFORMS for faults, prompts in HEALTHS]


def measure(scale: Scale) -> Measure:
    """99 of 100, for each platform: healthy, with faults, with faults while prompts wait."""
    for course in scale.pick([Course("discord", FAULTS, 0, 20)], COURSES):
        times = timed(course)
        limit = AtMost(LATEST[course.platform, bool(course.faults)])
        spread = Spread.exactly(round(times.within(0.99), 2))
        note = f"virtual time; half within {times.within(0.5):.2f} s"
        yield Figure("E", f"99 of 100 escalations accepted, {course.name}", "s", spread, limit, note=note)


def timed(course: Course) -> Times:
    """Run a course."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        found: Times = runner.run(_ran(course))
        return found


async def _ran(course: Course) -> Times:
    loop, faults = asyncio.get_running_loop(), Faults(course.faults, 20)
    assert isinstance(loop, VirtualLoop)
    clock, messengers = VirtualClock(MONDAY, loop), dict[str, Messenger]()
    world: Any = {"discord": FaultyDiscord, "slack": FaultySlack}[course.platform](faults)
    through = {"discord": through_discord, "slack": through_slack}[course.platform](world)
    with folder() as where:
        async with built(at_file(where / "kith.sqlite3", is_scratch=True), seeded_key(1), clock, messengers) as house:
            messengers[course.platform] = through(house, clock)
            heart = Heartbeat(house.engine.settle, clock)
            heart._drift = heart._measured_drift()
            beating = asyncio.create_task(beats(heart))
            await put(house, [_prompt(course, number, clock) for number in range(course.prompts)])
            await _escalations(course, house, clock, heart)
            await _settled(house)
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
            seconds = await _seconds(house)
    came = Counter(text for _, text in world.arrived)
    doubled = sum(number - 1 for text, number in came.items() if "may" not in text)
    return Times(course, seconds, faults.met, course.escalations - len(seconds), doubled)


async def _escalations(course: Course, house: House, clock: VirtualClock, heart: Heartbeat) -> None:
    for number in range(course.escalations):
        text = f"escalation {number}."
        place = f"C9{number:07}" if course.platform == "slack" else str(9 * 10**17 + number)
        await put(house, [row(course.platform, place, -1 - number, clock, text, Urgency.ESCALATION)])
        heart.wake()
        await asyncio.sleep(_EVERY)


async def _settled(house: House) -> None:
    """Wait until nothing urgent is open any more."""
    statement = select(outbox.c.id).where(outbox.c.urgency == Urgency.ESCALATION, outbox.c.state != DeliveryState.SENT)
    for _ in range(_GIVE_UP):
        async with house.storage._database.read() as connection:
            if not (await connection.execute(statement)).all():
                return
        await asyncio.sleep(1)


async def _seconds(house: House) -> list[float]:
    statement = select(outbox.c.at, outbox.c.final_at).where(
        outbox.c.urgency == Urgency.ESCALATION, outbox.c.state == DeliveryState.SENT
    )
    async with house.storage._database.read() as connection:
        rows = (await connection.execute(statement)).all()
    return sorted((final_at - at).total_seconds() for at, final_at in rows)


def _prompt(course: Course, number: int, clock: VirtualClock) -> Any:
    place = f"C{number % 20:08}" if course.platform == "slack" else str(10**17 + number)
    return row(course.platform, place, number, clock)
