"""The bot at work: everything a process of `kith run` holds together, started in order and stopped in reverse."""

import asyncio
import json
import logging
import os
import secrets
import socket
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from adapters.cli.asked import Asked, Stopped
from adapters.cli.desk_service import desk_served
from adapters.cli.doors import Bot, Door, Outlets, worker_name
from adapters.cli.exchange_service import exchange_served, program, say_webhook
from adapters.cli.house import ENGLISH, House, address_of, built, key_from_environment
from adapters.cli.journal import NotedApplication, NotedMessenger
from adapters.cli.leasing import chain, leasing
from adapters.cli.local_workspace import RealTime, furnish, listening_on, served, workspace_name
from adapters.cli.settling import settle
from adapters.cli.sizes import is_meant
from adapters.cli.watching import watched
from adapters.clock import SystemClock
from adapters.discord.directory import PLATFORM as DISCORD
from adapters.exchange.tokens import TokenFile
from adapters.health import Health, notify
from adapters.local.gateway import Gateway
from adapters.local.messenger import LocalMessenger
from adapters.local.records import PLATFORM
from adapters.local.workspace import Workspace
from adapters.outside import MailServer, OutsideMessenger
from adapters.scheduler import Heartbeat
from adapters.slack.directory import PLATFORM as SLACK
from bot.auditing import note_settings
from bot.cohort_file import CohortFile
from bot.config import Config
from bot.domain.signals import Rulebook
from bot.errors import BadInput, EnvironmentProblem, KithError
from bot.events import ChannelsRead
from bot.leases import Keeper
from bot.sweeper import Sweeper

log = logging.getLogger("kith")

SMTPS = 465
"""The port on which mail servers speak TLS from the first byte."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is to run: the configuration, its cohorts, and the folder for the workspace's own file.

    `is_sure`: a new cohort of an unusual size begins without a question. `rules`: what is looked for in messages.
    """

    config: Config
    files: Sequence[CohortFile]
    folder: Path
    is_sure: bool = False
    rules: Rulebook = ENGLISH


async def serve(service: Service, read_again: Callable[[], Service]) -> None:
    """Run until SIGTERM or SIGINT. SIGHUP reads the files again and goes on with them where they can be used."""
    asked, good = Asked.by_signals(), service
    while True:
        asked.last_resort.call_off()
        has_begun = False
        try:
            async with _at_work(service, asked) as work:
                has_begun = True
                settle()
                click.echo(f"Kith is at work.{work.where} Ctrl-C stops it.")
                notify("READY=1")
                following = await _at_the_end(work, asked, service, read_again)
        except Stopped:
            break
        except KithError as problem:
            if has_begun or service is good:
                raise
            log.error("the new configuration cannot be used, the one before goes on: %s", problem)
            service = good
            continue
        if following is None:
            break
        service, good = following, service
    click.echo("Kith has stopped. What is due waits for the next start.")


async def _at_the_end(work: "Work", asked: Asked, now: Service, read_again: Callable[[], Service]) -> Service | None:
    """Wait until a shift is over; return what the next one works with, None where it was the last."""
    while True:
        wishes: list[asyncio.Task[Any]] = [asyncio.create_task(wish.wait()) for wish in (asked.to_stop, asked.to_read)]
        done, _ = await asyncio.wait({*wishes, *work.running}, return_when=asyncio.FIRST_COMPLETED)
        for task in wishes:
            task.cancel()
        for task in done:
            task.result()  # what should run for ever has failed
        if asked.to_stop.is_set():
            log.info("stopping")
            notify("STOPPING=1")
            return None
        asked.to_read.clear()
        following = await _read(read_again)
        if work.health is not None:
            work.health.are_files_refused = following is None
        if following is not None and following != now:
            log.info("the files have changed and can be used: starting anew with them")
            notify(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")
            return following
        if following is not None:
            log.info("the files were read again: nothing in them has changed")


async def _read(read_again: Callable[[], Service]) -> Service | None:
    """Read the files; where they cannot be used, None and a line for every fault."""
    try:
        return await asyncio.to_thread(read_again)
    except BadInput as problem:
        for fault in problem.faults:
            log.error("the new configuration is not used, the one before goes on: %s", fault)
    except (KithError, OSError) as problem:
        log.error("the new configuration is not used, the one before goes on: %s", problem)
    return None


@dataclass(frozen=True, slots=True)
class Work:
    """What is at work: where people find it, and what must go on running."""

    where: str = ""
    health: Health | None = None
    running: tuple["asyncio.Task[None]", ...] = ()


@asynccontextmanager
async def _at_work(service: Service, asked: Asked) -> AsyncIterator[Work]:
    """Start everything; at the end stop it, in reverse, within the time of the last resort. Stopped: asked to end."""
    async with AsyncExitStack() as stack:
        with asked.last_resort.behind():
            with asked.may_give_up():
                work = await _begun(service, stack)
            yield work


async def _begun(service: Service, stack: AsyncExitStack) -> Work:
    """Start everything, in order."""
    config, clock = service.config, SystemClock()
    messenger = OutsideMessenger(clock, mail_server(config), program(config.webhook))
    out = Outlets({"outside": NotedMessenger(messenger)})
    port = stack.enter_context(listening_on(config.local)) if config.local.enabled else None
    house = await stack.enter_async_context(
        built(
            address_of(config),
            key_from_environment(),
            clock,
            out.messengers,
            service.rules,
            worker_name(),
        )
    )
    await _reading(config, house)
    await open_cohorts(house, service.files, is_sure=service.is_sure)
    await _note_settings(house, service)
    await say_webhook(house, config.webhook)
    heart, workspace = Heartbeat(house.engine.settle, clock), None
    if port is not None:
        workspace = await stack.enter_async_context(_furnished(service, house))
        out.messengers[PLATFORM] = NotedMessenger(LocalMessenger(workspace, clock))
    keeper = await stack.enter_async_context(leasing(config, house, heart.wake))
    doors = _doors(config, partial(_bot, config, house, heart.wake, keeper), out)
    await house.engine.start()
    await stack.enter_async_context(heart)
    connections = {door.platform: partial(_is_well, door) for door in doors}
    sweeper = Sweeper(house.storage, clock, out.copies)
    leases = partial(_held, keeper)
    health = await stack.enter_async_context(watched(config, house, heart, connections, sweeper, leases))
    work = Work(health=health)
    for door in doors:
        running = await stack.enter_async_context(door.kept(keeper))
        verb = "is on" if door.is_open else "stands by for"
        where = f"{work.where} It {verb} {door.platform.title()}."
        work = replace(work, where=where, running=(*work.running, running))
    if workspace is not None and port is not None:
        gateway = Gateway(workspace, NotedApplication(house.app, house.ingest), clock, heart.wake)
        url = await stack.enter_async_context(_on_the_web(workspace, gateway, house, port))
        work = replace(work, where=f"{work.where} The workspace is at {url}.")
    more = await stack.enter_async_context(_served_beside(config, house, heart.wake))
    return replace(work, where=f"{work.where}{more}")


@asynccontextmanager
async def _served_beside(config: Config, house: House, handled: Callable[[], None]) -> AsyncIterator[str]:
    """Serve the desk and the exchange where they are turned on; yields where they are, as sentences."""
    async with (
        desk_served(config.dashboard, house, handled) as desk,
        exchange_served(config.exchange, house, handled) as exchange,
    ):
        found = f" The desk is at {desk}." if desk else ""
        yield found + (f" Other programs find it at {exchange}." if exchange else "")


async def _reading(config: Config, house: House) -> None:
    """Say what is read before a cohort's first notice does."""
    if config.discord.enabled:
        mark = f"channels-read:{secrets.token_hex(8)}"  # told twice it changes nothing
        await house.app.handle(ChannelsRead(mark, house.app.clock.now(), DISCORD, config.discord.message_content))


async def _note_settings(house: House, service: Service) -> None:
    """Say in both logs which parts of the configuration, the rules and the tokens are not as they were before."""
    config, rules = service.config, service.rules
    parts = {
        name: json.dumps(part, sort_keys=True).encode()
        # pydantic warns of words it has just written itself, where an enumeration has a validator of its own
        for name, part in config.model_dump(mode="json", warnings=False).items()
    }
    scanned = (repr(house.packs.packs) + (repr((rules.own, rules.live)) if rules.own else "")).encode()
    parts |= {"rules": scanned, "tokens": TokenFile(Path(config.exchange.tokens)).content()}
    overridden = {f"rule {id}": theirs.encode() for id, theirs in rules.overridden().items()}
    async with house.storage.transaction() as tx:
        for name in await note_settings(tx, house.app.clock.now(), parts, overridden):
            log.info("the configuration differs from the last start: %s", name)


def _doors(config: Config, bot: Callable[[str], Bot], out: Outlets) -> list[Door]:
    """Return the platforms that are turned on."""
    on = [DISCORD] * config.discord.enabled + [SLACK] * config.slack.enabled
    return [Door(platform, chain(config, platform), partial(bot, platform), out) for platform in on]


def _bot(config: Config, house: House, handled: Callable[[], None], keeper: Keeper | None, platform: str) -> Bot:
    """Put together the bot on a platform; the others' libraries are not even imported."""
    if platform == DISCORD:
        from adapters.cli.discord_service import discord_bot

        return discord_bot(config.discord, house, handled)
    from adapters.cli.slack_service import slack_bot

    has_share = partial(keeper.has_share, SLACK) if keeper is not None and not chain(config, SLACK) else None
    return slack_bot(config.slack, house, handled, has_share)


def _held(keeper: Keeper | None) -> Mapping[str, int]:
    return keeper.held if keeper is not None else {}


def _is_well(door: Door) -> bool:
    return door.is_well


async def open_cohorts(house: House, files: Sequence[CohortFile], *, is_sure: bool = False) -> None:
    """Bring the cohorts in; EnvironmentProblem where one could not be stored, or is not meant to be as it is."""
    for file in files:
        async with house.storage.snapshot() as tx:
            is_new = await tx.cohorts.by_handle(file.handle) is None
        if is_new and not is_meant(file, is_sure=is_sure):
            raise EnvironmentProblem(f"The cohort {file.handle} was not begun. Change {file.source}, and start again.")
        await house.open_cohort(file)
        async with house.storage.snapshot() as tx:
            if await tx.cohorts.by_handle(file.handle) is None:
                raise EnvironmentProblem(f"The cohort {file.handle} could not be stored. The log says where it failed.")
        await house.read_again(file)
        log.info("cohort %s is open", file.handle)


@asynccontextmanager
async def _furnished(service: Service, house: House) -> AsyncIterator[Workspace]:
    service.folder.mkdir(mode=0o700, exist_ok=True)  # messages stand there in the clear
    async with Workspace.opened(service.folder, workspace_name(service.files)) as workspace:
        await furnish(workspace, service.files, house.storage)
        yield workspace


@asynccontextmanager
async def _on_the_web(workspace: Workspace, gateway: Gateway, house: House, port: socket.socket) -> AsyncIterator[str]:
    """Hand over what the core may not have heard before the last end, then serve."""
    await gateway.redeliver()
    async with served(workspace, gateway, RealTime(house.engine), port) as url:
        yield url


def mail_server(config: Config) -> MailServer | None:
    """Return where mail is handed in, None where nothing is configured."""
    email = config.email
    if not email.host:
        return None
    password = os.environ.get("KITH_SMTP_PASSWORD", "")
    return MailServer(email.host, email.port, email.sender, email.username, password, tls=email.port == SMTPS)
