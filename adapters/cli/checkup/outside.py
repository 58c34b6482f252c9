"""What leads out of the house: copies of the database, and the program that hears of cases."""

import os
from datetime import datetime, timedelta

from adapters.cli.backing_up import Backups
from adapters.cli.checkup.note import Note
from adapters.cli.exchange_service import SECRET, SHORTEST
from adapters.clock import SystemClock
from bot.config import Config

_OLD = timedelta(days=2)


def backups(config: Config, now: datetime) -> list[Note]:
    """Look at the copies that are made by schedule."""
    made = Backups.of(config, SystemClock())
    if made is None:
        return [Note("backups", "None are made by schedule ([backup] has no folder); `kith backup` makes one.")]
    newest, folder = made.newest_at(), config.backup.folder
    if newest is None:
        return [Note("backups", f"There is no copy in {folder} yet; the running bot makes one.")]
    if now - newest > _OLD:
        what = f"The newest copy in {folder} is of {newest:%Y-%m-%d}."
        return [Note("backups", what, "Start the bot: it makes one. If it runs, its log says why it could not.")]
    return [Note("backups", f"The newest copy in {folder} is of {newest:%Y-%m-%d %H:%M} UTC.")]


def webhook(config: Config) -> list[Note]:
    """Look whether what is posted can be signed; nothing where nobody is told."""
    if not config.webhook.url:
        return []
    if len(os.environ.get(SECRET, "")) < SHORTEST:
        mend = f"Set it to at least {SHORTEST} characters, and give it to the program, too."
        return [Note("webhook", f"{SECRET} is missing or too short.", mend)]
    return [Note("webhook", f"{SECRET} is set.")]
