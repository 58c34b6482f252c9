"""Every look, in the order in which one depends on another."""

from pathlib import Path

from adapters.cli.checkup import database, machine
from adapters.cli.checkup.discord import discord
from adapters.cli.checkup.health import health
from adapters.cli.checkup.note import Note
from adapters.cli.checkup.outside import backups, webhook
from adapters.cli.checkup.people import people
from adapters.cli.checkup.settings import Settings, mail, settings
from adapters.cli.checkup.slack import slack
from adapters.cli.house import key_from_environment
from adapters.cli.looking import looking_into
from adapters.clock import SystemClock
from bot.config import Config
from bot.errors import EnvironmentProblem
from bot.ports import Tx
from storage.address import parse_address


async def everything(path: Path) -> list[Note]:
    """Look at everything a configuration leads to."""
    now = SystemClock().now()
    read = settings(path)
    notes = [*read.notes, machine.key(), machine.zones(_zones(read)), machine.clock(now), *machine.helplines(now)]
    if read.config is None:
        return notes
    notes += [*mail(read.config, read.cohorts), *backups(read.config, now), *webhook(read.config)]
    notes += await health(read.config.health)
    found, may_look = database.database(read.config)
    if may_look:
        return notes + found + await _inside(read.config, read)
    return notes + found + await _platforms(read.config, read, None)


def _zones(read: Settings) -> set[str]:
    return {
        zone
        for file in read.cohorts
        for zone in (file.timezone, *(p.timezone for p in file.people), *(g.timezone for g in file.groups))
    }


async def _inside(config: Config, read: Settings) -> list[Note]:
    url, now = config.database.url, SystemClock().now()
    try:
        notes = await database.durability(url)
        async with looking_into(url, key_from_environment()) as storage, storage.snapshot() as tx:
            notes += await database.work(tx, now, parse_address(url))
            notes += await people(tx, now, _turned_on(config))
            return notes + await _platforms(config, read, tx)
    except EnvironmentProblem as problem:
        return [Note(database.SUBJECT, "The database cannot be looked into.", str(problem))]


async def _platforms(config: Config, read: Settings, tx: Tx | None) -> list[Note]:
    return [*await discord(config.discord, read.cohorts, tx), *await slack(config.slack, read.cohorts, tx)]


def _turned_on(config: Config) -> set[str]:
    return {name for name in ("local", "discord", "slack") if getattr(config, name).enabled}
