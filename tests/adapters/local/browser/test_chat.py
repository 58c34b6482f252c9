"""What somebody does in a chat: go to a channel, press, choose, fill in, answer in a thread, change a message."""

import pytest
from playwright.sync_api import expect

from tests.adapters.local.browser.conftest import Opening
from tests.adapters.local.served import Served
from tests.adapters.local.tiny import CHECK_IN, FORM

pytestmark = pytest.mark.browser


def test_every_channel_is_one_press_away(office: Served, visit: Opening) -> None:
    office.says("L06", "#baobab", "hello from Rui")
    page = visit(f"{office.url}/as/L04/direct-L04")

    page.get_by_role("link", name="baobab").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("#baobab")
    expect(page.get_by_text("hello from Rui")).to_be_visible()


def test_somebody_with_something_unread_in_a_channel_is_shown_it_first(office: Served, visit: Opening) -> None:
    office.says("L06", "#baobab", "hello from Rui")

    page = visit(f"{office.url}/as/L04")

    expect(page.get_by_role("heading", level=1)).to_contain_text("#baobab")


def test_a_press_on_a_button_opens_the_form_it_promises(office: Served, visit: Opening) -> None:
    office.bot_says(CHECK_IN, "L04")
    page = visit(f"{office.url}/as/L04/direct-L04")

    page.get_by_role("button", name="Tell a bit more").click()

    expect(page.get_by_role("dialog", name="Week 1")).to_be_visible()


def test_a_button_in_a_channel_is_answered_to_whoever_pressed_it(office: Served, visit: Opening) -> None:
    office.bot_says(CHECK_IN, "#baobab")
    page = visit(f"{office.url}/as/L04/%23baobab")

    page.get_by_role("button", name="Going fine").click()

    answer = page.get_by_role("listitem").filter(has_text="You chose check_in.fine")
    expect(answer).to_contain_text("Only you see this")


def test_something_can_be_done_with_somebodys_message_from_its_menu(office: Served, visit: Opening) -> None:
    office.says("L06", "#baobab", "delete it first")
    page = visit(f"{office.url}/as/L04/%23baobab")
    message = page.get_by_role("listitem").filter(has_text="delete it first")
    message.hover()

    message.locator(".menu summary").click()
    message.get_by_role("button", name="Thank for this").click()

    answer = page.get_by_role("listitem").filter(has_text="You chose thanks.give")
    expect(answer).to_contain_text("Only you see this")
    expect(message.get_by_role("button", name="Thank for this")).to_be_hidden()


def test_a_choice_from_a_list_is_noted(office: Served, visit: Opening) -> None:
    office.bot_says(CHECK_IN, "L04")
    page = visit(f"{office.url}/as/L04/direct-L04")

    page.get_by_label("How do you feel?").select_option("Hard right now")
    page.get_by_role("button", name="Choose").click()

    expect(page.locator("#lines").get_by_text("You chose check_in.mood hard")).to_be_visible()


def test_a_form_comes_back_with_what_is_wrong_beside_each_answer_and_keeps_the_others(
    office: Served, visit: Opening
) -> None:
    page = visit(f"{office.url}/as/L04/direct-L04")
    page.get_by_label("Message Kith").fill("/peer checkin")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name=FORM.title)

    form.get_by_label("Going fine").check()
    form.get_by_label("What was hardest?").fill("wrong")
    form.get_by_role("button", name="Send").click()

    expect(form.get_by_role("alert")).to_have_text("1 answer needs another look.")
    expect(form.get_by_label("What was hardest?")).to_have_accessible_description(
        "A few words are enough That is not it."
    )
    expect(form.get_by_label("What was hardest?")).to_be_focused()
    expect(form.get_by_label("What was hardest?")).to_have_value("wrong")
    expect(form.get_by_label("Going fine")).to_be_checked()

    form.get_by_label("What was hardest?").fill("time")
    form.get_by_role("button", name="Send").click()

    expect(form).to_have_count(0)
    expect(page.locator("#lines").get_by_text("Noted: fine.")).to_be_visible()


def test_an_answer_that_is_too_long_is_said_to_be_so(office: Served, visit: Opening) -> None:
    page = visit(f"{office.url}/as/L04/direct-L04")
    page.get_by_label("Message Kith").fill("/peer checkin")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name=FORM.title)

    form.get_by_label("Going fine").check()
    form.get_by_label("What was hardest?").fill("x" * 201)
    form.get_by_role("button", name="Send").click()

    expect(form.get_by_text("At most 200 characters fit here; these are 201.")).to_be_visible()


def test_a_thread_opens_beside_the_channel_and_counts_its_answers(office: Served, visit: Opening) -> None:
    office.says("L06", "#baobab", "who can help?")
    page = visit(f"{office.url}/as/L04/%23baobab")

    page.get_by_role("listitem").filter(has_text="who can help?").hover()
    page.get_by_role("link", name="Reply in a thread").click()
    page.get_by_label("Reply as Amina").fill("I can")
    page.keyboard.press("Enter")

    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_text("I can")).to_be_visible()
    expect(thread.get_by_text("1 reply")).to_be_visible()
    expect(page.locator("#lines").get_by_role("link", name="1 reply")).to_be_visible()
    expect(page.locator("#lines").get_by_text("I can", exact=True)).to_have_count(0)

    thread.get_by_role("link", name="Close the thread").click()
    expect(page.get_by_role("complementary", name="What Kith does next")).to_be_visible()


def test_somebody_changes_what_they_wrote_and_everybody_sees_that_it_was_changed(
    office: Served, visit: Opening
) -> None:
    office.says("L04", "#baobab", "helo")
    page = visit(f"{office.url}/as/L04/%23baobab")

    page.get_by_role("listitem").filter(has_text="helo").hover()
    page.get_by_role("link", name="Change your message").click()
    page.get_by_label("Message #baobab").fill("hello")
    page.get_by_role("button", name="Save").click()

    message = page.get_by_role("listitem").filter(has_text="hello")
    expect(message).to_contain_text("edited")
    expect(page).to_have_url(f"{office.url}/as/L04/%23baobab")


def test_messages_of_one_person_in_a_row_stand_together_under_one_name(office: Served, visit: Opening) -> None:
    office.says("L06", "#baobab", "first")
    office.says("L06", "#baobab", "second")
    page = visit(f"{office.url}/as/L04/%23baobab")

    [first, second] = [page.get_by_role("listitem").filter(has_text=text) for text in ("first", "second")]
    expect(first.get_by_text("Rui Costa")).to_be_visible()
    expect(second.locator(".author")).to_have_css("clip-path", "inset(50%)")
    expect(second).to_contain_text("Rui Costa")


def test_moments_are_shown_on_the_clock_of_whoever_looks(office: Served, visit: Opening) -> None:
    office.says("L06", "#baobab", "hello")

    in_kolkata = visit(f"{office.url}/as/L04/%23baobab")
    in_lisbon = visit(f"{office.url}/as/L06/%23baobab")

    expect(in_kolkata.get_by_role("listitem").filter(has_text="hello").locator("time")).to_have_text("14:30")
    expect(in_lisbon.get_by_role("listitem").filter(has_text="hello").locator("time")).to_have_text("09:00")
    expect(in_kolkata.get_by_role("region", name="Simulated time")).to_contain_text("Kolkata time · 09:00 UTC")


def test_what_the_platform_refuses_is_said_and_the_text_is_kept(office: Served, visit: Opening) -> None:
    page = visit(f"{office.url}/as/L04/%23baobab")
    box = page.get_by_label("Message #baobab")
    box.evaluate("box => box.maxLength = 100000")
    box.fill("x" * 40_001)

    page.get_by_role("button", name="Send").click()

    expect(page.locator("#problem")).to_contain_text("A message has at most 40,000 characters.")
    expect(box).to_have_value("x" * 40_001)
