"""Whatever people type comes out as text, looks like text, and disturbs nobody."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from bot.cards import Card
from bot.markup import quoted
from tests.adapters.local.browser.conftest import Opening
from tests.adapters.local.served import Served
from tests.adapters.local.tiny import RUI

pytestmark = pytest.mark.browser

TAGS = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script><b>bold</b>"
MARKDOWN = "**bold** _slanted_ `code` [your bank](https://evil.example) ~~gone~~ # heading\n> quote\n- item"
CROWDS = "@everyone @here <!channel> <@&123> <@member-6> <#general>"
STEERING = "\u202eesrever\u202c \u2066isolated\u2069 \ufeffmark \u200fright"
CONTROL = "bell\x07 escape\x1b[31m red\x00 tab\tend\x7f \x85"


@pytest.fixture
def page(office: Served, visit: Opening) -> Page:
    """Amina's group channel."""
    return visit(f"{office.url}/as/L04/%23baobab")


def words(page: Page) -> str:
    text = page.locator("#lines .message").last.locator(".words, .text").text_content()
    assert text is not None
    return text


@pytest.mark.parametrize("text", [TAGS, MARKDOWN])
def test_tags_and_markdown_are_shown_as_they_were_typed(office: Served, page: Page, text: str) -> None:
    office.says("L06", "#baobab", text)

    message = page.locator("#lines .message").last
    expect(message.locator(".words")).to_have_text(text)
    expect(message.locator(".words").locator("a, b, strong, em, code, img, script, h1, li")).to_have_count(0)
    expect(page).to_have_title("#baobab · Amina Odhiambo · Kith")


def test_nobody_is_called_by_a_crowd_mention_and_a_person_is_named(office: Served, page: Page) -> None:
    office.says("L06", "#baobab", CROWDS)

    expect(page.locator("#lines .message").last.locator(".words")).to_have_text(
        "@everyone @here <!channel> <@&123> @Rui Costa <#general>"
    )
    expect(page.locator("#lines .mention")).to_have_count(1)


def test_marks_that_turn_the_direction_of_reading_are_gone(office: Served, page: Page) -> None:
    office.says("L06", "#baobab", STEERING)

    expect(page.locator("#lines .message").last.locator(".words")).to_have_text("esrever isolated mark right")
    assert not set(words(page)) & set("\u202e\u202c\u2066\u2069\ufeff\u200f")


def test_words_that_read_from_right_to_left_stay_inside_their_message(office: Served, page: Page) -> None:
    office.says("L06", "#baobab", "مرحبا")

    message = page.locator("#lines .message").last
    expect(message.locator(".words")).to_have_css("direction", "rtl")
    expect(message.locator("header")).to_have_css("direction", "ltr")


def test_control_characters_are_gone(office: Served, page: Page) -> None:
    office.says("L06", "#baobab", CONTROL)

    expect(page.locator("#lines .message").last).to_contain_text("bell escape[31m red tab")
    assert not set(words(page)) & set("\x00\x07\x1b\x7f\x85")


def test_forty_thousand_characters_are_folded_and_there_on_request(office: Served, page: Page) -> None:
    text = "wide" * 9_999 + " end"
    office.says("L06", "#baobab", text)

    message = page.locator("#lines .message").last
    expect(message).to_contain_text("Show all 40,000 characters")
    assert " end" not in message.inner_text()
    assert (message.bounding_box() or {"height": 0})["height"] < 800
    message.get_by_text("Show all 40,000 characters").click()
    expect(message.locator("details.long")).to_have_attribute("open", "")
    assert text in words(page).replace("… Show all 40,000 characters", "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_thousand_lines_and_stacked_marks_do_not_flood_the_page(office: Served, page: Page) -> None:
    office.says("L06", "#baobab", "z" + "\u0353\u036b" * 300 + "\n" * 1000 + "end")

    message = page.locator("#lines .message").last
    expect(message).to_contain_text("Show all")
    assert (message.bounding_box() or {"height": 0})["height"] < 800
    expect(message.locator(".words")).to_have_css("overflow", "clip")


def test_a_link_in_a_card_shows_where_it_leads(office: Served, page: Page) -> None:
    office.bot_says(Card("Read [https://bank.example](https://evil.example/login) first.", "info.link"), "#baobab")

    message = page.locator("#lines .message").last
    expect(message.locator(".text")).to_have_text("Read https://bank.example (evil.example) first.")
    expect(message.locator(".text").get_by_role("link")).to_have_attribute("rel", "noopener noreferrer nofollow")


@pytest.mark.parametrize("text", [TAGS, MARKDOWN, CROWDS])
def test_what_somebody_typed_stands_for_itself_inside_a_card_too(office: Served, page: Page, text: str) -> None:
    office.bot_says(Card(f"You wrote: {quoted(text)}", "info.quoted"), "#baobab")

    message = page.locator("#lines .message").last
    expect(message.locator(".text")).to_contain_text(quoted(text).replace("\\", "").split("\n")[0])
    expect(message.locator(".text").locator("a, b, strong, em, code, img, script, .mention")).to_have_count(0)


def test_a_name_is_only_a_name(office: Served, visit: Opening) -> None:
    office.run(office.workspace.directory.put_people([replace(RUI, name="\u202eRui <b>C</b>\nosta")]))
    office.says("L06", "#baobab", "hello <@member-6>")
    page = visit(f"{office.url}/as/L06/%23baobab")

    for place in (".me strong", "#people [aria-current] .name", "#lines .author", "#lines .mention"):
        expect(page.locator(place)).to_contain_text("Rui <b>C</b> osta")
    expect(page).to_have_title("#baobab · Rui <b>C</b> osta · Kith")
    expect(page.locator("#composer-text")).to_have_attribute("placeholder", "Message #baobab as Rui <b>C</b> osta")


def test_a_form_shows_again_what_was_typed_as_it_was_typed(office: Served, page: Page) -> None:
    page.locator("#composer-text").fill("/peer checkin")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    form.get_by_label("Going fine").check()
    form.get_by_label("What was hardest?").fill("</textarea>" + TAGS + "x" * 200)
    form.get_by_role("button", name="Send").click()

    expect(form.get_by_text("At most 200 characters fit here")).to_be_visible()
    assert form.get_by_label("What was hardest?").input_value() == ("</textarea>" + TAGS + "x" * 200)[:200]
    expect(form.locator("img")).to_have_count(0)
