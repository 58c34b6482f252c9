"""What a worker that shares its database does beside its work: it keeps its leases and listens to the others."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from adapters.cli.house import House
from adapters.ending import ended
from bot.config import Config, SlackMode
from bot.leases import Keeper, Wanted

log = logging.getLogger(__name__)

_RELEASED_WITHIN: Final = 2.0
_OUTSIDE, _LOCAL, DISCORD, SLACK = "outside", "local", "discord", "slack"


def chain(config: Config, platform: str) -> tuple[str, ...]:
    """Return the leases of a platform's connection, none where every worker may have one.

    Several bots on Discord, each with its own shards, are different connections with one token: one of them sends.
    """
    if platform == SLACK:
        return (SLACK,) if config.slack.mode is SlackMode.SOCKET else ()
    ids = config.discord.shard_ids
    return (f"{DISCORD}/shards {','.join(map(str, sorted(ids)))}", DISCORD) if ids else (DISCORD,)


def wanted(config: Config) -> Wanted:
    """Return what a worker with this configuration can do."""
    doors: list[tuple[str, ...]] = [(_OUTSIDE,)]
    doors += [(_LOCAL,)] * config.local.enabled
    doors += [chain(config, DISCORD)] * config.discord.enabled
    if not config.slack.enabled:
        return Wanted(tuple(doors))
    of_slack = chain(config, SLACK)
    return Wanted((*doors, of_slack)) if of_slack else Wanted(tuple(doors), shared=(SLACK,))


@asynccontextmanager
async def leasing(config: Config, house: House, wake: Callable[[], None]) -> AsyncIterator[Keeper | None]:
    """Keep the leases until the block ends, then let them go; None where nobody shares the database."""
    if not house.storage.is_shared:
        yield None
        return
    keeper = Keeper(house.storage, house.app.clock, house.courier.owner, wanted(config))
    house.courier.is_at_work = lambda: keeper.is_at_work
    await keeper.look()
    tasks = [
        asyncio.create_task(keeper.keep(), name="kith leases"),
        asyncio.create_task(house.storage.listen(wake), name="kith listens"),
    ]
    try:
        yield keeper
    finally:
        await ended(*tasks)
        await _let_go(keeper)


async def _let_go(keeper: Keeper) -> None:
    """Let the leases go, unless the database does not answer: then they run out."""
    try:
        async with asyncio.timeout(_RELEASED_WITHIN):
            await keeper.release()
    except Exception as problem:
        log.warning("the leases could not be let go, they run out by themselves: %s", type(problem).__name__)
