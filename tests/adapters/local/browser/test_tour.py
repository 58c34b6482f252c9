"""The five minutes of the README, step for step, in the workspace of `kith demo`."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.adapters.local.browser.conftest import Opening
from tests.adapters.local.browser.demo import WHILE_TIME_PASSES, demo

pytestmark = pytest.mark.browser

README = (Path(__file__).parents[4] / "README.md").read_text(encoding="utf-8")
TOUR = " ".join(README.partition("### Five minutes in the workspace")[2].partition("## Install")[0].split())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demonstration that has just begun."""
    with demo(tmp_path_factory.mktemp("demo")) as url:
        yield url


class Visitor:
    """Somebody who follows the README: what is pressed and who is acted as must stand there, word for word."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, label: str) -> None:
        assert f"*{label}*" in TOUR, f"the README does not say to press {label}"
        button = self.page.get_by_role("button", name=label, exact=label != "Next event")
        button.last.click()

    def act_as(self, name: str) -> None:
        assert f"*{name}*" in TOUR, f"the README does not say to act as {name}"
        self.page.locator("#people").get_by_role("link", name=re.compile(rf"^{name}\b")).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(f"as {name}")

    def look_into(self, channel: str) -> None:
        self.page.locator("#channels").get_by_role("link", name=re.compile(rf"^{channel}\b")).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(channel)

    def write(self, text: str) -> None:
        assert text in TOUR, f"the README does not say to write {text}"
        self.page.locator("#composer-text").fill(text)
        self.page.keyboard.press("Enter")

    def newest(self, kind: str) -> Locator:
        return self.page.locator(f"#lines .card[data-kind='{kind}']").last

    def is_there_at(self, moment: str) -> None:
        clock = self.page.get_by_role("region", name="Simulated time")
        expect(clock).to_contain_text(moment, timeout=WHILE_TIME_PASSES)
        self.waits_until_time_stands()

    def waits_until_time_stands(self) -> None:
        """A press on the clock while it is on its way somewhere is refused."""
        expect(self.page.get_by_role("progressbar")).to_have_count(0, timeout=WHILE_TIME_PASSES)


def test_the_five_minutes_of_the_readme(address: str, visit: Opening) -> None:
    visitor = Visitor(visit(address))
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("as Wanjiru")
    visitor.is_there_at("Mon 2 Mar, 05:00")

    learner(visitor)
    silent(visitor)
    mentor(visitor)
    coordinator(visitor)
    why(visitor)


def learner(visitor: Visitor) -> None:
    visitor.look_into("baobab")
    plan, question = visitor.page.locator("#plan"), visitor.newest("prompt.week")
    while not question.is_visible():
        before = plan.inner_text()
        visitor.press("Next event")
        expect(plan).not_to_have_text(before, use_inner_text=True)
        visitor.waits_until_time_stands()
    expect(question).to_contain_text("Week 1")

    visitor.press("Thu 5 March, as Wanjiru")
    visitor.is_there_at("Thu 5 Mar, 09:10")
    visitor.press("Going fine")
    expect(visitor.newest("check_in.thanks")).to_be_visible()
    expect(visitor.newest("check_in.answered")).to_be_visible()  # a survey offers to change its answer too
    visitor.press("Change it")
    form = visitor.page.get_by_role("dialog", name="Week 1")
    form.get_by_label("What was hardest?").fill("Finding a quiet hour.")
    visitor.press("Send")
    expect(form).to_have_count(0)


def silent(visitor: Visitor) -> None:
    visitor.act_as("Joana")
    visitor.press("Go to…")
    visitor.page.get_by_label("Go to a date and time").fill("2026-03-09T12:00")
    visitor.press("Go")
    visitor.is_there_at("Mon 9 Mar, 12:00")

    visitor.look_into("Kith")
    expect(visitor.newest("nudge.check_in").get_by_role("button")).to_have_count(4)
    visitor.look_into("elm")
    expect(visitor.newest("prompt.week")).to_contain_text("Week 2")
    of_kith = visitor.page.locator("#lines .message").filter(has=visitor.page.locator(".badge.bot"))
    assert [text for text in of_kith.all_inner_texts() if "Joana" in text] == []


def mentor(visitor: Visitor) -> None:
    visitor.press("Mon 23 March, as Katrin")
    visitor.is_there_at("Mon 23 Mar, 12:00")
    draft = visitor.newest("draft.check_in")
    expect(draft.locator("blockquote")).to_contain_text("Jonas")
    expect(draft.get_by_role("listitem")).to_have_count(2)

    visitor.press("Edit first")
    form = visitor.page.get_by_role("dialog")
    form.get_by_role("textbox").fill("Hi Jonas, how are you? No hurry at all. Katrin")
    visitor.press("Send")
    expect(visitor.newest("draft.sent")).to_be_visible()

    visitor.act_as("Jonas")
    visitor.look_into("Kith")
    message = visitor.newest("reach_out.message")
    expect(message).to_contain_text("Hi Jonas, how are you? No hurry at all. Katrin")
    expect(message.get_by_role("heading")).to_contain_text("Katrin")


def coordinator(visitor: Visitor) -> None:
    visitor.look_into("elm")
    visitor.write("I don't want to be here anymore")
    mine = visitor.page.locator("#lines .message").last
    expect(mine).to_contain_text("I don't want to be here anymore")
    expect(visitor.page.locator("#channels").get_by_role("link", name="Kith")).to_contain_text("unread")
    expect(mine).to_contain_text("I don't want to be here anymore")
    visitor.look_into("Kith")
    expect(visitor.newest("crisis.reply")).to_be_visible()

    visitor.act_as("Teresa")
    visitor.look_into("Kith")
    expect(visitor.newest("case.alert")).not_to_contain_text("want to be here")
    visitor.press("I have it")
    expect(visitor.newest("case.card")).to_contain_text("Jonas")


def why(visitor: Visitor) -> None:
    assert "*Why this message?*" in TOUR
    visitor.page.get_by_text("Why this message?").last.click()
    expect(visitor.page.locator("details.why[open]")).to_be_visible()
    visitor.write("/peer why")
    expect(visitor.page.locator("#lines .card").last).to_contain_text("Mon 23 Mar")
