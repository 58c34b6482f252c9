"""Where no script runs, links and forms do the same."""

import pytest
from playwright.sync_api import Page, expect

from tests.adapters.local.browser.conftest import Opening
from tests.adapters.local.served import Served
from tests.adapters.local.tiny import CHECK_IN

pytestmark = pytest.mark.browser


@pytest.fixture
def page(office: Served, visit: Opening) -> Page:
    """Amina's private chat with a check-in, in a browser that runs no script."""
    office.bot_says(CHECK_IN, "L04")
    return visit(f"{office.url}/as/L04/direct-L04", java_script_enabled=False)


def test_somebody_acts_as_another_and_goes_to_a_channel(page: Page) -> None:
    page.get_by_role("link", name="Rui Costa").click()
    page.get_by_role("link", name="baobab").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("#baobab, as Rui Costa")


def test_what_is_written_is_sent_and_answered(page: Page) -> None:
    page.get_by_label("Message Kith").fill("/peer me")
    page.get_by_role("button", name="Send").click()

    expect(page.locator("#lines").get_by_text("You asked for peer me.")).to_be_visible()


def test_a_command_is_chosen_from_the_list(page: Page) -> None:
    page.get_by_text("Commands", exact=True).click()
    page.get_by_role("button", name="/peer me").click()

    expect(page.locator("#lines").get_by_text("You asked for peer me.")).to_be_visible()


def test_a_button_is_pressed_and_a_choice_made(page: Page) -> None:
    page.get_by_role("button", name="Going fine").click()
    expect(page.locator("#lines").get_by_text("You chose check_in.fine")).to_be_visible()

    page.get_by_label("How do you feel?").select_option("Fine")
    page.get_by_role("button", name="Choose").click()
    expect(page.locator("#lines").get_by_text("You chose check_in.mood fine")).to_be_visible()


def test_a_form_is_filled_in_refused_with_reasons_and_sent(page: Page) -> None:
    page.get_by_role("button", name="Tell a bit more").click()
    form = page.get_by_role("dialog", name="Week 1")
    form.get_by_label("Going fine").check()
    form.get_by_label("What was hardest?").fill("wrong")
    form.get_by_role("button", name="Send").click()

    expect(form.get_by_text("That is not it.")).to_be_visible()
    expect(form.get_by_label("Going fine")).to_be_checked()

    form.get_by_label("What was hardest?").fill("time")
    form.get_by_role("button", name="Send").click()
    expect(form).to_have_count(0)
    expect(page.locator("#lines").get_by_text("Noted: fine.")).to_be_visible()


def test_a_form_is_put_away(page: Page) -> None:
    page.get_by_role("button", name="Tell a bit more").click()
    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_thread_is_answered_and_a_message_changed(office: Served, page: Page) -> None:
    office.says("L06", "#baobab", "who can help?")
    page.get_by_role("link", name="baobab").click()
    page.get_by_role("link", name="Reply in a thread").click()
    page.get_by_label("Reply as Amina").fill("I cna")
    page.get_by_role("complementary", name="Thread").get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Change your message").click()
    page.get_by_label("Message #baobab").fill("I can")
    page.get_by_role("button", name="Save").click()

    answer = page.get_by_role("complementary", name="Thread").get_by_role("listitem").filter(has_text="I can")
    expect(answer).to_contain_text("edited")


def test_the_clock_is_turned_started_and_stopped(page: Page) -> None:
    clock = page.get_by_role("region", name="Simulated time")
    page.get_by_role("button", name="+1 hour").click()
    expect(clock).to_contain_text("Mon 2 Mar, 15:30")

    page.get_by_role("button", name="Go to…").click()
    page.get_by_label("Go to a date and time").fill("2026-03-05T12:00")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(clock).to_contain_text("Thu 5 Mar, 12:00")

    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_what_is_not_possible_is_said_and_the_text_is_kept(page: Page) -> None:
    page.get_by_role("button", name="Tell a bit more").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_label("Message Kith").fill("   ")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("alert")).to_have_text("There is nothing to send yet: please write something first.")


def test_a_long_jump_shows_how_far_it_is_and_ends_by_itself(office: Served, page: Page) -> None:
    office.hold()
    page.get_by_role("button", name="+1 day").click()
    expect(page.get_by_role("progressbar", name="On the way to Tue 3 Mar, 14:30")).to_be_visible()

    office.let_go()

    expect(page.get_by_role("region", name="Simulated time")).to_contain_text("Tue 3 Mar, 14:30")
    expect(page.get_by_role("progressbar")).to_have_count(0)
