"""Whoever tries to get in or to break out: forged requests, stored scripts, tricks with paths, headers and sizes."""

import re
from dataclasses import replace

import httpx
import pytest

from adapters.dashboard.limits import LINKS, PAGES
from tests.adapters.dashboard.desk import Desk, button, hidden, leaving
from tests.adapters.dashboard.routes import pages

OUR_SCRIPT = '<script type="module" src="/static/desk.js"></script>'
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e'


async def rename_everybody(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        for member in await tx.members.in_cohort("a"):
            await tx.members.save(replace(member, name=SCRIPT))
        cohort = await tx.cohorts.find("a")
        assert cohort is not None
        await tx.cohorts.save(replace(cohort, name=SCRIPT))


async def test_names_that_are_scripts_stay_names(desk: Desk) -> None:
    await rename_everybody(desk)
    for handle in ("ac0", "am0"):
        browser = await desk.enter(handle)
        for path in pages():
            text = (await browser.get(path)).text
            assert "<script>" not in text, path
            assert "<img src=x" not in text, path
            assert "\u202e" not in text, path


async def test_notes_and_answers_that_are_scripts_stay_words(desk: Desk) -> None:
    await rename_everybody(desk)
    browser = await desk.enter("ac0")
    await browser.post("/act", data=button((await browser.get("/cases/RAL0")).text, "I have it"))
    form = (await browser.post("/act", data=button((await browser.get("/cases/RAL0")).text, "Add a note"))).text
    note = {name: hidden(form, name) for name in ("kind", "action", "once", "back", "seal")}
    answer = await browser.post("/act", data=note | {"value-note": SCRIPT})

    for text in (answer.text, (await browser.get("/cases/RAL0")).text):
        assert "<script>" not in text
        assert "<img src=x" not in text


async def test_no_page_holds_a_script_or_a_style_of_its_own_and_every_answer_is_guarded(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    for path in (*pages(), "/nowhere", "/figures/light.svg", "/static/desk.css", "/static/look/icon.svg"):
        answer = await browser.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["referrer-policy"] == "same-origin", path
        if "html" in answer.headers["content-type"]:
            assert "unsafe-inline" not in policy, path
            assert "frame-ancestors 'none'" in policy, path
            assert "style=" not in answer.text, path
            assert set(re.findall("<script[^>]*>.*", answer.text)) <= {OUR_SCRIPT}, path
            assert answer.headers["cache-control"] == "no-store", path


FOREIGN = (
    {"origin": "https://elsewhere.example"},
    {"origin": "null"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
)


async def test_another_site_cannot_act_for_somebody(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    page = (await browser.get("/cases/RAL0")).text

    for headers in FOREIGN:
        assert (await browser.post("/act", data=button(page, "I have it"), headers=headers)).status_code == 403
        assert (await browser.post("/leave", data={"seal": leaving(page)}, headers=headers)).status_code == 403


async def test_a_form_without_its_seal_does_nothing(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    shown = button((await browser.get("/cases/RAL0")).text, "I have it")

    for sent in ({}, shown | {"seal": ""}, shown | {"seal": "é" * 40}, {**shown, "action": "", "seal": shown["seal"]}):
        assert (await browser.post("/act", data=sent)).status_code == 403
    assert (await browser.post("/leave", data={})).status_code == 403


async def test_under_another_name_nobody_is_answered(desk: Desk) -> None:
    browser = await desk.enter("ac0")

    for host in ("desk.attacker.example", "127.0.0.1.attacker.example", "", "[::1", "a b"):
        assert (await browser.get("/", headers={"host": host})).status_code == 403, host


TRICKS = [
    "/cases/..%2fpeople",
    "/cases/RAL0/",
    "/cases/%00",
    "/cases/ral0%0d%0aset-cookie:x=y",
    "/people/" + "x" * 3000,
    "/people/%F0%9F%92%A9",
    "/people/id-al0",
    "/people/'%20OR%201=1--",
    "/static/../web.py",
    "/static/%2e%2e/web.py",
    "/static/..%2fweb.py",
    "/static/look/../__init__.py",
    "/static/look/..%2f__init__.py",
    "/figures/light.svg.html",
    "//elsewhere.example/",
    "/in/",
    "/in/%2e%2e",
    "/audit?page=-1",
    "/audit?page=1e9",
    "/audit?page=99999999999999999999",
]


async def test_tricks_with_paths_lead_nowhere(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    cookie = f"kith-desk={browser.cookies['kith-desk']}"
    for path in TRICKS:
        url = httpx.URL("http://127.0.0.1:8450").copy_with(raw_path=path.encode())
        answer = await browser.send(httpx.Request("GET", url, headers={"cookie": cookie}))

        assert answer.status_code in (404, 405, 410, 307), (path, answer.status_code)
        assert answer.headers.get("location", "http://127.0.0.1:8450/").startswith("http://127.0.0.1:8450/"), path
        assert "set-cookie" not in answer.headers, path


async def test_a_reference_is_found_however_it_is_typed_and_shown_as_it_is(desk: Desk) -> None:
    browser = await desk.enter("ac0")

    assert (await browser.get("/cases/ral0")).status_code == 200


async def test_a_forwarded_address_is_not_believed(desk: Desk) -> None:
    browser = desk.browser()
    answers = [
        await browser.get(
            "/in/x.y", headers={"x-forwarded-for": f"10.0.0.{n}", "x-forwarded-host": "elsewhere.example"}
        )
        for n in range(LINKS + 1)
    ]

    assert [answer.status_code for answer in answers] == [410] * LINKS + [429]


async def test_whoever_asks_faster_than_a_person_waits_a_minute(desk: Desk) -> None:
    browser = desk.browser()
    codes = {(await browser.get("/static/desk.css")).status_code for _ in range(PAGES)}
    refused = await browser.get("/")

    assert codes == {200}
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")


async def test_files_and_floods_are_turned_away_and_nothing_breaks(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    shown = button((await browser.get("/cases/RAL0")).text, "I have it")

    file = await browser.post("/act", data=shown, files={"value-note": ("a.exe", b"MZ" * 100)})
    flood = await browser.post(
        "/act", content=b"x=" + b"a" * 200_000, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    fields = await browser.post("/act", data=shown | {f"value-{n}": "x" for n in range(200)})
    broken = await browser.post("/act", content=b"--x", headers={"content-type": "multipart/form-data; boundary=x"})

    assert [answer.status_code for answer in (file, flood, fields)] == [400, 413, 400]
    assert broken.status_code in (400, 403)
    assert (await browser.get("/")).status_code == 200


async def test_what_fails_on_our_side_tells_nobody_what_it_was(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    browser = await desk.enter("ac0")
    await desk.storage.close()

    answer = await browser.get("/")

    assert answer.status_code == 500
    assert "Please try again" in answer.text
    assert "Traceback" not in answer.text + caplog.text
    assert "x-content-type-options" in answer.headers
