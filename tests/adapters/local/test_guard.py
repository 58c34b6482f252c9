"""The workspace answers its own pages only, and a page loads nothing that is not ours."""

from collections.abc import AsyncIterator

import httpx
import pytest

from adapters.local.clock import Anchor, StageClock
from adapters.local.stage import ClockStage, Progress, Upcoming
from adapters.local.web import build
from tests.adapters.local.conftest import Office
from tests.adapters.local.tiny import START

HERE = "http://127.0.0.1:8420"
PAGE = "/as/L04/%23baobab"


@pytest.fixture
async def browser(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    """A client that asks as a browser does."""

    async def run_until(_moment: object, _on_progress: Progress) -> None: ...
    async def next_event() -> None: ...
    async def upcoming(_limit: int) -> list[Upcoming]:
        return []

    stage = ClockStage(StageClock(Anchor(START, is_paused=True)), run_until, next_event, upcoming)
    app = await build(office.workspace, office.gateway, stage)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
        yield client


async def say(browser: httpx.AsyncClient, token: str, **headers: str) -> httpx.Response:
    return await browser.post(PAGE, data={"token": token, "act": "say", "text": "hello"}, headers=headers)


async def token_of(browser: httpx.AsyncClient) -> str:
    return str((await browser.get("/api/session")).json()["token"])


async def test_a_page_may_load_our_own_files_and_send_forms_to_us_and_nothing_else(
    browser: httpx.AsyncClient,
) -> None:
    headers = (await browser.get(PAGE)).headers

    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {policy[kind] for kind in ("script-src", "style-src", "img-src", "connect-src", "form-action")} == {"'self'"}
    assert policy["frame-ancestors"] == "'none'"
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


async def test_a_page_holds_no_script_and_no_style_of_its_own(browser: httpx.AsyncClient) -> None:
    html = (await browser.get(PAGE)).text

    assert "<script>" not in html
    assert "style=" not in html
    assert " onclick" not in html


async def test_our_own_form_is_taken(browser: httpx.AsyncClient, office: Office) -> None:
    token = await token_of(browser)

    answer = await say(browser, token, origin=HERE, **{"sec-fetch-site": "same-origin"})

    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    assert len(office.core.heard) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"host": "evil.example:8420"},
        {"host": "127.0.0.1.evil.example"},
        {"host": "[::1"},
    ],
)
async def test_another_site_may_not_act_here(
    browser: httpx.AsyncClient, office: Office, headers: dict[str, str]
) -> None:
    answer = await say(browser, await token_of(browser), **headers)

    assert answer.status_code == 403
    assert office.core.heard == []


@pytest.mark.parametrize("token", ["", "wrong", "ü"])
async def test_without_the_pages_token_nothing_is_done(browser: httpx.AsyncClient, office: Office, token: str) -> None:
    answer = await say(browser, token)

    assert answer.status_code == 403
    assert "Please reload it and try again." in answer.text
    assert office.core.heard == []


@pytest.mark.parametrize("host", ["localhost:8420", "[::1]:8420", "127.0.0.1"])
async def test_it_answers_under_every_name_of_this_machine(browser: httpx.AsyncClient, host: str) -> None:
    assert (await browser.get(PAGE, headers={"host": host})).status_code == 200


async def test_another_name_that_leads_here_is_not_answered(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/api/session", headers={"host": "rebound.example"})).status_code == 403


@pytest.mark.parametrize(
    "path", ["/as/nobody", "/as/L04/nowhere", "/as/C1/%23baobab", "/as/L04/direct-L06", "/nothing"]
)
async def test_what_is_not_there_or_not_ones_own_is_not_shown(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)

    assert answer.status_code == 404
    assert "Go to the workspace" in answer.text


async def test_a_request_that_is_too_big_is_refused(browser: httpx.AsyncClient, office: Office) -> None:
    answer = await browser.post(PAGE, data={"token": await token_of(browser), "act": "say", "text": "x" * 700_000})

    assert answer.status_code == 413
    assert office.core.heard == []


async def test_no_word_anybody_wrote_is_in_the_log(
    office: Office, browser: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    for ours in ("bot", "adapters", "storage"):
        caplog.set_level("DEBUG", ours)
    token, words = await token_of(browser), "I want to kill myself zebra-marker"

    await browser.post(PAGE, data={"token": token, "act": "say", "text": words})
    refused = await browser.post(PAGE, data={"token": "wrong zebra-marker", "act": "say", "text": words})

    assert len(office.core.heard) == 1
    assert refused.status_code == 403
    assert "zebra-marker" not in caplog.text
