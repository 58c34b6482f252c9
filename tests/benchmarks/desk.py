"""E1: how soon the desk answers, page by page, over 10,000 members and a year, while the running cohort writes."""

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx

from adapters.cli.settling import settle
from adapters.dashboard.limits import Limits
from adapters.dashboard.web import build
from bot.cards import Card
from bot.events import Account, CommandInvoked, Place
from bot.flows.desk import ADDRESS
from tests.benchmarks import filling
from tests.benchmarks.core import MONDAY, Core, at_work, folder
from tests.benchmarks.figures import AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread

HERE = "http://127.0.0.1:8450"
PAGES = ("/", "/cases", "/people", "/people/L0", "/groups", "/pairs", "/figures", "/calendar", "/questions", "/rules")
PAGES += ("/policies", "/what-if", "/files", "/files/figures.json", "/audit")
BEAT = 0.02
"""Seconds between two messages of the running cohort."""
HERE_NOW = 100
"""Members of the cohort that is looked at."""
TARGET = 200
"""Milliseconds of the 95th percentile (issue 9)."""


class _Unlimited(Limits):
    """Nobody waits a minute here."""

    def allows(self, name: str, most: int) -> bool:
        """Let everything through."""
        return True


def measure(scale: Scale) -> Measure:
    """Ask for every page again and again; the slowest page's 95th percentile is what counts."""
    times = scale.pick(2, 20, 40)
    for members in scale.pick((200,), (2_000,), (10_000,)):
        yield from _figures(asyncio.run(_asked(members, 0, times)), f"{members:,} members and a year", members)
    for large in scale.pick((100,), (2_000,), (10_000,)):
        yield from _figures(asyncio.run(_asked(0, large, times)), f"one cohort of {large:,}", large)


def _figures(taken: dict[str, list[float]], of: str, size: int) -> Measure:
    for path, each in taken.items():
        spread = Spread.exactly(_percentile(each))
        yield Figure("E1", f"95th percentile of {path}, {of}", "ms", spread, AtMost(TARGET), size, {"kith": spread})


def _percentile(taken: list[float]) -> float:
    return round(1000 * sorted(taken)[max(0, -(-95 * len(taken) // 100) - 1)], 1)


async def _asked(past: int, large: int, times: int) -> dict[str, list[float]]:
    with folder() as where:
        async with served(where, past, large) as (core, browser):
            for path in PAGES:
                await browser.get(path)  # what is loaded at first use is measured elsewhere
            settle()  # as `kith run` does after its start
            writing = asyncio.create_task(_write(core))
            taken: dict[str, list[float]] = {path: [] for path in PAGES}
            for _ in range(times):
                for path in PAGES:
                    began = time.perf_counter()
                    answer = await browser.get(path)
                    taken[path].append(time.perf_counter() - began)
                    assert answer.status_code == 200, (path, answer.status_code)
            writing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writing
            return taken


async def _write(core: Core) -> None:
    while True:
        for message in core.messages(1):
            await core.house.app.handle(message)
        await asyncio.sleep(BEAT)


@asynccontextmanager
async def served(where: Path, past: int, large: int) -> AsyncIterator[tuple[Core, httpx.AsyncClient]]:
    """Serve a desk over past cohorts of so many people in all, and one cohort that is so large."""
    async with at_work(where, HERE_NOW) as core:
        plain = filling.opened(where)
        filling.one_large_cohort(plain, large)
        filling.years(plain, past)
        plain.close()
        core.clock.set(MONDAY + timedelta(weeks=7))
        web = build(core.house.app, limits=_Unlimited())
        transport = httpx.ASGITransport(web)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as browser:
            await _enter(core, browser)
            yield core, browser


async def _enter(core: Core, browser: httpx.AsyncClient) -> None:
    async with core.house.storage.transaction() as tx:
        await tx.facts.put(ADDRESS, HERE)
    row = next(row for row in core.file.people if row.role == "coordinator").accounts[0]
    place = Place(row.platform, row.workspace, "dm", is_direct=True)
    by = Account(row.platform, row.workspace, row.id)
    asked = CommandInvoked("enter", core.clock.now(), by, place, "coord desk")
    said = " ".join(r.answer.text for r in await core.house.app.handle(asked) if isinstance(r.answer, Card))
    found = re.search(r"/in/[^)\s]+", said)
    assert found is not None, said
    mark = re.search(r'name="mark" value="([^"]+)"', (await browser.get(found.group())).text)
    assert mark is not None
    await browser.post(found.group(), data={"mark": mark.group(1)})
