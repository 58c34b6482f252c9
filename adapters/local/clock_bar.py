"""What the clock bar can be asked to do, wherever it is asked: page, call or console."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapters.local.gateway import NotPossible
from adapters.local.site import Site

SPEEDS: Final = (
    (1, "1×", "As in life"),
    (60, "1 min/s", "A minute passes in a second"),
    (600, "10 min/s", "Ten minutes pass in a second"),
    (3600, "1 h/s", "An hour passes in a second"),
)
"""How fast the time may pass: the factor, its label, and what it means."""
_FACTORS: Final = tuple(factor for factor, _, _ in SPEEDS)
_STEP = re.compile(r"(?P<count>\d{1,4})(?P<unit>[mhdw])\Z")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_FARTHEST: Final = timedelta(days=366)


async def run(site: Site, asked: Mapping[str, str], timezone: str) -> None:
    """Do one of: pause, play, speed `factor`, step `by` (1h, 1d), next, until `on` (a date in `timezone`)."""
    match asked.get("do", ""):
        case "pause":
            await site.stage.pause()
        case "play":
            await site.stage.play()
        case "speed":
            await site.stage.set_speed(_speed(asked.get("factor", "")))
            await site.stage.play()
        case "step":
            _jump(site, site.stage.now() + step(asked.get("by", "")))
        case "next":
            _jump(site, await _next(site))
        case "until":
            _jump(site, moment(asked.get("on", ""), timezone))
        case other:
            raise NotPossible(f"The clock cannot {other[:20] or 'do nothing'}.")
    site.workspace.changes.clock()


def _speed(factor: str) -> int:
    if factor not in map(str, _FACTORS):
        raise NotPossible(f"The clock runs at {', '.join(map(str, _FACTORS))} times the usual speed.")
    return int(factor)


def step(by: str) -> timedelta:
    """Read `1h`, `3d` or `2w`."""
    match = _STEP.match(by)
    if match is None:
        raise NotPossible("A step is written like 30m, 1h, 1d or 2w.")
    return timedelta(**{_UNITS[match["unit"]]: int(match["count"])})


def moment(on: str, timezone: str) -> datetime:
    """Read `2026-03-23` or `2026-03-23T09:00`, by somebody's own clock."""
    try:
        local = datetime.fromisoformat(on[:16].replace(" ", "T"))
    except ValueError:
        raise NotPossible("A date is written like 2026-03-23, or 2026-03-23T09:00 with the time.") from None
    return local.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)


def next_noon(local: datetime) -> datetime:
    """Return the next noon on a local clock: what a jump to a date offers first."""
    noon = local.replace(hour=12, minute=0, second=0, microsecond=0)
    return noon if local < noon else noon + timedelta(days=1)


async def _next(site: Site) -> datetime:
    due = await site.stage.next_event()
    if due is None:
        raise NotPossible("Nothing more is planned.")
    return max(due, site.stage.now())


def _jump(site: Site, target: datetime) -> None:
    now = site.stage.now()
    if target < now:
        raise NotPossible(f"Time goes forward only, and it is {now:%a %-d %b %Y, %H:%M} UTC already.")
    if target - now > _FARTHEST:
        raise NotPossible("At most a year at once.")
    if not site.jumps.start(target):
        raise NotPossible("The clock is on its way already. Please wait until it is there.")
