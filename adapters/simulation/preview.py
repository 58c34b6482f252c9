"""Who will be sent what, when, if everybody takes part: with the days that need a second look marked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from adapters.simulation.core_surface import CoreSurface
from adapters.simulation.play import Part, simulate
from adapters.simulation.rehearsal import Builder, begins, ends
from bot.cohort_file import CohortFile
from bot.transcript import Said

CROWDED = 4
"""Messages to one person on one day from which a coordinator should look (the nudges' own limit is lower)."""


_EAGER = ("consent_rate", "answer_rate", "train_rate")


@dataclass(frozen=True, slots=True)
class Planned:
    """One message that will be sent: `on` is the reader's date, `flags` what to look at."""

    at: datetime
    on: date
    clock: str
    to: str
    kind: str
    why: str
    flags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the row for programs."""
        return {
            "at": self.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "on": self.on.isoformat(),
            "local": self.clock,
            "to": self.to,
            "kind": self.kind,
            "reason": self.why,
            "flags": list(self.flags),
        }


async def preview(file: CohortFile, build: Builder, days: int | None = None) -> list[Planned]:
    """Play the cohort with everybody answering at once, and return every message the bot starts by itself."""
    eager = replace(file, simulate=replace(file.simulate, **dict.fromkeys(_EAGER, 1.0)))
    last = ends(file) if days is None else begins(file) + timedelta(days=days)
    played = await simulate(Part(eager, until=last), CoreSurface.of(eager), "core", build)
    zones = {row.id: row.timezone for row in file.people} | {group.id: group.timezone for group in file.groups}
    planned = [_planned(line, zones.get(line.to, file.timezone)) for line in played.messages if line.surface != "reply"]
    return _flagged(file, planned, zones)


def _planned(line: Said, zone: str) -> Planned:
    local = line.at.astimezone(ZoneInfo(zone))
    return Planned(line.at, local.date(), f"{local:%H:%M}", line.to, line.kind, line.reason)


def _flagged(file: CohortFile, planned: Sequence[Planned], zones: dict[str, str]) -> list[Planned]:
    per_day = Counter((row.to, row.on) for row in planned)
    group_of = {member: group.id for group in file.groups for member in (*group.members, group.id)}
    flagged = []
    for row in planned:
        flags = []
        if per_day[row.to, row.on] >= CROWDED:
            flags.append(f"{per_day[row.to, row.on]} messages that day")
        group = group_of.get(row.to, "")
        if group and row.on in file.plan.holidays_of(group):
            flags.append("a holiday")
        if group and row.kind == "prompt.week" and row.on.weekday() != file.plan.rhythm.prompt.weekday:
            flags.append("moved from a holiday")
        if _clock_change(row.on, zones.get(row.to, file.timezone)):
            flags.append("clocks change this week")
        flagged.append(replace(row, flags=tuple(flags)))
    return flagged


def _clock_change(on: date, zone: str) -> bool:
    """Whether the clocks of a zone change in the week of a day (Monday to Sunday)."""
    monday = on - timedelta(days=on.weekday())
    noons = [
        datetime.combine(monday + timedelta(days=n), time(12), UTC).astimezone(ZoneInfo(zone)) for n in range(-1, 7)
    ]
    return len({noon.utcoffset() for noon in noons}) > 1
