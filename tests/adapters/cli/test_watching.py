"""What watches a bot at work tells a service outside, and only while nothing needs a person."""

import asyncio
from contextlib import AbstractAsyncContextManager

from adapters.cli.house import House, built
from adapters.cli.watching import watched
from adapters.clock import SystemClock
from adapters.health import Health
from adapters.scheduler import Heartbeat
from adapters.simulation.play import seeded_key
from bot.config import Config, HeartbeatSection
from bot.sweeper import Sweeper
from tests.adapters.outside.servers import Hook, serving


def watching(house: House, heart: Heartbeat, hook: Hook) -> AbstractAsyncContextManager[Health]:
    config = Config(heartbeat=HeartbeatSection(url=hook.url))
    sweeper = Sweeper(house.storage, SystemClock(), {})
    return watched(config, house, heart, {}, sweeper)


async def test_a_sign_of_life_goes_out_while_the_heart_beats_and_stays_away_when_it_does_not(
    made_sqlite_url: str,
) -> None:
    clock = SystemClock()
    async with serving(hook := Hook()), built(made_sqlite_url, seeded_key(1), clock, {}) as house:
        heart = Heartbeat(house.engine.beat, clock)
        async with watching(house, heart, hook):  # before its first beat
            await asyncio.sleep(0.1)
            assert hook.headers == []

        async with heart, watching(house, heart, hook) as health:
            async with asyncio.timeout(5):
                while not hook.headers:  # noqa: ASYNC110 - what is waited for has no event of its own
                    await asyncio.sleep(0.01)
            assert health.is_ready
