"""What watches a bot at work: the auditor's rounds, and how systemd, probes and a service outside hear of it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from adapters.cli.backing_up import Backups
from adapters.cli.health_service import door_to_health
from adapters.cli.house import House
from adapters.ending import ended
from adapters.health import (
    Health,
    Sources,
    exposition,
    keep_looking,
    keep_measuring,
    keep_notifying,
    serving,
)
from adapters.outside.sign_of_life import show_life
from adapters.scheduler import Heartbeat
from bot.auditor import Auditor
from bot.config import Config
from bot.sweeper import Sweeper

log = logging.getLogger(__name__)

_ROOM_EVERY, _SWEPT_EVERY = 60.0, 20.0


@asynccontextmanager
async def watched(
    config: Config,
    house: House,
    heart: Heartbeat,
    connections: Mapping[str, Callable[[], bool]],
    sweeper: Sweeper,
    leases: Callable[[], Mapping[str, int]] = dict,
) -> AsyncIterator[Health]:
    """Watch until the block ends; EnvironmentProblem when the port for probes is taken.

    `leases`: how many of each platform's are this worker's.
    """
    backups = Backups.of(config, house.app.clock)
    sources = _sources(house, heart, connections, sweeper, backups, leases)
    health = sources.health
    async with AsyncExitStack() as stack:
        if config.health.enabled:
            door = door_to_health(config.health)
            counts, figures = partial(_counts, sources), partial(exposition, sources)
            await stack.enter_async_context(serving(door, health, counts, figures))
            await stack.enter_async_context(_beside(keep_measuring(sources.stalls), "stalls"))
        if backups is not None:
            await stack.enter_async_context(_beside(backups.keep_making(), "backups"))
        await stack.enter_async_context(_beside(keep_looking(sources.auditor, health, heart.wake), "auditor"))
        await stack.enter_async_context(_beside(_keep_sweeping(sweeper), "sweeper"))
        await stack.enter_async_context(_beside(_keep_room(house), "room on the disk"))
        await stack.enter_async_context(_beside(keep_notifying(lambda: health.is_alive), "watchdog"))
        if config.heartbeat.url:
            life = show_life(config.heartbeat.url, lambda: health.is_ready)
            await stack.enter_async_context(_beside(life, "sign of life"))
        yield health


def _sources(
    house: House,
    heart: Heartbeat,
    connections: Mapping[str, Callable[[], bool]],
    sweeper: Sweeper,
    backups: Backups | None,
    leases: Callable[[], Mapping[str, int]],
) -> Sources:
    """Return what all figures come from."""
    health = Health(
        lambda: heart.is_well,
        connections,
        lambda: house.storage.is_short_of_room,
        backups=lambda: backups.trouble if backups is not None else "",
    )
    return Sources(
        health,
        heart.vitals,
        house.courier,
        house.ingest,
        Auditor(house.app, house.courier),
        sweeper,
        house.storage,
        house.app.clock,
        leases,
        backups.newest_at if backups is not None else lambda: None,
    )


def _counts(sources: Sources) -> dict[str, int]:
    """Return the counts that /readyz shows."""
    vitals, mended = sources.vitals, sources.auditor.mended
    return {
        "beats": vitals.beats,
        "failed_beats": vitals.failed,
        "rearmed": vitals.rearmed,
        "swept": sources.sweeper.removed,
        **{f"mended_{what}": number for what, number in mended.items()},
    }


async def _keep_sweeping(sweeper: Sweeper) -> None:
    while True:
        await asyncio.sleep(_SWEPT_EVERY)
        try:
            await sweeper.sweep()
        except Exception as problem:  # the storage is busy: the next round comes
            log.warning("nobody could look for copies: %s", type(problem).__name__)


async def _keep_room(house: House) -> None:
    """Set room aside on the disk, and again when there is some."""
    while True:
        await house.storage.keep_room()
        await asyncio.sleep(_ROOM_EVERY)


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Let something run until the block ends."""
    task = asyncio.create_task(work, name=f"kith {name}")
    try:
        yield
    finally:
        await ended(task)
