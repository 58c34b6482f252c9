"""Each role against each object: a page shows what chat would, and of anything else not even that it is there."""

import httpx

from bot.cards import Action
from bot.domain.members import Role
from tests.adapters.dashboard.desk import EVERYBODY, HANDLES, Desk, button, hidden
from tests.adapters.dashboard.routes import may_see_person
from tests.permissions.bottle import reference

WHO = [person for person in EVERYBODY if person.role is not Role.LEARNER]


async def test_everybody_sees_the_pages_of_whom_they_look_after_and_nobody_elses(desk: Desk) -> None:
    for who in WHO:
        browser = await desk.enter(who.handle)
        listed = (await browser.get("/people")).text
        for about in EVERYBODY:
            answer = await browser.get(f"/people/{about.handle}")
            expected = may_see_person(who, about)
            assert answer.status_code == (200 if expected else 404), (who.handle, about.handle)
            if who.handle != about.handle:
                assert (f'href="/people/{about.handle}"' in listed) is expected, (who.handle, about.handle)


async def test_whom_a_case_is_kept_from_finds_no_trace_of_it_anywhere(desk: Desk) -> None:
    owner = await desk.enter("ac0")
    page = (await owner.get(f"/cases/{reference('al1')}")).text
    await owner.post("/act", data=button(page, "I have it"))
    await owner.post("/act", data=button((await owner.get(f"/cases/{reference('al1')}")).text, "Show excerpt"))

    kept = await desk.enter("ac1")
    for path in ("/", "/cases", "/calendar", "/figures", "/audit", "/people/al1"):
        text = (await kept.get(path)).text
        assert reference("al1") not in text, path
        assert "took a case" not in text, path
        assert "k-al1" not in text, path


async def test_a_case_that_is_kept_and_one_that_never_was_look_the_same(desk: Desk) -> None:
    browser = await desk.enter("ac1")

    kept, never = await browser.get(f"/cases/{reference('al1')}"), await browser.get("/cases/ZZZZ")

    assert (kept.status_code, kept.text) == (never.status_code, never.text)


async def test_a_mentor_reads_nothing_of_other_mentors_learners_on_any_page(desk: Desk) -> None:
    browser = await desk.enter("am0")
    pages = [(await browser.get(path)).text for path in ("/", "/people", "/calendar", "/people/al0")]

    for other in ("al1", "bl0", "bl1", "am1", "bm0"):
        assert all(f"Name of {other}" not in page for page in pages), other


async def test_a_button_can_only_be_pressed_where_it_was_shown_and_by_whom(desk: Desk) -> None:
    owner, other, mentor = await desk.enter("ac0"), await desk.enter("ac1"), await desk.enter("am0")
    shown = button((await owner.get(f"/cases/{reference('al1')}")).text, "I have it")

    for browser in (other, mentor, await desk.enter("ac0"), desk.browser()):
        assert (await browser.post("/act", data=shown)).status_code in (401, 403)
    for change in ({"action": "v1:case.excerpt:k-al1"}, {"kind": "submit"}, {"once": "x"}, {"back": "https://x.test"}):
        assert (await owner.post("/act", data=shown | change)).status_code == 403, change
    async with desk.storage.snapshot() as tx:
        case = await tx.cases.find("k-al1")
    assert case is not None
    assert case.is_unowned


async def test_even_a_sealed_button_is_asked_anew_by_the_core(desk: Desk) -> None:
    """Were a page to show too much, the core would still refuse: pages seal, the core decides."""
    kept = await desk.enter("ac1")
    site = desk.web.state.site
    visitor = await site.door.visitor(kept.cookies["kith-desk"])
    action = Action("case.excerpt", "k-al1")
    sealed = site.room.seal(visitor, "press", action.id, "once", "/")
    fields = {"kind": "press", "action": action.id, "once": "once", "back": "/", "seal": sealed}

    answer = await kept.post("/act", data=fields)

    assert "belongs to somebody else" in answer.text
    assert "words" not in answer.text.split("<main")[1].split("</main>")[0]


async def test_the_same_form_sent_twice_is_done_once(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    path = f"/cases/{reference('al0')}"
    await browser.post("/act", data=button((await browser.get(path)).text, "I have it"))
    form = (await browser.post("/act", data=button((await browser.get(path)).text, "Add a note"))).text
    note = {name: hidden(form, name) for name in ("kind", "action", "once", "back", "seal")}
    note["value-note"] = "wrote to them"

    first, second = await browser.post("/act", data=note), await browser.post("/act", data=note)

    assert "Noted in case" in first.text
    assert "done already" in second.text
    assert (await browser.get(path)).text.count("wrote to them") == 1


async def test_two_coordinators_take_the_same_case_and_one_of_them_hears_who_has_it(desk: Desk) -> None:
    first, second = await desk.enter("ac0"), await desk.enter("ac1")
    path = f"/cases/{reference('al0')}"
    pages = [(await browser.get(path)).text for browser in (first, second)]

    await first.post("/act", data=button(pages[0], "I have it"))
    answer = await second.post("/act", data=button(pages[1], "I have it"))

    assert "Name of ac0" in answer.text
    async with desk.storage.snapshot() as tx:
        case = await tx.cases.find("k-al0")
    assert case is not None
    assert case.owner_id == "id-ac0"


async def test_the_excerpt_comes_on_demand_only_and_that_is_noted(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    path = f"/cases/{reference('al0')}"
    await browser.post("/act", data=button((await browser.get(path)).text, "I have it"))
    before = (await browser.get(path)).text
    shown: httpx.Response = await browser.post("/act", data=button(before, "Show excerpt"))

    assert "<blockquote>words</blockquote>" not in before
    assert "<blockquote>words</blockquote>" in shown.text
    assert "id-ac0 case.excerpt_read k-al0" in await desk.audited()


async def test_every_look_is_noted_with_whom_it_was_about(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    for path in ("/", "/cases", "/cases/RAL0", "/people", "/people/al1", "/figures", "/calendar", "/audit"):
        await browser.get(path)
    await browser.get("/people/bl0")

    looked = [line.removeprefix("id-ac0 ") for line in await desk.audited() if line.startswith("id-ac0")][2:]
    assert looked == [
        *("desk.week a", "desk.cases a", "case.read k-al0", "desk.people a", "desk.person id-al1"),
        *("desk.figures a", "desk.calendar a", "audit.read a"),
    ]


def test_every_role_is_tried() -> None:
    assert {HANDLES[person.handle].role for person in WHO} == {Role.MENTOR, Role.COORDINATOR}
