"""Two people look on: what one does, the other sees without a reload, if it is theirs to see."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.adapters.local.browser.conftest import Opening
from tests.adapters.local.served import Served
from tests.adapters.local.tiny import CHECK_IN

pytestmark = pytest.mark.browser


@pytest.fixture
def chat(office: Served, visit: Opening) -> Callable[..., Page]:
    """Open a channel as somebody; the page says how often it was loaded."""

    def opening(person: str, channel: str) -> Page:
        page = visit(f"{office.url}/as/{person}/{channel}")
        page.evaluate("window.wasNeverReloaded = true")
        return page

    return opening


def write(page: Page, text: str) -> None:
    page.locator("#composer-text").fill(text)
    page.keyboard.press("Enter")


def test_what_one_writes_the_other_sees_without_a_reload(chat: Callable[..., Page]) -> None:
    amina, rui = chat("L04", "%23baobab"), chat("L06", "%23baobab")

    write(amina, "hello Rui")
    expect(rui.locator("#lines").get_by_text("hello Rui")).to_be_visible()
    write(rui, "hello Amina")
    expect(amina.locator("#lines").get_by_text("hello Amina")).to_be_visible()

    expect(amina.locator("#composer-text")).to_have_value("")
    assert amina.evaluate("window.wasNeverReloaded")
    assert rui.evaluate("window.wasNeverReloaded")


def test_a_command_and_its_answer_are_seen_by_nobody_else(office: Served, chat: Callable[..., Page]) -> None:
    amina, rui = chat("L04", "%23baobab"), chat("L06", "%23baobab")

    write(amina, "/peer me")
    answer = amina.locator("#lines .message", has_text="You asked for peer me.")
    expect(answer.get_by_text("Only you see this")).to_be_visible()
    write(amina, "and now everybody")

    expect(rui.locator("#lines").get_by_text("and now everybody")).to_be_visible()
    expect(rui.get_by_text("You asked for")).to_have_count(0)
    assert "You asked for" not in rui.content()


def test_what_was_not_read_is_counted_until_it_is_looked_at(office: Served, chat: Callable[..., Page]) -> None:
    rui = chat("L06", "direct-L06")
    baobab = rui.locator("#channels").get_by_role("link", name="baobab")

    office.says("L04", "#baobab", "one")
    office.says("L04", "#baobab", "two")

    expect(baobab).to_contain_text("2 unread")
    expect(rui).to_have_title("(2) Kith · Rui Costa · Kith")
    expect(rui.locator("#people").get_by_role("link", name="Rui Costa")).to_contain_text("2 unread")

    baobab.click()

    expect(rui).to_have_title("#baobab · Rui Costa · Kith")
    expect(baobab).not_to_contain_text("unread")
    expect(rui.locator("#lines").get_by_text("two")).to_be_visible()


def test_a_line_shows_where_the_new_messages_begin(office: Served, chat: Callable[..., Page]) -> None:
    office.says("L04", "#baobab", "read already")
    chat("L06", "%23baobab").close()  # a second window that looks on would read what comes
    rui = chat("L06", "direct-L06")
    office.says("L04", "#baobab", "came later")

    rui.locator("#channels").get_by_role("link", name="baobab").click()

    expect(rui.locator("#lines").get_by_text("came later")).to_be_visible()
    texts = rui.locator("#lines > li").all_inner_texts()
    [new] = [number for number, text in enumerate(texts) if text.strip() == "New"]
    assert "read already" in texts[new - 1]
    assert "came later" in texts[new + 1]


def test_what_arrives_while_somebody_looks_on_is_read_and_said_aloud(office: Served, chat: Callable[..., Page]) -> None:
    rui = chat("L06", "%23baobab")

    office.says("L04", "#baobab", "are you there?")

    expect(rui.get_by_role("status")).to_have_text("Amina Odhiambo: are you there?")
    expect(rui).to_have_title("#baobab · Rui Costa · Kith")
    assert office.run(office.workspace.messages.unread_by_channel("L06")) == {}


def test_news_neither_touch_what_is_being_written_nor_where_the_focus_is(
    office: Served, chat: Callable[..., Page]
) -> None:
    office.bot_says(CHECK_IN, "#baobab")
    rui = chat("L06", "%23baobab")
    rui.locator("#composer-text").fill("half a sen")
    rui.get_by_role("button", name="Going fine").focus()

    office.says("L04", "#baobab", "something else")
    expect(rui.locator("#lines").get_by_text("something else")).to_be_visible()

    expect(rui.locator("#composer-text")).to_have_value("half a sen")
    expect(rui.get_by_role("button", name="Going fine")).to_be_focused()


def test_a_press_that_has_begun_is_not_lost_when_something_arrives(office: Served, chat: Callable[..., Page]) -> None:
    rui = chat("L06", "%23baobab")
    rui.locator("#people").get_by_role("link", name="Marta Lopes").hover()
    rui.mouse.down()
    office.says("L04", "#baobab", "something else")
    expect(rui.locator("#lines").get_by_text("something else")).to_be_visible()
    expect(rui.locator("#people").get_by_role("link", name="Marta Lopes")).to_contain_text("1 unread")

    rui.mouse.up()

    expect(rui.get_by_role("heading", level=1)).to_contain_text("as Marta Lopes")


def test_an_open_why_stays_open_when_something_else_arrives(office: Served, chat: Callable[..., Page]) -> None:
    office.bot_says(CHECK_IN, "#baobab")
    rui = chat("L06", "%23baobab")
    rui.get_by_text("Why this message?").click()

    office.says("L04", "#baobab", "something else")
    expect(rui.locator("#lines").get_by_text("something else")).to_be_visible()

    expect(rui.get_by_text("There is one short check-in a week.")).to_be_visible()


def test_a_form_opened_in_one_window_is_open_in_the_other(chat: Callable[..., Page]) -> None:
    first, second = chat("L04", "direct-L04"), chat("L04", "direct-L04")

    write(first, "/peer checkin")
    expect(second.get_by_role("dialog", name="Week 1")).to_be_visible()
    second.get_by_role("button", name="Cancel").click()

    expect(first.get_by_role("dialog")).to_have_count(0)


def test_a_line_that_breaks_is_said_and_what_was_missed_comes_when_it_is_back(
    office: Served, chat: Callable[..., Page]
) -> None:
    rui = chat("L06", "%23baobab")
    rui.context.set_offline(True)
    rui.evaluate("fetch('/').catch(() => {})")
    write(rui, "not sent")
    expect(rui.locator("#problem")).to_have_text(
        "The workspace does not answer. Nothing was sent; your text is still here."
    )
    expect(rui.locator("#composer-text")).to_have_value("not sent")
    office.says("L04", "#baobab", "you missed this")

    rui.context.set_offline(False)
    rui.get_by_role("button", name="Send").click()

    expect(rui.locator("#lines").get_by_text("not sent")).to_be_visible()
    expect(rui.locator("#lines").get_by_text("you missed this")).to_be_visible()
    expect(rui.locator("#problem")).to_be_hidden()
