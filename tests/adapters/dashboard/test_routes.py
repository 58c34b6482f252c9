"""All routes, from one table: each role against each object, unseen, unsealed, from elsewhere, too big."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.routing import Mount, Route

from bot.domain.members import Role
from tests.adapters.dashboard.desk import EVERYBODY, Desk
from tests.adapters.dashboard.routes import MOUNTS, READ, SENT, TABLE, may, pages

WHO = [person for person in EVERYBODY if person.role is not Role.LEARNER]
MEGABYTE = b"a" * 1_000_000


def test_no_route_goes_without_a_row_in_the_table(desk: Desk) -> None:
    served = {
        (method, route.path)
        for route in desk.web.routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }

    assert served == {(row.method, row.path) for row in TABLE}
    assert {route.path for route in desk.web.routes if isinstance(route, Mount)} == MOUNTS


async def test_each_role_finds_of_each_object_what_is_theirs_and_nothing_else(desk: Desk) -> None:
    desk.web.state.site.changes.close()
    for who in WHO:
        browser = await desk.enter(who.handle)
        for row in READ:
            named = EVERYBODY if "{" in row.address else [who]
            for about in named:
                answer = await browser.get(row.about(about.handle))
                expected = 200 if may(row, who, about) else 404
                assert answer.status_code == expected, (who.handle, row.about(about.handle))
                desk.wait_out()


async def test_no_page_holds_a_name_of_another_cohort(desk: Desk) -> None:
    desk.web.state.site.changes.close()
    for who in WHO:
        browser = await desk.enter(who.handle)
        other = "b" if who.cohort == "a" else "a"
        for row in READ:
            text = (await browser.get(row.about(f"{who.cohort}l0"))).text
            assert f"Name of {other}" not in text, (who.handle, row.path)
            desk.wait_out()


async def test_without_a_visit_nothing_is_there_to_read_or_do(desk: Desk) -> None:
    browser = desk.browser()
    for cookie in ("", "x" * 43, "a" * 5000):
        browser.cookies.set("kith-desk", cookie)
        for row in (each for each in TABLE if each.who != "anybody"):
            answer = await browser.request(row.method, row.about("al0"))
            assert answer.status_code == 401, (row.method, row.path)
            assert "Name of" not in answer.text, row.path
            desk.wait_out()


async def test_nothing_is_done_without_a_seal_of_this_visit_nor_from_another_site(desk: Desk) -> None:
    browser, other = await desk.enter("ac0"), await desk.enter("ac1")
    seals = set(re.findall('name="seal" value="([^"]+)"', "".join([(await other.get(path)).text for path in pages()])))
    assert len(seals) > len(SENT)
    for row in SENT:
        address = row.about("al0")
        for seal in ["", "é" * 40, *sorted(seals)]:
            answer = await browser.post(address, data={"seal": seal, "mark": seal})
            assert answer.status_code == 403, (row.path, seal)
            desk.wait_out()
        for headers in ({"origin": "https://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
            assert (await browser.post(address, headers=headers)).status_code == 403, row.path


async def test_what_is_too_big_or_of_the_wrong_kind_is_turned_away_before_it_is_read(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    for row in SENT:
        taken = [0]

        async def flood(taken: list[int] = taken) -> AsyncIterator[bytes]:
            for _ in range(100):
                taken[0] += 1
                yield MEGABYTE

        form = {"content-type": "application/x-www-form-urlencoded"}
        answer = await browser.post(row.about("al0"), content=flood(), headers=form)
        assert answer.status_code in (413, 429), row.path
        assert taken[0] < 3, row.path
        announced = await browser.post(row.about("al0"), content=b"x", headers=form | {"content-length": "104857600"})
        assert announced.status_code in (400, 413), row.path
        file = await browser.post(row.about("al0"), data={"seal": "x"}, files={"rows": ("people.exe", b"MZ" * 99)})
        assert file.status_code in (400, 403), row.path
        desk.wait_out()
    assert (await browser.get("/")).status_code == 200


async def test_methods_that_are_not_served_are_refused_everywhere(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    for row in TABLE:
        for method in ("PUT", "DELETE", "PATCH", "TRACE"):
            answer = await browser.request(method, row.about("al0"))
            assert answer.status_code == 405, (method, row.path)
            desk.wait_out()


TAILS = ("%00", "/..%2f..%2fetc", "%0d%0aset-cookie:%20a=b", "/%2e%2e", "'%20OR%201=1--", "/x" * 400)


@pytest.mark.parametrize("tail", TAILS)
async def test_no_trick_with_a_path_opens_a_page_or_sets_a_header(desk: Desk, tail: str) -> None:
    browser = await desk.enter("ac0")
    cookie = f"kith-desk={browser.cookies['kith-desk']}"
    for row in READ:
        if row.path == "/":
            continue
        url = httpx.URL("http://127.0.0.1:8450").copy_with(raw_path=(row.about("al0") + tail).encode())
        answer = await browser.send(httpx.Request("GET", url, headers={"cookie": cookie}))
        assert answer.status_code == 404, (row.path, answer.status_code)
        assert "set-cookie" not in answer.headers, row.path
