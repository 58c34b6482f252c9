"""Everything works with the keyboard alone, and the focus is never lost."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.adapters.local.browser.conftest import Opening
from tests.adapters.local.served import Served
from tests.adapters.local.tiny import CHECK_IN

pytestmark = pytest.mark.browser

IS_FOCUSED = "element => element === document.activeElement"
MOST_PRESSES = 80


def tab_to(page: Page, target: Locator, key: str = "Tab") -> int:
    """Press Tab until something has the focus; return how often."""
    for presses in range(1, MOST_PRESSES):
        page.keyboard.press(key)
        if target.evaluate(IS_FOCUSED):
            return presses
    raise AssertionError(f"{MOST_PRESSES} presses of {key} do not reach {target}")


@pytest.fixture
def page(office: Served, visit: Opening) -> Page:
    """Amina's private chat, with a message that can be answered."""
    office.bot_says(CHECK_IN, "L04")
    return visit(f"{office.url}/as/L04/direct-L04")


def test_everything_one_can_do_is_reached_and_shows_that_it_has_the_focus(page: Page) -> None:
    expect(page.locator("#composer-text")).to_be_focused()
    for target in (
        page.get_by_role("link", name="Skip to writing"),
        page.get_by_role("button", name="Play"),
        page.get_by_role("button", name="+1 hour"),
        page.get_by_role("button", name="Next event"),
        page.get_by_role("link", name="baobab"),
        page.get_by_role("link", name="Rui Costa"),
        page.get_by_role("region", name="Messages"),
        page.get_by_role("button", name="Going fine"),
        page.get_by_label("How do you feel?"),
        page.locator("#composer-text"),
        page.get_by_role("button", name="Send"),
    ):
        tab_to(page, target)
        expect(target).to_be_in_viewport()
        if target.get_attribute("id") != "composer-text":
            expect(target).to_have_css("outline-style", "solid")


def test_somebody_else_is_one_press_of_enter_away(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name="Rui Costa"))

    page.keyboard.press("Enter")

    expect(page).to_have_title("Kith · Rui Costa · Kith")
    expect(page.locator("#composer-text")).to_be_focused()


def test_links_at_the_top_skip_what_is_long(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name="Skip to messages"))
    expect(page.get_by_role("link", name="Skip to messages")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert tab_to(page, page.get_by_role("button", name="Going fine")) <= 2

    tab_to(page, page.get_by_role("link", name="Skip to channels and people"))
    page.keyboard.press("Enter")
    assert tab_to(page, page.locator("#channels a").first) == 1


def test_the_newest_button_is_a_few_steps_back_from_writing(page: Page) -> None:
    assert tab_to(page, page.get_by_role("button", name="Decline"), "Shift+Tab") <= 5


def test_a_form_keeps_the_focus_and_gives_it_back(page: Page) -> None:
    opener = page.get_by_role("button", name="Tell a bit more")
    opener.focus()
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Going fine")).to_be_focused()

    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")

    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_form_is_filled_in_and_sent_without_a_mouse(page: Page) -> None:
    page.keyboard.type("/peer checkin")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Going fine")).to_be_focused()

    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("a quiet hour")
    tab_to(page, form.get_by_role("button", name="Send"))
    page.keyboard.press("Enter")

    expect(page.locator("#lines").get_by_text("Noted: fine.")).to_be_visible()
    expect(page.locator("#composer-text")).to_be_focused()


def offered(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Completions").get_by_role("option")


def chosen(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Completions").get_by_role("option", selected=True)


def test_a_command_is_completed_with_arrows_and_enter(page: Page) -> None:
    box = page.locator("#composer-text")
    page.keyboard.type("/")
    expect(chosen(page)).to_contain_text("/peer away from_day [until]")
    expect(offered(page)).to_have_count(3)
    assert box.get_attribute("aria-activedescendant") == chosen(page).get_attribute("id")

    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("/peer checkin")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("/peer away")
    page.keyboard.press("Enter")

    expect(box).to_have_value("/peer away ")
    expect(offered(page)).to_contain_text("from_dayFirst day")
    page.keyboard.type("2026-04-02")
    page.keyboard.press("Enter")
    expect(page.locator("#lines").get_by_text("Away from 2026-04-02.")).to_be_visible()


def test_escape_puts_the_completions_away_and_keeps_what_was_typed(page: Page) -> None:
    page.keyboard.type("/peer m")
    expect(offered(page)).to_contain_text("/peer me")

    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#composer-text")).to_have_value("/peer m")


def test_a_name_after_an_at_sign_is_completed(page: Page) -> None:
    page.keyboard.type("ask @ru")
    expect(offered(page)).to_contain_text("Rui Costa")

    page.keyboard.press("Tab")

    expect(page.locator("#composer-text")).to_have_value("ask @L06 ")


def test_enter_sends_shift_enter_begins_a_line_and_arrow_up_changes_the_last(page: Page) -> None:
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    expect(page.locator("#lines [data-mine] .words")).to_have_text("one\ntwo")

    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("You are changing your message.")).to_be_visible()
    page.keyboard.type(" three")
    page.keyboard.press("Enter")

    expect(page.locator("#lines [data-mine] .words")).to_have_text("one\ntwo three")


def test_the_clock_is_turned_with_the_keyboard(page: Page) -> None:
    clock = page.get_by_role("region", name="Simulated time")
    tab_to(page, page.get_by_role("button", name="+1 hour"))
    page.keyboard.press("Enter")
    expect(clock).to_contain_text("Mon 2 Mar, 15:30")
    expect(page.get_by_role("button", name="+1 hour")).to_be_focused()

    tab_to(page, page.get_by_role("button", name="Go to…"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Go to a date and time")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Go to…")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Go to a date and time").fill("2026-03-05T12:00")
    page.keyboard.press("Enter")
    expect(clock).to_contain_text("Thu 5 Mar, 12:00")
