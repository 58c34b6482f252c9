"""A spreadsheet of people at the desk: looked at row by row, then taken in whole, once, by the core's own form."""

import re

import httpx
import pytest

from bot.domain.members import MemberState
from tests.adapters.dashboard.desk import Desk, hidden
from tests.adapters.dashboard.test_pages import main

GOOD = "id,name,role,account\nnew1,Ana <b>Nova</b>,learner,local:demo:new1\nal0,Name of al0,learner,\n"
Sent = dict[str, str]


async def look(browser: httpx.AsyncClient, content: bytes | str, name: str = "people.csv") -> httpx.Response:
    page = await browser.get("/roster")
    seal = re.search(r'action="/roster" .*?name="seal" value="([^"]+)"', page.text, re.DOTALL)
    assert seal is not None
    data = content.encode() if isinstance(content, str) else content
    return await browser.post("/roster", data={"seal": seal.group(1), "format": "kith"}, files={"file": (name, data)})


def taking(page: httpx.Response, rows: str = GOOD) -> Sent:
    return {name: hidden(page.text, name) for name in ("seal", "once", "format")} | {"rows": rows.strip()}


async def take(browser: httpx.AsyncClient, sent: Sent) -> httpx.Response:
    """Send the second form the way browsers do: in parts, with their line ends."""
    parts = {name: (None, value.replace("\n", "\r\n")) for name, value in sent.items()}
    return await browser.post("/roster/take", files=parts)


async def people(desk: Desk, cohort: str = "a") -> set[str]:
    async with desk.storage.snapshot() as tx:
        return {one.handle for one in await tx.members.in_cohort(cohort)}


async def test_a_file_is_looked_at_row_by_row_and_nothing_happens_until_the_second_press(desk: Desk) -> None:
    browser, before = await desk.enter("ac0"), await people(desk)

    seen = await look(browser, GOOD)

    assert "new: new1, learner" in main(seen)
    assert "unchanged: al0" in main(seen)
    assert await people(desk) == before
    done = await take(browser, taking(seen))
    assert "Done. Whoever is new gets the invitation" in main(done)
    assert await people(desk) - before == {"new1"}
    async with desk.storage.snapshot() as tx:
        new = await tx.members.by_handle("a", "new1")
    assert new is not None
    assert (new.name, new.state) == ("Ana <b>Nova</b>", MemberState.INVITED)
    assert "<b>Nova" not in (await browser.get("/people?find=Nova")).text
    assert f"id-ac0 member.imported {new.id}" in await desk.audited()
    assert "done already" in main(await take(browser, taking(seen)))


async def test_where_one_row_is_refused_none_can_be_taken_in(desk: Desk) -> None:
    browser = await desk.enter("ac0")

    seen = await look(browser, "id,name,role\nnew1,Ana,learner\nnew1,Eva,learner\nx y,Bad,learner\n")

    assert "refused: file:" in main(seen)
    assert "all rows come in, or none" in main(seen)
    assert "Take them in" not in main(seen)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + b"\x00" * 200, "is a workbook or an archive, not CSV"),
        (b"\xff\xfe\x00i", "is not plain text in UTF-8"),
        (b"id,name\x00", "it holds zero bytes"),
        (b"", "has no header"),
        (b"id,name,role\n", "There is nobody in it"),
        (b"id,name\na,b,c\n", "has 3 cells where the header has 2"),
        (b'id,name\n"a,b', "This is not CSV"),
        (b"MZ\x90 garbage", "is not plain text in UTF-8"),
    ],
)
async def test_a_file_of_another_kind_is_answered_with_what_to_do(desk: Desk, content: bytes, said: str) -> None:
    browser, before = await desk.enter("ac0"), await people(desk)

    answer = await look(browser, content)

    assert answer.status_code == 200
    assert said in main(answer)
    assert "Take them in" not in answer.text
    assert await people(desk) == before


async def test_a_file_that_is_too_large_is_told_so_before_it_is_read(desk: Desk) -> None:
    browser = await desk.enter("ac0")

    answer = await look(browser, b"id,name\n" + b"a,b\n" * 400_000)

    assert answer.status_code == 413
    assert "Nothing was changed" in answer.text


async def test_only_what_was_looked_at_in_this_visit_is_taken_in(desk: Desk) -> None:
    browser, other, mentor = await desk.enter("ac0"), await desk.enter("ac1"), await desk.enter("am0")
    before = await people(desk)
    sent = taking(await look(browser, GOOD))

    for change in ({"rows": GOOD + "mal,Mallory,coordinator,\n"}, {"once": "another"}, {"format": "moodle"}):
        assert (await take(browser, sent | change)).status_code == 403
    for somebody in (other, mentor):
        assert (await take(somebody, sent)).status_code == 403
    visitor = await desk.web.state.site.door.visitor(mentor.cookies["kith-desk"])
    sealed = desk.web.state.site.room.seal(visitor, "roster look")
    tried = await mentor.post("/roster", data={"seal": sealed}, files={"file": ("x.csv", GOOD.encode())})
    assert tried.status_code == 404
    assert await people(desk) == before
