"""How it looks: readable in light and dark, at every width, for everybody (WCAG 2.2 AA, as axe-core sees it)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.adapters.local.browser.conftest import Opening
from tests.adapters.local.served import Served
from tests.adapters.local.tiny import CHECK_IN

pytestmark = pytest.mark.browser

AA = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
PHONE = {"viewport": {"width": 375, "height": 800}, "has_touch": True, "is_mobile": True}
ADDRESSES = ("%23baobab", "%23baobab?thread=m1", "direct-L04?view=people", "direct-L04?view=plan")
SMALLEST_TAP = 44
"""Pixels: what a thumb needs (WCAG 2.2 AA asks for 24)."""


@pytest.fixture
def lived(office: Served) -> Served:
    """A workspace where something of everything was said: cards, a thread, private answers, long and changed texts."""
    first = office.says("L06", "#baobab", "who can help?")
    office.says("L04", "#baobab", "I can", reply_to=first.id)
    office.bot_says(CHECK_IN, "#baobab")
    office.bot_says(CHECK_IN, "L04")
    mine = office.says("L04", "#baobab", "hello <@member-6>")
    office.run(office.gateway.edit("L04", mine.id, "hello <@member-6>, changed"))
    office.says("L04", "#baobab", "word " * 2_000)
    office.run(office.gateway.say("L04", "#baobab", "/peer me"))
    office.says("L06", "#cohort", "unread by Amina")
    return office


def faults(page: Page, rules: object) -> list[str]:
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['target']}: {fault['nodes'][0]['failureSummary']}" for fault in found]


@pytest.mark.parametrize(
    ("device", "rules"),
    [({}, AA), ({"color_scheme": "dark"}, CONTRAST), (PHONE, AA)],
    ids=["desk", "in the dark", "phone"],
)
def test_everybody_can_read_and_use_every_view(
    lived: Served, visit: Opening, device: dict[str, object], rules: object
) -> None:
    page = visit(f"{lived.url}/as/L04/direct-L04", bypass_csp=True, **device)
    for address in ADDRESSES:
        page.goto(f"{lived.url}/as/L04/{address}")
        assert faults(page, rules) == [], address

    page.goto(f"{lived.url}/as/L04/direct-L04")
    page.locator("#composer-text").fill("/peer checkin")
    page.get_by_role("button", name="Send").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Going fine").check()
    form.get_by_label("What was hardest?").fill("wrong")
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_text("That is not it.")).to_be_visible()
    assert faults(page, rules) == []


def test_dark_is_dark_and_light_is_light(office: Served, visit: Opening) -> None:
    def lightness(scheme: str) -> float:
        page = visit(f"{office.url}/as/L04/%23baobab", color_scheme=scheme)
        colour = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        return sum(int(part) for part in colour.strip("rgb()").split(",")) / 765

    assert lightness("light") > 0.9
    assert lightness("dark") < 0.2


@pytest.mark.parametrize(
    "address", ["%23baobab", "%23baobab?thread=m1", "direct-L04?view=people", "direct-L04?view=plan"]
)
def test_nothing_scrolls_sideways_on_the_smallest_phone(lived: Served, visit: Opening, address: str) -> None:
    page = visit(f"{lived.url}/as/L04/{address}", viewport={"width": 320, "height": 568})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("device", [{"viewport": {"width": 1280, "height": 480}}, PHONE], ids=["desk", "phone"])
def test_lists_scroll_and_the_page_itself_never_does(lived: Served, visit: Opening, device: dict[str, object]) -> None:
    page = visit(f"{lived.url}/as/L04/direct-L04", **device)
    for address in ADDRESSES:
        page.goto(f"{lived.url}/as/L04/{address}")
        assert page.evaluate("document.scrollingElement.scrollHeight - innerHeight") <= 0, address


def test_the_bar_stands_in_one_line_on_a_small_laptop(office: Served, visit: Opening) -> None:
    page = visit(f"{office.url}/as/L04/%23baobab", viewport={"width": 1280, "height": 800})

    assert (page.get_by_role("banner").bounding_box() or {"height": 0})["height"] < 60


def test_people_channels_and_the_plan_are_one_tap_away_on_a_phone(lived: Served, visit: Opening) -> None:
    page = visit(f"{lived.url}/as/L04/direct-L04", **PHONE)
    tabs = page.get_by_role("navigation", name="Views")
    expect(page.get_by_role("link", name="Rui Costa")).to_be_hidden()

    tabs.get_by_role("link", name="People 1").tap()
    page.get_by_role("link", name="Rui Costa").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("as Rui Costa")
    expect(page.get_by_role("region", name="Messages")).to_be_visible()

    tabs.get_by_role("link", name="What’s next").tap()
    expect(page.get_by_text("Open the weekly check-in")).to_be_visible()
    tabs.get_by_role("link", name="Chat").tap()
    expect(page.get_by_role("region", name="Messages")).to_be_visible()


def test_a_thread_and_the_clock_work_on_a_phone(lived: Served, visit: Opening) -> None:
    page = visit(f"{lived.url}/as/L04/%23baobab", **PHONE)
    page.get_by_role("link", name="1 reply").tap()
    page.get_by_label("Reply as Amina").fill("on my way")
    page.get_by_role("complementary", name="Thread").get_by_role("button", name="Send").tap()
    expect(page.locator("#thread").get_by_text("on my way")).to_be_visible()
    page.get_by_role("link", name="Close the thread").tap()

    page.get_by_role("button", name="Turn the clock").tap()
    page.get_by_role("button", name="+1 hour").tap()
    expect(page.get_by_role("region", name="Simulated time")).to_contain_text("Mon 2 Mar, 15:30")
    page.get_by_role("button", name="Go to…").tap()
    expect(page.get_by_label("Go to a date and time")).to_be_visible()


def small(elements: Locator) -> list[str]:
    shown = [element for element in elements.all() if element.is_visible()]
    boxes = [(element.inner_text(), element.bounding_box() or {"height": 0}) for element in shown]
    return [text for text, box in boxes if box["height"] < SMALLEST_TAP]


def test_what_is_tapped_is_as_high_as_a_thumb(lived: Served, visit: Opening) -> None:
    page = visit(f"{lived.url}/as/L04/direct-L04", **PHONE)
    assert small(page.get_by_role("button")) == []
    assert small(page.get_by_role("navigation", name="Views").get_by_role("link")) == []

    page.get_by_role("button", name="Turn the clock").tap()
    assert small(page.locator("#moves-box button")) == []

    page.goto(f"{lived.url}/as/L04/direct-L04?view=people")
    assert small(page.locator("#side a")) == []


def test_what_is_unread_private_or_chosen_is_told_by_more_than_colour(lived: Served, visit: Opening) -> None:
    page = visit(f"{lived.url}/as/L04/%23baobab")

    expect(page.get_by_role("link", name="spring-practice")).to_contain_text("1 unread")
    expect(page.get_by_role("link", name="spring-practice").locator(".name")).to_have_css("font-weight", "700")
    expect(page.locator("#channels [aria-current]")).to_have_css("font-weight", "600")
    expect(page.get_by_role("listitem").filter(has_text="You asked for")).to_contain_text("Only you see this")


def test_an_empty_channel_says_what_to_do(office: Served, visit: Opening) -> None:
    page = visit(f"{office.url}/as/L04/%23baobab")
    expect(page.get_by_text("Nothing has been said here yet.")).to_be_visible()

    page.goto(f"{office.url}/as/L04/direct-L04")
    expect(page.get_by_text("This is your private chat with Kith.")).to_be_visible()
