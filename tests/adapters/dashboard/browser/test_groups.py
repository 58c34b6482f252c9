"""A proposal of groups in a real Chromium: by keyboard alone, by drag, without script; pages renew themselves."""

import pytest
from playwright.sync_api import Page, expect

from tests.adapters.dashboard.browser.conftest import Opening, Served
from tests.adapters.dashboard.test_groups import A, B, propose, stands

pytestmark = pytest.mark.browser


@pytest.fixture
def proposed(served: Served) -> Served:
    """Two groups of one are proposed, anew for each test."""
    served.run(propose(served.desk))
    return served


def tab_to(page: Page, label: str) -> None:
    """Press Tab until something of that name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if label in page.evaluate("document.activeElement.closest('label, button, a')?.textContent ?? ''"):
            return
    raise AssertionError(f"the keyboard does not reach {label}")


def test_people_are_moved_and_groups_approved_by_the_keyboard_alone(enter: Opening, proposed: Served) -> None:
    page = enter("ac0")
    page.goto(f"{proposed.url}/groups")
    tab_to(page, "al0")
    page.keyboard.press("Space")
    tab_to(page, "Where to")
    page.keyboard.type("Group 2")
    tab_to(page, "Move")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Done: Name of al0.")).to_be_visible()
    assert proposed.run(stands(proposed.desk)) == ((B, A),)
    tab_to(page, "Approve")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Name of ac0 approved it.")).to_be_visible()


def test_somebody_is_dragged_onto_a_group(enter: Opening, proposed: Served) -> None:
    page = enter("ac0")
    page.goto(f"{proposed.url}/groups")
    page.locator("li[draggable]", has_text="al0").drag_to(page.locator("[data-to='2']"))

    expect(page.get_by_text("Done: Name of al0.")).to_be_visible()
    assert proposed.run(stands(proposed.desk)) == ((B, A),)


def test_without_script_the_same_is_done_by_boxes_and_a_list(enter: Opening, proposed: Served) -> None:
    page = enter("ac0", java_script_enabled=False)
    page.goto(f"{proposed.url}/groups")
    page.get_by_label("Name of al0 al0").check()
    page.get_by_label("Where to").select_option("A new group")
    page.get_by_role("button", name="Move").click()

    expect(page.get_by_text("Done: Name of al0.")).to_be_visible()


def test_an_open_page_renews_itself_and_takes_nothing_from_under_busy_hands(enter: Opening, proposed: Served) -> None:
    looking, busy, other = enter("ac0"), enter("ac1"), enter("ac0")
    for page in (looking, busy, other):
        page.goto(f"{proposed.url}/groups")
    busy.get_by_label("Name of al1 al1").check()
    other.get_by_label("Name of al0 al0").check()
    other.get_by_label("Where to").select_option("Group 2")
    other.get_by_role("button", name="Move").click()

    expect(looking.get_by_text("Name of ac0 changed it")).to_be_visible()
    expect(busy.get_by_text("This page changed while you were writing.")).to_be_visible()
    expect(busy.get_by_label("Name of al1 al1")).to_be_checked()
    busy.get_by_role("button", name="Show it now").click()
    expect(busy.get_by_text("Name of ac0 changed it")).to_be_visible()
