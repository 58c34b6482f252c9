"""R: how long it takes until thousands of prompts are out under the platforms' limits, and what an escalation waits.

The courier, the outbox, the messengers and discord.py's HTTP client are the real ones; time is virtual.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from discord.http import HTTPClient

from adapters.cli.house import House, built
from adapters.discord.client import wait_little
from adapters.discord.directory import Directory as DiscordDirectory
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.rest import Rest
from adapters.scheduler import Heartbeat
from adapters.simulation.play import seeded_key
from adapters.slack.directory import Directory as SlackDirectory
from adapters.slack.messenger import SlackMessenger
from bot.cards import Card
from bot.effects import Urgency
from bot.ports import Messenger, NewDelivery, Target, TargetKind
from storage.address import at_file
from tests.benchmarks.core import MONDAY, folder
from tests.benchmarks.figures import AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread
from tests.benchmarks.peers.platforms import A_SECOND, ROUND_TRIP, DiscordSession, SlackClient
from tests.benchmarks.virtual_time import VirtualClock, VirtualLoop

_SLACK_CHANNELS = 20
_ESCALATIONS = 3
_GIVE_UP = 20 * 60 * 100


@dataclass(frozen=True)
class Sent:
    """What came of it: seconds until the last prompt, refusals, lost ones, seconds each escalation took."""

    seconds: float
    refused: int
    lost: int
    waits: Sequence[float]


def measure(scale: Scale) -> Measure:
    """R1 on Discord, R2 on Slack, each at three sizes."""
    for count in scale.pick((60,), (200, 600, 2_000)):
        yield from _about("R1", "Discord", count, _run(_on_discord(count)), 1.15, max(1, count // A_SECOND))
    for count in scale.pick((40,), (100, 300, 900)):
        optimum = max(1, count // _SLACK_CHANNELS - 1) + ROUND_TRIP
        yield from _about("R2", "Slack", count, _run(_on_slack(count)), 1.2, optimum)


def _about(row: str, platform: str, count: int, sent: Sent, limit: float, optimum: float) -> Measure:
    whole = {"R1": 2_000, "R2": 300}[row] == count
    figures: list[tuple[str, str, float, AtMost]] = [
        (
            f"{count:,} prompts on {platform}: time by the optimum of {optimum:g} s",
            "×",
            sent.seconds / optimum,
            AtMost(limit),
        ),
        (f"{count:,} prompts on {platform}: refused for being too fast", "", sent.refused, AtMost(0)),
        (f"{count:,} prompts on {platform}: lost", "", sent.lost, AtMost(0)),
    ]
    for number, (what, unit, value, target) in enumerate(figures):
        took = {"kith": Spread.exactly(sent.seconds)} if not number else {}
        spread = Spread.exactly(round(value, 3))
        yield Figure(row, what, unit, spread, target if whole else None, 0 if number else count, took, "virtual time")
    if sent.waits:
        trips = Spread.of([wait / ROUND_TRIP for wait in sent.waits])
        what = f"an escalation among {count:,} prompts on {platform}, in round trips"
        note = f"virtual time; the median of {len(sent.waits)}, the worst {max(sent.waits) / ROUND_TRIP:.1f}"
        yield Figure(row, what, "", trips, AtMost(3) if whole and row == "R1" else None, note=note)


def _run(doing: Any) -> Sent:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        found: Sent = runner.run(doing)
        return found


async def _on_discord(count: int) -> Sent:
    session = DiscordSession()
    channels = [str(10**17 + number) for number in range(count)]
    return await _sent("discord", channels, session, through_discord(session))


async def _on_slack(count: int) -> Sent:
    client = SlackClient()
    channels = [f"C{number % _SLACK_CHANNELS:08}" for number in range(count)]
    return await _sent("slack", channels, client, through_slack(client))


Through = Callable[[House, VirtualClock], Messenger]


def through_discord(session: DiscordSession) -> Through:
    """Return what makes the real messenger, over discord.py's own client, on a session of ours."""
    http = HTTPClient(asyncio.get_running_loop())
    wait_little(http)
    http._HTTPClient__session, http._global_over, http.token = session, asyncio.Event(), "token"  # type: ignore[attr-defined]
    http._global_over.set()
    return lambda house, clock: DiscordMessenger(Rest(http), DiscordDirectory(house.storage, ["1"]), clock)


def through_slack(client: SlackClient) -> Through:
    """Return what makes the real messenger on a client of ours."""
    return lambda house, clock: SlackMessenger(client, SlackDirectory(house.storage), clock)  # type: ignore[arg-type]


async def _sent(platform: str, channels: Sequence[str], world: Any, messenger: Any) -> Sent:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    clock, messengers = VirtualClock(MONDAY, loop), dict[str, Messenger]()
    with folder() as where:
        place = at_file(where / "kith.sqlite3", is_scratch=True)
        async with built(place, seeded_key(1), clock, messengers) as house:
            messengers[platform] = messenger(house, clock)
            await put(house, [row(platform, channel, number, clock) for number, channel in enumerate(channels)])
            began, heart = loop.time(), Heartbeat(house.engine.settle, clock)
            heart._drift = heart._measured_drift()
            beating = asyncio.create_task(beats(heart))
            waits = await _escalations(house, platform, clock, heart, world, len(channels))
            await _until(lambda: len(world.arrived) >= len(channels) + _ESCALATIONS)
            took = max((at for at, text in world.arrived if "prompt" in text), default=0) - began
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
    prompts = {text for _, text in world.arrived if "prompt" in text}
    return Sent(took, world.refused, len(channels) - len(prompts), waits)


async def beats(heart: Heartbeat) -> None:
    """Let the heartbeat's pulse beat; its rings come by the loop's time, not the machine's."""
    pulse = asyncio.create_task(heart._keep_beating())
    try:
        while True:
            heart._bell.set()
            await asyncio.sleep(heart.pace.every.total_seconds())
    finally:
        pulse.cancel()
        await asyncio.gather(pulse, *heart._beats, return_exceptions=True)


async def _escalations(
    house: House, platform: str, clock: VirtualClock, heart: Heartbeat, world: Any, prompts: int
) -> list[float]:
    """Let an escalation come up after a quarter, half and three quarters of the prompts; return what each waited."""
    loop, waits = asyncio.get_running_loop(), list[float]()
    for number in range(_ESCALATIONS):
        await _until(lambda so_far=prompts * (number + 1) // (_ESCALATIONS + 1): len(world.arrived) >= so_far)
        channel = f"C9{number:07}" if platform == "slack" else str(9 * 10**17 + number)
        began, text = loop.time(), f"escalation {number}"
        urgent = row(platform, channel, -1 - number, clock, text, Urgency.ESCALATION)
        await put(house, [urgent])
        heart.wake()
        await _until(lambda wanted=text: any(wanted in said for _, said in world.arrived))
        waits.append(next(when for when, said in world.arrived if text in said) - began)
    return waits


async def _until(is_so: Callable[[], bool]) -> None:
    """Look a hundred times a second of virtual time, at most for twenty minutes of it."""
    for _ in range(_GIVE_UP):
        if is_so():
            return
        await asyncio.sleep(0.01)


async def put(house: House, rows: Sequence[NewDelivery]) -> None:
    async with house.storage.transaction() as tx:
        for each in rows:
            await tx.outbox.add(each)


def row(
    platform: str, channel: str, number: int, clock: VirtualClock, text: str = "", urgency: Urgency = Urgency.PROMPT
) -> NewDelivery:
    target = Target(TargetKind.CHANNEL, platform, "1", channel)
    card = Card(text or f"prompt {number}", kind="bench.prompt")
    now = clock.now()
    return NewDelivery(
        f"row:{number}", f"{channel}:{number if number < 0 else ''}", urgency, target, card, now, now, ""
    )
