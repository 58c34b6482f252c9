"""A real Chromium before a served desk."""

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from adapters.listening import Guest, listening_on
from tests.adapters.dashboard.desk import Desk, served_desk

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
PATIENCE = 20_000
"""Milliseconds that anything on a page may take on a busy machine."""


@dataclass
class Served:
    """A desk on a port, in a loop of its own."""

    url: str
    desk: Desk
    loop: asyncio.AbstractEventLoop

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Do something in the server's loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(30)

    def link(self, handle: str) -> str:
        """Ask for a link in chat."""
        return f"{self.url}{self.run(self.desk.link(handle))}"


@asynccontextmanager
async def _serving(folder: Path) -> AsyncIterator[tuple[str, Desk]]:
    async with served_desk(folder / "empty.sqlite3") as desk:
        guest = Guest(desk.web, lifespan="off", proxy_headers=False)
        async with guest.running(listening_on("127.0.0.1", 0)) as url:
            yield url, desk


@pytest.fixture(scope="module")
def served(made_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk before two cohorts, for the tests of a module."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(made_file, folder / "empty.sqlite3")
    loop, stop, ready = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
    found: list[Served] = []

    async def serve() -> None:
        async with _serving(folder) as (url, desk):
            found.append(Served(url, desk, loop))
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(30)
    yield found[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(30)
    loop.close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for a module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield browser
        browser.close()


Opening = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, served: Served) -> Iterator[Opening]:
    """Come in as somebody; takes what a browser context takes. What a page may not load fails the test."""
    contexts, faults = [], []

    def entering(handle: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1100, "height": 800}, **options})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        served.desk.wait_out()  # the tests of a module come from one address, faster than a person
        page.goto(served.link(handle))
        page.get_by_role("button", name="Open the desk").click()
        page.get_by_role("heading", name="This week").wait_for()
        return page

    yield entering
    for context in contexts:
        context.close()
    assert faults == []
