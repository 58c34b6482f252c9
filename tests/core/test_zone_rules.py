"""A country changes its clocks: new rules are installed, the bot starts again, and nothing comes at the old hour."""

import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path

import pytest

from adapters.clock import SimulatedClock
from bot.cards import Action
from bot.domain.schedule import LocalTime
from bot.effects import Later
from bot.engine import Engine
from bot.ports import Timer
from storage.engine import open_storage
from tests.core.fate import Fate
from tests.core.office import staffed
from tests.core.platform import Platform
from tests.storage.sample import HOUR, KEY, NOW

QUESTION, ALERT = Action("prompt.post", "g1"), Action("case.escalate", "s1")
NINE = LocalTime(date(2027, 3, 29), time(9), "Europe/Lisbon")
Install = Callable[[str], None]


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Install]:
    """Install the rules of another zone as Lisbon's, for a process that starts now."""
    before = zoneinfo.TZPATH

    def rules_of(zone: str) -> None:
        rules = tmp_path / "Europe" / "Lisbon"
        rules.parent.mkdir(exist_ok=True)
        rules.write_bytes(files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes())
        zoneinfo.reset_tzpath([str(tmp_path), *before])
        zoneinfo.ZoneInfo.clear_cache()

    yield rules_of
    zoneinfo.reset_tzpath(before)
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.fault(33)
async def test_what_was_planned_by_the_wall_clock_comes_at_the_same_hour_by_the_new_rules(
    made_sqlite_url: str, install: Install
) -> None:
    install("Asia/Dubai")
    assert await planned(made_sqlite_url, (Later(NINE, QUESTION), Later(NOW + HOUR, ALERT))) == [
        Timer(ALERT, NOW + HOUR),
        Timer(QUESTION, datetime(2027, 3, 29, 5, tzinfo=UTC)),
    ]

    install("Europe/Lisbon")
    assert await planned(made_sqlite_url) == [
        Timer(ALERT, NOW + HOUR),
        Timer(QUESTION, datetime(2027, 3, 29, 8, tzinfo=UTC)),
    ]


async def planned(url: str, more: Sequence[Later] = ()) -> list[Timer]:
    """Start on a database, and return what is planned then; `more` is added."""
    storage = await open_storage(url, key=KEY)
    clock = SimulatedClock(NOW)
    office = staffed(storage, clock, Platform(clock), "one", Fate())
    await Engine(office.app, office.courier).start()
    async with storage.transaction() as tx:
        for each in more:
            await tx.timers.put(each)
    async with storage.snapshot() as tx:
        found = await tx.timers.upcoming(10)
    await storage.close()
    return found
