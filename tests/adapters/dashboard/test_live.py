"""An open page renews itself: it keeps nobody signed in, fills no log, and nobody may keep a hundred lines open."""

from contextlib import ExitStack
from datetime import timedelta

from adapters.dashboard.live import MOST
from adapters.dashboard.site import GLANCE
from tests.adapters.dashboard.desk import Desk, button
from tests.adapters.dashboard.test_groups import propose

LOOKS_ITSELF = {GLANCE: "yes"}
MINUTES = timedelta(minutes=1)


async def test_a_page_that_renews_itself_keeps_nobody_signed_in(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    await browser.get("/")
    for _ in range(3):
        desk.wait(9 * MINUTES)
        assert (await browser.get("/", headers=LOOKS_ITSELF)).status_code == 200
    desk.wait(9 * MINUTES)

    assert (await browser.get("/", headers=LOOKS_ITSELF)).status_code == 401
    assert (await browser.get("/live")).status_code == 401


async def test_it_is_noted_every_ten_minutes_and_a_look_always(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    await browser.get("/cases")
    for _ in range(5):
        await browser.get("/cases", headers=LOOKS_ITSELF)
    assert (await desk.audited()).count("id-ac0 desk.cases a") == 1
    desk.wait(10 * MINUTES)
    await browser.get("/cases", headers=LOOKS_ITSELF)
    await browser.get("/cases")
    assert (await desk.audited()).count("id-ac0 desk.cases a") == 3


async def test_whoever_only_glances_is_noted_at_the_first_glance(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    await browser.get("/cases/RAL0", headers=LOOKS_ITSELF)

    assert "id-ac0 case.read k-al0" in await desk.audited()


async def test_nobody_can_tell_from_the_line_that_something_happened_they_must_not_know_of(desk: Desk) -> None:
    changes = desk.web.state.site.changes
    browser = await desk.enter("ac0")
    with changes.listening("id-ac1", "ac1") as kept_out, changes.listening("id-ac0", "ac0") as other:
        await browser.post("/act", data=button((await browser.get("/cases/RAL1")).text, "I have it"))

        assert await other.heard(5) == {"chat"}
        assert await kept_out.heard(0.01) == set()


async def test_a_line_says_that_something_changed_and_there_is_an_end_to_lines(desk: Desk) -> None:
    await propose(desk)
    browser, changes = await desk.enter("ac0"), desk.web.state.site.changes
    with changes.listening("id-ac0", "ac0") as listener:
        await browser.post("/act", data=button((await browser.get("/groups")).text, "Approve"))
        assert await listener.heard(5) == {"chat"}
    with ExitStack() as stack:
        for _ in range(MOST):
            stack.enter_context(changes.listening("id-ac0"))
        assert (await browser.get("/live")).status_code == 429
    changes.close()
    assert (await browser.get("/live")).text == "retry: 2000\n\n"


async def test_the_charts_of_a_page_are_looked_at_with_it(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    for path in ("/figures", "/figures/light.svg", "/figures/participation/light.svg"):
        assert (await browser.get(path)).status_code == 200

    assert [line for line in await desk.audited() if "desk.figures" in line] == ["id-ac0 desk.figures a"]
