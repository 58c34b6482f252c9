"""The desk in a real Chromium: the door, the pages without script, for everybody (WCAG 2.2 AA, as axe-core sees it)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.adapters.dashboard.browser.conftest import Opening, Served
from tests.adapters.dashboard.routes import pages
from tests.adapters.dashboard.test_groups import propose

pytestmark = pytest.mark.browser

AA = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
FIRST_PAGE = 100_000
"""Bytes of the first page and all it loads (issue: 100 kB)."""


def faults(page: Page) -> list[str]:
    options = {"runOnly": AA, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['target']}: {fault['nodes'][0]['failureSummary']}" for fault in found]


def test_a_coordinator_comes_in_takes_a_case_and_writes_a_note_without_script(enter: Opening) -> None:
    page = enter("ac0", java_script_enabled=False)
    page.get_by_role("link", name="Cases").click()
    page.get_by_role("link", name="RAL0").click()
    page.get_by_role("button", name="I have it").click()
    page.get_by_role("button", name="Add a note").click()
    page.get_by_label("What happened, in plain words").fill("wrote to them")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("Noted in case RAL0.")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_text("wrote to them")).to_be_visible()


@pytest.mark.parametrize("device", [{"color_scheme": "dark"}, PHONE], ids=["dark desk", "light phone"])
def test_everybody_can_read_and_use_every_page(enter: Opening, served: Served, device: dict[str, object]) -> None:
    page = enter("ac0", bypass_csp=True, **device)
    served.run(propose(served.desk))
    for path in pages():
        page.goto(f"{served.url}{path}")
        assert faults(page) == [], path
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0, path


def opened(page: Page, url: str, path: str, label: str) -> None:
    page.goto(f"{url}{path}")
    page.get_by_role("button", name=label).first.click()
    page.get_by_role("button", name="Save").wait_for()


FORMS = [
    *[
        ("/policies", f"Change: {what}")
        for what in ("Times of the week", "Reminders", "Critical cases", "Normal cases")
    ],
    ("/rules", "Add a rule"),
    ("/questions", "Change week 2"),
]


@pytest.mark.parametrize("device", [{"color_scheme": "dark"}, PHONE], ids=["dark desk", "light phone"])
def test_everybody_can_use_the_forms_and_read_what_was_wrong(
    enter: Opening, served: Served, device: dict[str, object]
) -> None:
    page = enter("ac0", bypass_csp=True, **device)
    for path, label in FORMS:
        opened(page, served.url, path, label)
        assert faults(page) == [], label
    opened(page, served.url, "/policies", "Change: Critical cases")
    page.get_by_label("The next person hears after").fill("3 h")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("somebody in danger must not wait longer")).to_be_visible()
    assert faults(page) == []
    page.goto(f"{served.url}/roster")
    rows = {"name": "people.csv", "mimeType": "text/csv", "buffer": b"id,name,role\nnew1,Ana,learner\n"}
    page.get_by_label("The file").set_input_files(rows)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("new: new1, learner")).to_be_visible()
    assert faults(page) == []


def reach(page: Page, label: str) -> None:
    """Reach a button, link or box by Tab alone."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if label in page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent"):
            return
    raise AssertionError(f"the keyboard does not reach {label}")


def test_a_rule_is_written_tried_and_put_on_trial_by_the_keyboard_alone(enter: Opening, served: Served) -> None:
    page = enter("ac0")
    page.goto(f"{served.url}/rules")
    reach(page, "Add a rule")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Try it, and keep nothing").wait_for()
    for label, typed in (("What it is called", "The bridge"), ("Mental-health crisis", " ")):
        reach(page, label)
        page.keyboard.type(typed)
    for label, typed in (("Phrases", "at the old bridge"), ("Sentences", "I am at the old bridge")):
        reach(page, label)
        page.keyboard.type(typed)
    reach(page, "Try it, and keep nothing")
    page.keyboard.press("Enter")
    expect(page.get_by_text("seen by “at the old bridge”")).to_be_visible()
    reach(page, "Save, on trial")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“The bridge” is on trial")).to_be_visible()


def test_a_limit_is_changed_and_taken_back_by_the_keyboard_alone(enter: Opening, served: Served) -> None:
    page = enter("ac0")
    page.goto(f"{served.url}/policies")
    reach(page, "Change: Reminders")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save").wait_for()
    reach(page, "Reminders a day at most")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("at most 1 a day")).to_be_visible()
    reach(page, "Take it back")
    page.keyboard.press("Enter")
    expect(page.get_by_text("as it was before")).to_be_visible()


def test_the_door_too_can_be_read_by_everybody(enter: Opening, served: Served) -> None:
    page = enter("am0", bypass_csp=True)
    page.goto(served.link("am0"))

    assert faults(page) == []


def test_all_of_it_is_reached_by_the_keyboard_alone(enter: Opening, served: Served) -> None:
    page = enter("ac0")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Cases")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Cases", exact=True)).to_be_visible()
    page.goto(f"{served.url}/cases/RAL1")
    button = page.get_by_role("button", name="Pass on")
    for _ in range(20):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("There is nobody else who may take case RAL1")).to_be_visible()


def test_on_a_phone_every_page_is_in_one_menu_that_needs_no_script(enter: Opening, served: Served) -> None:
    page = enter("ac0", java_script_enabled=False, **PHONE)
    page.goto(f"{served.url}/files")
    expect(page.get_by_role("link", name="Audit")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    for link in page.locator("#places a").all():
        expect(link).to_be_in_viewport()
    page.get_by_role("link", name="Audit").click()
    expect(page.get_by_role("heading", name="Audit", exact=True)).to_be_visible()


def test_a_mentors_three_pages_stand_in_a_row_on_a_phone(enter: Opening) -> None:
    page = enter("am0", **PHONE)
    expect(page.get_by_role("button", name="Menu")).to_have_count(0)
    tops = {link.bounding_box()["y"] for link in page.locator("#places a").all()}  # type: ignore[index]
    assert len(tops) == 1


def test_the_first_page_is_light(enter: Opening, served: Served) -> None:
    page = enter("ac0")
    loaded: list[int] = []
    page.on("response", lambda answer: loaded.append(len(answer.body())))
    page.goto(f"{served.url}/", wait_until="networkidle")

    assert 0 < sum(loaded) < FIRST_PAGE
