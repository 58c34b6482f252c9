"""The door: a link from chat lets one person in, once, in one browser, for a while."""

from datetime import timedelta

import pytest

from bot.domain.members import MemberState
from bot.flows.desk import ADDRESS
from tests.adapters.dashboard.desk import HERE, Desk, hidden, leaving

MINUTES = timedelta(minutes=1)


async def test_a_link_from_chat_and_a_button_let_a_coordinator_in(desk: Desk) -> None:
    browser, link = desk.browser(), await desk.link("ac0")

    door = await browser.get(link)
    entered = await browser.post(link, data={"mark": hidden(door.text, "mark")})
    week = await browser.get("/")

    assert "Open the desk" in door.text
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert week.status_code == 200
    assert "Name of ac0" in week.text


async def test_whoever_only_fetches_the_link_uses_nothing_up(desk: Desk) -> None:
    link = await desk.link("ac0")
    for _ in range(3):
        assert (await desk.browser().get(link)).status_code == 200

    browser = desk.browser()
    door = await browser.get(link)

    assert (await browser.post(link, data={"mark": hidden(door.text, "mark")})).status_code == 303


async def test_a_used_link_lets_nobody_in_a_second_time(desk: Desk) -> None:
    browser, other, link = desk.browser(), desk.browser(), await desk.link("ac0")
    mark, second = hidden((await browser.get(link)).text, "mark"), hidden((await other.get(link)).text, "mark")

    assert (await browser.post(link, data={"mark": mark})).status_code == 303
    assert (await other.post(link, data={"mark": second})).status_code == 410
    assert (await other.get(link)).status_code == 410
    assert (await other.get("/")).status_code == 401


async def test_a_link_is_over_after_ten_minutes(desk: Desk) -> None:
    browser, link = desk.browser(), await desk.link("ac0")
    mark = hidden((await browser.get(link)).text, "mark")
    desk.wait(10 * MINUTES)

    answer = await browser.post(link, data={"mark": mark})

    assert answer.status_code == 410
    assert "/coord desk" in answer.text
    assert (await browser.get(link)).status_code == 410


@pytest.mark.parametrize("change", ["id", "seal", "no seal", "other's seal"])
async def test_a_forged_link_is_no_link(desk: Desk, change: str) -> None:
    link, other = await desk.link("ac0"), await desk.link("am0")
    (own_id, own_seal), other_seal = link.removeprefix("/in/").split("."), other.split(".")[1]
    forged = {
        "id": f"{'0' * len(own_id)}.{own_seal}",
        "seal": f"{own_id}.{'0' * len(own_seal)}",
        "no seal": own_id,
        "other's seal": f"{own_id}.{other_seal}",
    }[change]

    assert (await desk.browser().get(f"/in/{forged}")).status_code == 410


async def test_the_button_works_only_in_the_browser_that_saw_it(desk: Desk) -> None:
    link = await desk.link("ac0")
    mark = hidden((await desk.browser().get(link)).text, "mark")
    stranger = desk.browser()

    without_cookie = await stranger.post(link, data={"mark": mark})
    await stranger.get(link)
    with_own_cookie = await stranger.post(link, data={"mark": mark})
    without_mark = await stranger.post(link)

    assert {without_cookie.status_code, with_own_cookie.status_code, without_mark.status_code} == {403}


async def test_a_visit_is_over_after_half_an_hour_of_rest_and_after_a_working_day(desk: Desk) -> None:
    rested, worked = await desk.enter("ac0"), await desk.enter("ac0")
    for _ in range(2):
        desk.wait(29 * MINUTES)
        assert (await worked.get("/")).status_code == 200
    assert (await rested.get("/")).status_code == 401
    for _ in range(15):
        desk.wait(29 * MINUTES)
        await worked.get("/people")
    desk.wait(2 * MINUTES)

    assert (await worked.get("/")).status_code == 401


async def test_signing_out_ends_this_visit_and_everywhere_ends_all(desk: Desk) -> None:
    first, second, third = await desk.enter("ac0"), await desk.enter("ac0"), await desk.enter("ac0")
    cookies = dict(first.cookies)
    seal = leaving((await first.get("/")).text)
    assert (await first.post("/leave", data={"seal": seal})).status_code == 200

    assert (await first.get("/")).status_code == 401
    thief = desk.browser()
    thief.cookies.update(cookies)
    assert (await thief.get("/")).status_code == 401

    await second.post("/leave", data={"seal": leaving((await second.get("/")).text), "everywhere": "yes"})
    assert (await third.get("/")).status_code == 401


@pytest.mark.parametrize("state", [MemberState.LEFT, MemberState.GONE, MemberState.DECLINED, MemberState.INVITED])
async def test_whoever_is_no_longer_part_of_it_is_out_at_once(desk: Desk, state: MemberState) -> None:
    browser = await desk.enter("ac0")
    await desk.turn_to("ac0", state)

    assert (await browser.get("/")).status_code == 401


async def test_a_learner_gets_no_link(desk: Desk) -> None:
    said = await desk.commands("al0", "coord desk") + await desk.commands("al0", "mentor desk")

    assert "/in/" not in said


async def test_where_the_desk_is_turned_off_chat_says_so(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        await tx.facts.put(ADDRESS, "")

    assert "`[dashboard]`" in await desk.commands("ac0", "coord desk")


async def test_cookies_stay_with_the_browser_and_the_site(desk: Desk) -> None:
    from adapters.dashboard.web import build

    desk.web = build(desk.app, "https://desk.example.org")
    browser = desk.browser("https://desk.example.org")
    link = await desk.link("ac0")
    door = await browser.get(link)
    entered = await browser.post(link, data={"mark": hidden(door.text, "mark")})

    given = [door.headers["set-cookie"], next(c for c in entered.headers.get_list("set-cookie") if "__Host-" in c)]
    for cookie in given:
        assert {"httponly", "secure", "samesite=strict"} <= {part.strip().lower() for part in cookie.split(";")}
    assert (await browser.get("/")).status_code == 200


async def test_neither_the_link_nor_the_cookie_can_be_told_from_what_is_kept(desk: Desk) -> None:
    browser = desk.browser()
    link = await desk.link("ac0")
    await browser.post(link, data={"mark": hidden((await browser.get(link)).text, "mark")})

    async with desk.storage.snapshot() as tx:
        kept = str(await tx.visits.find(link.removeprefix("/in/").split(".")[0]))
    assert link.split(".")[1] not in kept
    assert browser.cookies["kith-desk"] not in kept
    assert HERE not in kept


async def test_coming_and_going_is_noted(desk: Desk) -> None:
    browser = await desk.enter("am0")
    await browser.get("/")

    assert [line for line in await desk.audited() if "id-am0" in line] == [
        "id-am0 desk.offered id-am0",
        "id-am0 desk.entered id-am0",
        "id-am0 desk.week a",
    ]
