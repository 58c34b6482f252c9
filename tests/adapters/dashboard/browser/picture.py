"""Takes the pictures of docs/desk.md anew, of the sample cohort in its fourth week: `make picture`.

Every page is there four times, on a phone and on a desk screen, light and dark: one sheet each in `docs/desk/`. With a
folder as an argument every page is taken there whole, to be looked at.
"""

import asyncio
import re
import shutil
import sys
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from adapters.cli.demonstration import Demonstration, Options, demonstration
from adapters.cli.home import Home
from bot.cards import Card
from bot.events import CommandInvoked, Place

DOCS = Path(__file__).parents[4] / "docs"
LONG_ENOUGH = 120_000
"""Milliseconds that a rehearsal may take on a busy machine."""
JUMP = timedelta(days=23)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1}
DESK: dict[str, Any] = {"viewport": {"width": 1100, "height": 844}}
DEVICES = {
    "phone": PHONE | {"color_scheme": "light"},
    "phone-dark": PHONE | {"color_scheme": "dark"},
    "desk": DESK | {"color_scheme": "light"},
    "desk-dark": DESK | {"color_scheme": "dark"},
}
PAGES = {
    "week": "/",
    "cases": "/cases",
    "case": "/cases",
    "people": "/people",
    "person": "/people/L04",
    "groups": "/groups",
    "pairs": "/pairs",
    "figures": "/figures",
    "calendar": "/calendar",
    "questions": "/questions",
    "rules": "/rules",
    "rule": "/rules",
    "policies": "/policies",
    "limit": "/policies",
    "whatif": "/what-if",
    "drops": "/figures/drops",
    "files": "/files",
    "roster": "/roster",
    "audit": "/audit",
}
SHEETS = DOCS / "desk"
MOST_IN_ALL = 3_000_000
"""Bytes of all sheets together."""
_SHEET = """<!doctype html><style>body{margin:0;padding:16px;display:flex;gap:16px;background:#8a8f98}
img{height:844px;display:block;border-radius:8px}</style>"""


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
async def chromium() -> AsyncIterator[Browser]:
    """Open a Chromium."""
    async with async_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        await browser.close()


@asynccontextmanager
async def looking(device: dict[str, Any], shown: Demonstration) -> AsyncIterator[tuple[Page, str]]:
    """Open a Chromium that is in."""
    async with chromium() as browser:
        page = await browser.new_page(**device)
        page.set_default_timeout(LONG_ENOUGH)
        yield page, await enter(shown, page)


async def rehearse(page: Page) -> None:
    """Suppose that a mentor leaves, and wait for what comes of it."""
    await page.get_by_label("A mentor leaves now").check()
    await page.get_by_role("button", name="Rehearse").click()
    found = page.get_by_role("heading", name="What would change")
    await found.wait_for()
    await found.evaluate("heading => heading.scrollIntoView()")


async def a_case(page: Page) -> None:
    """Open the first case of the list."""
    await page.locator("main .needs a, main .rows a").first.click()
    await page.get_by_role("heading", level=1).wait_for()


async def a_rule(page: Page) -> None:
    """Open the form of a rule, and try one."""
    await page.get_by_role("button", name="Add a rule").click()
    await page.get_by_label("What it is called in an alert").fill("Housing")
    await page.get_by_label("Struggling with the programme").check()
    await page.get_by_label("Phrases, one a line").fill("(lost|losing) my (room|flat)\n- lost my room key")
    await page.get_by_label("Sentences to try it on").fill("I am losing my room\nI lost my room key")
    await page.get_by_role("button", name="Try it, and keep nothing").click()
    found = page.get_by_role("heading", name="What it would do")
    await found.wait_for()
    await found.evaluate("heading => heading.scrollIntoView()")


async def a_limit(page: Page) -> None:
    """Open the form of a policy."""
    await page.get_by_role("button", name="Change: Critical cases").click()
    await page.get_by_role("button", name="Save").wait_for()


STEPS = {"case": a_case, "rule": a_rule, "limit": a_limit, "whatif": rehearse}
"""What is done on a page before its picture is taken."""
REHEARSED = {"phone", "desk-dark"}
"""Where the coming weeks are played, which takes up to a minute; the others show the form."""


async def looked_at(shown: Demonstration, label: str, folder: Path | None) -> dict[str, bytes]:
    """Take every page on one device; return what is seen of it without scrolling."""
    found = dict[str, bytes]()
    async with looking(DEVICES[label], shown) as (page, address):
        for name, path in PAGES.items():
            await page.goto(address + path)
            if name in STEPS and (name != "whatif" or label in REHEARSED):
                await STEPS[name](page)
            if folder is not None:
                await page.screenshot(path=folder / f"{name}-{label}.png", full_page=True)
            found[name] = await page.screenshot()
    return found


async def take(folder: Path | None) -> None:
    """Play the sample, and look."""
    with TemporaryDirectory() as home:
        async with demonstration(Options(Home(Path(home)), 0, JUMP), lambda _moment: None) as shown:
            seen = {label: await looked_at(shown, label, folder) for label in DEVICES}
    if folder is None:
        SHEETS.mkdir(exist_ok=True)
        async with chromium() as browser:
            page = await browser.new_page(viewport={"width": 3080, "height": 876}, device_scale_factor=0.6)
            for name in PAGES:
                (SHEETS / f"{name}.webp").write_bytes(await sheet(page, [seen[label][name] for label in DEVICES]))


async def sheet(page: Page, pictures: list[bytes]) -> bytes:
    """Return pictures side by side, as one small picture."""
    shown = [f'<img src="data:image/png;base64,{b64encode(each).decode()}">' for each in pictures]
    await page.set_content(_SHEET + "".join(shown))
    asked = {"format": "webp", "quality": 62}
    session = await page.context.new_cdp_session(page)
    answer = await session.send("Page.captureScreenshot", asked)
    return b64decode(answer["data"])


if __name__ == "__main__":
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    asyncio.run(take(into))
    size = sum(path.stat().st_size for path in SHEETS.glob("*.webp"))
    if into is None and size > MOST_IN_ALL:
        sys.exit(f"{size:,} bytes of sheets; {MOST_IN_ALL:,} at most")
