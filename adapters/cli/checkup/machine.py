"""The machine: the key, the zones, the clock, and the helplines that came with this version."""

import os
import zoneinfo
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.cli.checkup.note import Note
from adapters.cli.house import key_from_environment
from bot.domain.helplines import stale
from bot.domain.schedule import valid_zone
from bot.errors import EnvironmentProblem
from bot.helplines import register

_SOME_ZONES = ("UTC", "Europe/Lisbon", "Africa/Nairobi", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
_FAR = datetime(2100, 1, 1, tzinfo=UTC)


def key() -> Note:
    """Look for KITH_KEY."""
    try:
        key_from_environment()
    except EnvironmentProblem as problem:
        return Note("key", "KITH_KEY is missing or too short.", str(problem))
    return Note("key", "KITH_KEY is set.")


def zones(used: Iterable[str]) -> Note:
    """Look whether the rules of every zone are there."""
    missing = sorted(zone for zone in {*_SOME_ZONES, *used} if not valid_zone(zone))
    if missing:
        return Note(
            "time zones",
            f"The rules of {', '.join(missing)} are missing.",
            "Install them: `pip install --upgrade tzdata`.",
        )
    return Note("time zones", f"The rules of {len(zoneinfo.available_timezones())} zones are there.")


def clock(now: datetime) -> Note:
    """Look whether the clock can be right: this program's own files were not written in the future."""
    written = datetime.fromtimestamp(os.stat(Path(__file__)).st_mtime, UTC)
    if now < written - timedelta(days=1) or now > _FAR:
        return Note(
            "clock",
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, which cannot be right.",
            "Set it, and let it be kept by NTP: `timedatectl set-ntp true`.",
        )
    return Note("clock", f"It is {now:%Y-%m-%d %H:%M} UTC.")


def helplines(now: datetime) -> list[Note]:
    """Look which helplines nobody has checked for too long."""
    old = stale(register(), now.date())
    if not old:
        return [Note("helplines", f"{len(register())} countries, all checked lately.")]
    return [
        Note(
            "helplines",
            f"The helplines of {entry.country} were last checked on {entry.verified_on}.",
            f"Compare them with {entry.source}, and update Kith or tell its maintainers.",
        )
        for entry in old
    ]
