"""A real Chromium before a served workspace."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.adapters.local.served import Served, serving

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
PATIENCE = 20_000
"""Milliseconds that anything on a page may take on a busy machine."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for a module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield browser
        browser.close()


_FINE = frozenset({200, 303, 304, 409})


def _is_fault(said: ConsoleMessage) -> bool:
    return said.type == "error" and "Failed to load resource" not in said.text


Opening = Callable[..., Page]
"""Opens a page as a new visitor; takes what a browser context takes, and the address."""


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opening]:
    """Open pages, each with a context of its own; a fault of our script fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opening(address: str, **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda problem: faults.append(str(problem)))
        if options.get("java_script_enabled", True):
            page.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
        page.on("response", lambda answer: faults.append(answer.url) if answer.status not in _FINE else None)
        page.goto(address)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Served]:
    """A served workspace with four people, two channels and nothing said yet."""
    with serving(tmp_path) as served:
        yield served
