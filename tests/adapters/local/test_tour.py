"""The workspace of `kith demo`, its own process, in a real browser."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demonstration on Thursday of the first week, noon."""
    data: Path = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--data", str(data)]
    process = subprocess.Popen(
        [*command, "--fast-forward", "82 hours"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+\d", process.stdout.readline())
        assert found is not None
        yield found.group()
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


@pytest.fixture(params=["with script", "without script"])
def page(request: pytest.FixtureRequest, chromium: str) -> Iterator[Page]:
    """A page of a real Chromium, with and without JavaScript."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        context = browser.new_context(java_script_enabled=request.param == "with script")
        yield context.new_page()
        browser.close()


@pytest.mark.parametrize("page", ["with script"], indirect=True)
def test_nothing_scrolls_sideways_on_a_phone(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/as/L01/direct-L01")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
