"""What somebody does in a chat: go to a channel, press, choose, fill in, answer in a thread."""

import pytest
from playwright.sync_api import expect

from tests.adapters.local.browser.conftest import Opening
from tests.adapters.local.served import Served
from tests.adapters.local.tiny import CHECK_IN

pytestmark = pytest.mark.browser


def test_every_channel_is_one_press_away(office: Served, visit: Opening) -> None:
    office.says("L06", "#baobab", "hello from Rui")
    page = visit(f"{office.url}/as/L04/direct-L04")

    page.get_by_role("link", name="baobab").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("baobab")
    expect(page.get_by_text("hello from Rui")).to_be_visible()


def test_somebody_with_something_unread_in_a_channel_is_shown_it_first(office: Served, visit: Opening) -> None:
    office.says("L06", "#baobab", "hello from Rui")

    page = visit(f"{office.url}/as/L04")

    expect(page.get_by_role("heading", level=1)).to_contain_text("baobab")


def test_a_press_on_a_button_opens_the_form_it_promises(office: Served, visit: Opening) -> None:
    office.bot_says(CHECK_IN, "L04")
    page = visit(f"{office.url}/as/L04/direct-L04")

    page.get_by_role("button", name="Tell a bit more").click()

    expect(page.get_by_role("dialog", name="Week 1")).to_be_visible()
