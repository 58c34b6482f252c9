"""Takes the pictures of docs/desk.md anew, of the sample cohort in its fourth week: `make picture`.

With a folder as an argument it takes every page there, on a phone and on a desk, to be looked at.
"""

import asyncio
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Page, async_playwright

from adapters.cli.demonstration import Demonstration, Options, demonstration
from adapters.cli.home import Home
from bot.cards import Card
from bot.events import CommandInvoked, Place

DOCS = Path(__file__).parents[4] / "docs"
MOST_BYTES = 100_000
LONG_ENOUGH = 120_000
"""Milliseconds that a rehearsal may take on a busy machine."""
JUMP = timedelta(days=23)
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1, "color_scheme": "light"}
DESK = {"viewport": {"width": 1100, "height": 800}, "color_scheme": "dark"}
PAGES = {
    "week": "/",
    "cases": "/cases",
    "people": "/people",
    "person": "/people/L04",
    "groups": "/groups",
    "pairs": "/pairs",
    "figures": "/figures",
    "calendar": "/calendar",
    "questions": "/questions",
    "rules": "/rules",
    "policies": "/policies",
    "whatif": "/what-if",
    "files": "/files",
    "audit": "/audit",
}
KEPT = {"week": PHONE, "groups": PHONE, "rules": PHONE, "figures": DESK, "whatif": DESK}
"""The pictures in docs/, and where each is looked at."""


async def enter(shown: Demonstration, page: Page) -> str:
    """Come in as the sample's first coordinator; return the desk's address."""
    coordinator = next(row.id for row in shown.play.file.people if row.role == "coordinator")
    place = Place("local", "demo", f"dm:{coordinator}", is_direct=True)
    asked = CommandInvoked(
        f"picture {id(page)}", shown.play.clock.now(), shown.play.account(coordinator), place, "coord desk"
    )
    replies = await shown.play.house.app.handle(asked)
    said = " ".join(reply.answer.text for reply in replies if isinstance(reply.answer, Card))
    found = re.search(r"(http://[^)\s]+?)/in/[^)\s]+", said)
    assert found is not None, said
    await page.goto(found.group())
    await page.get_by_role("button", name="Open the desk").click()
    await page.get_by_role("heading", name="This week").wait_for()
    return found.group(1)


@asynccontextmanager
async def looking(device: dict[str, Any], shown: Demonstration) -> AsyncIterator[tuple[Page, str]]:
    """Open a Chromium that is in."""
    async with async_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = await browser.new_page(**device)
        page.set_default_timeout(LONG_ENOUGH)
        yield page, await enter(shown, page)
        await browser.close()


async def rehearse(page: Page) -> None:
    """Suppose that a mentor leaves, and wait for what comes of it."""
    await page.get_by_label("A mentor leaves now").check()
    await page.get_by_role("button", name="Rehearse").click()
    found = page.get_by_role("heading", name="What would change")
    await found.wait_for()
    await found.evaluate("heading => heading.scrollIntoView()")


async def take(folder: Path | None) -> None:
    """Play the sample, and look."""
    with TemporaryDirectory() as home:
        async with demonstration(Options(Home(Path(home)), 0, JUMP), lambda _moment: None) as shown:
            for label, device in (("phone", PHONE), ("desk", DESK)):
                async with looking(device, shown) as (page, address):
                    for name, path in PAGES.items():
                        await page.goto(address + path)
                        if name == "whatif" and device is DESK:
                            await rehearse(page)
                        if folder is not None:
                            await page.screenshot(path=folder / f"{name}-{label}.png", full_page=True)
                        elif KEPT.get(name) is device:
                            await page.screenshot(path=DOCS / f"desk-{name}.png")


if __name__ == "__main__":
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    asyncio.run(take(into))
    large = [name for name in KEPT if into is None and (DOCS / f"desk-{name}.png").stat().st_size > MOST_BYTES]
    if large:
        sys.exit(f"more than {MOST_BYTES:,} bytes: {', '.join(large)}")
