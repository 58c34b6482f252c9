"""Anybody turns the clock: by an hour, a day, to what comes next, to a date, faster and slower."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.adapters.local.browser.conftest import Opening
from tests.adapters.local.served import Served

pytestmark = pytest.mark.browser


@pytest.fixture
def page(office: Served, visit: Opening) -> Page:
    """Amina in her group's channel, Monday 2 March, 14:30 in Kolkata; the time stands still."""
    return visit(f"{office.url}/as/L04/%23baobab")


def clock(page: Page) -> Locator:
    return page.get_by_role("region", name="Simulated time")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_an_hour_and_a_day_are_one_press_each(page: Page) -> None:
    expect(clock(page)).to_contain_text("Mon 2 Mar, 14:30")

    press(page, "+1 hour")
    expect(clock(page)).to_contain_text("Mon 2 Mar, 15:30")
    press(page, "+1 day")
    expect(clock(page)).to_contain_text("Tue 3 Mar, 15:30")


def test_the_next_event_happens_before_ones_eyes_and_the_plan_moves_on(page: Page) -> None:
    plan = page.get_by_role("complementary", name="What Kith does next, and why").get_by_role("listitem")
    expect(plan.first).to_contain_text(re.compile("Post the week's question.*Baobab", re.S))
    expect(plan.first).to_contain_text("Every group gets one question a week")

    page.get_by_role("button", name="Next event Mon 2 Mar, 15:00").click()

    expect(clock(page)).to_contain_text("Mon 2 Mar, 15:00")
    expect(page.get_by_role("heading", name="The week's question")).to_be_visible()
    expect(plan.first).to_contain_text(re.compile("Open the weekly check-in.*Amina", re.S))


def test_a_jump_to_a_date_offers_the_next_noon_first(page: Page) -> None:
    press(page, "Go to…")
    expect(page.get_by_label("Go to a date and time, on Amina Odhiambo’s clock")).to_have_value("2026-03-03T12:00")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(clock(page)).to_contain_text("Tue 3 Mar, 12:00")
    expect(page.get_by_label("Go to a date and time")).to_be_hidden()

    press(page, "Go to…")
    expect(page.get_by_label("Go to a date and time")).to_have_value("2026-03-04T12:00")


def test_time_goes_forward_only(page: Page) -> None:
    press(page, "Go to…")
    date = page.get_by_label("Go to a date and time")
    date.evaluate("input => input.removeAttribute('min')")
    date.fill("2026-03-01T12:00")

    page.get_by_role("button", name="Go", exact=True).click()

    expect(page.locator("#problem")).to_have_text(
        "Time goes forward only, and it is Mon 2 Mar 2026, 09:00 UTC already."
    )
    expect(clock(page)).to_contain_text("Mon 2 Mar, 14:30")


def test_time_passes_at_the_speed_one_chooses_and_stops(page: Page) -> None:
    fast = page.get_by_role("button", name="1 h/s")
    expect(fast).to_have_attribute("aria-pressed", "false")

    fast.click()
    expect(fast).to_have_attribute("aria-pressed", "true")
    expect(clock(page)).not_to_contain_text("14:30")

    press(page, "Pause")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(fast).to_have_attribute("aria-pressed", "false")
    stopped = page.locator("#face").get_attribute("datetime")
    page.reload()
    assert page.locator("#face").get_attribute("datetime") == stopped

    press(page, "Play")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_long_jump_shows_how_far_it_is_and_leaves_the_chat_alone(office: Served, page: Page) -> None:
    office.hold()
    press(page, "+1 day")
    progress = page.get_by_role("progressbar", name="On the way to Tue 3 Mar, 14:30")
    expect(progress).to_be_visible()
    expect(page.get_by_role("button", name="+1 hour")).to_be_disabled()

    page.locator("#composer-text").fill("meanwhile")
    page.keyboard.press("Enter")
    expect(page.locator("#lines").get_by_text("meanwhile")).to_be_visible()

    office.let_go()
    expect(progress).to_have_count(0)
    expect(clock(page)).to_contain_text("Tue 3 Mar, 14:30")


def test_everybody_sees_the_clock_move_on_their_own_clock(office: Served, page: Page, visit: Opening) -> None:
    other = visit(f"{office.url}/as/L06/direct-L06")
    expect(clock(other)).to_contain_text("Mon 2 Mar, 09:00")

    press(page, "+1 hour")

    expect(clock(other)).to_contain_text("Mon 2 Mar, 10:00")


def test_the_first_hints_lead_there_and_can_be_put_away(office: Served, page: Page) -> None:
    hints = page.get_by_role("region", name="Three things to try")
    hints.get_by_role("button", name="Thu 5 March, as Rui").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Kith, as Rui Costa")
    expect(clock(page)).to_contain_text("Thu 5 Mar, 12:00")
    expect(hints.get_by_role("link", name="Thu 5 March, as Rui")).to_be_visible()

    hints.get_by_role("button", name="Put “Three things to try” away").click()
    expect(hints).to_be_hidden()
    page.reload()
    expect(hints).to_be_hidden()
