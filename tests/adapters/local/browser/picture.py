"""Takes the README's picture of the workspace anew: `make picture`.

A mentor finds a message drafted for her, with two times both can, and the panel says what happens if it is not sent.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect, sync_playwright

from tests.adapters.local.browser.demo import WHILE_TIME_PASSES, demo

PICTURE = Path(__file__).parents[4] / "docs" / "workspace.png"
MOST_BYTES = 300_000


def take(path: Path) -> None:
    """Play the sample up to the moment, and look."""
    with TemporaryDirectory() as folder, demo(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto(address)
        page.get_by_role("button", name="Mon 23 March, as Katrin").click()
        expect(page.locator("#face")).to_contain_text("Mon 23 Mar, 12:00", timeout=WHILE_TIME_PASSES)
        page.get_by_role("button", name="away").click()
        expect(page.locator("#tour")).to_be_hidden()
        expect(page.get_by_role("heading", name="A word to Jonas?")).to_be_in_viewport()
        page.locator(".scroll").first.focus()
        page.mouse.move(0, 0)
        page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    take(PICTURE)
    if PICTURE.stat().st_size > MOST_BYTES:
        sys.exit(f"{PICTURE.name} has {PICTURE.stat().st_size:,} bytes, more than {MOST_BYTES:,}")
    subprocess.run(["git", "diff", "--stat", "--", str(PICTURE)], check=False)
