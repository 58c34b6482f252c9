"""Workspaces install the app from the bot's page: only who set out comes in, tokens are kept, exchanged and lost."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.slack.bot import SlackBot, Surroundings
from adapters.slack.installing import COOKIE
from adapters.slack.manifest import SCOPES
from bot.domain.cohorts import CohortState
from bot.events import MessageReceived
from tests.adapters.slack.browser import Browser, browser
from tests.adapters.slack.office import PUBLIC, START, THURSDAY, Office
from tests.adapters.slack.office import office as furnished
from tests.doubles.faults import Fault, Harm
from tests.doubles.slack.consent import answered

STATE = "state"


async def test_the_page_asks_slack_for_the_scopes_of_the_manifest(visitor: Browser) -> None:
    asked = parse_qs(urlsplit(await visitor.sets_out()).query)

    assert asked["scope"] == [",".join(SCOPES)]
    assert asked["redirect_uri"] == [f"{PUBLIC}/slack/oauth_redirect"]


async def test_the_browser_keeps_the_state_to_itself(visitor: Browser) -> None:
    response = await visitor.opens(f"{PUBLIC}/slack/install")

    flags = {part.strip().lower() for part in response.headers["set-cookie"].split(";")}
    assert {"secure", "httponly", "samesite=lax", "path=/", "max-age=600"} <= flags


async def test_after_yes_the_bot_is_there_and_says_what_to_do_next(empty: Office, visitor: Browser) -> None:
    page = await visitor.installs(empty.team)

    assert page.status_code == 200
    assert f"name this workspace as {empty.team.id}" in page.text
    assert "Start again" not in page.text
    assert empty.is_in
    assert COOKIE not in visitor.cookies
    await empty.until(THURSDAY)
    assert empty.sees("L1")


async def test_a_workspaces_name_is_no_html(empty: Office, visitor: Browser) -> None:
    empty.team.team.name = "<b>River</b> & *Hill*"

    page = await visitor.installs(empty.team)

    assert "&lt;b&gt;River&lt;/b&gt; &amp; *Hill*" in page.text
    assert "<b>" not in page.text


async def test_after_no_nothing_is_installed(empty: Office, visitor: Browser) -> None:
    page = await visitor.opens(answered(empty.team, await visitor.sets_out(), allow=False))

    assert "nothing has changed" in page.text
    assert not empty.is_in


@pytest.mark.parametrize(
    "how", ["late", "twice", "without a cookie", "in another browser", "changed", "made up", "none"]
)
async def test_who_does_not_come_straight_back_is_turned_away(empty: Office, visitor: Browser, how: str) -> None:
    back = answered(empty.team, await visitor.sets_out(), allow=True)
    state = parse_qs(urlsplit(back).query)[STATE][0]
    match how:
        case "late":
            empty.clock.set(empty.clock.now() + timedelta(minutes=10, seconds=1))
        case "twice":
            kept = dict(visitor.cookies)
            await visitor.opens(back.replace("code=", "error="))
            visitor.cookies = kept
        case "without a cookie":
            visitor.cookies.clear()
        case "in another browser":
            visitor.cookies.clear()
            await visitor.sets_out()
        case "changed":
            nonce, ends_at, signature = state.split(".")
            forged = f"{nonce}.{int(ends_at) + 600}.{signature}"
            back, visitor.cookies[COOKIE] = back.replace(state, forged), forged
        case "made up":
            forged = f"{'0' * 32}.9999999999.{'0' * 64}"
            back, visitor.cookies[COOKIE] = back.replace(state, forged), forged
        case "none":
            back = back.partition("&state")[0]

    page = await visitor.opens(back)

    assert page.status_code == 400
    assert "Please start again" in page.text
    assert not empty.is_in


async def test_a_state_is_good_once_even_across_a_restart(empty: Office, visitor: Browser) -> None:
    back = answered(empty.team, await visitor.sets_out(), allow=True)
    kept = dict(visitor.cookies)
    await visitor.opens(back)
    await empty.restart()
    visitor.cookies = kept

    assert (await visitor.opens(back)).status_code == 400


@pytest.mark.parametrize("fault", [Fault(Harm.REFUSED, "oauth.v2.access", error="invalid_code"), Fault(Harm.DROPPED)])
async def test_where_slack_gives_nothing_the_page_says_so(empty: Office, visitor: Browser, fault: Fault) -> None:
    empty.slack.faults.plan(fault)

    page = await visitor.installs(empty.team)

    assert page.status_code == 502
    assert "Please try again" in page.text
    assert not empty.is_in


async def test_a_whole_organisation_is_asked_to_choose_a_workspace(empty: Office, visitor: Browser) -> None:
    empty.slack.app.is_for_organisations = True

    page = await visitor.installs(empty.team)

    assert "Please choose one workspace" in page.text
    assert not empty.is_in


async def test_an_installation_outlives_the_process(empty: Office, visitor: Browser) -> None:
    await visitor.installs(empty.team)
    await empty.restart()

    assert empty.is_in
    await empty.people["L1"].says(empty.rooms["g1"], "hello")
    assert len(empty.core.heard) == 1


@pytest.mark.parametrize("how", ["uninstall", "revoke_tokens"])
async def test_while_the_app_is_gone_its_cohort_rests_and_goes_on_when_it_is_back(
    empty: Office, visitor: Browser, how: str
) -> None:
    await visitor.installs(empty.team)
    getattr(empty.team, how)()
    await empty.settled()
    assert (empty.is_in, await empty.state()) == (False, CohortState.PAUSED)
    await empty.until(START + timedelta(hours=1))

    await visitor.installs(empty.team)
    assert (empty.is_in, await empty.state()) == (True, CohortState.OPEN)
    assert empty.sees("L1") == []
    await empty.until(THURSDAY)
    assert empty.sees("L1")


async def test_an_app_that_was_taken_out_while_the_bot_was_away_is_missed_at_the_start(
    empty: Office, visitor: Browser
) -> None:
    await visitor.installs(empty.team)
    await empty.stop()
    empty.team.uninstall()
    await empty.slack.told()
    await empty.start()

    assert (empty.is_in, await empty.state()) == (False, CohortState.PAUSED)


async def test_news_of_an_end_that_come_late_do_not_end_what_began_since(empty: Office, visitor: Browser) -> None:
    await visitor.installs(empty.team)
    empty.slack.post.hold()
    empty.team.uninstall()
    await visitor.installs(empty.team)

    await empty.slack.post.let_go()
    await empty.settled()

    assert (empty.is_in, await empty.state()) == (True, CohortState.OPEN)


async def test_news_of_an_end_that_could_not_be_stored_come_again(empty: Office, visitor: Browser) -> None:
    await visitor.installs(empty.team)
    empty.slack.faults.plan(Fault(Harm.REFUSED, "auth.test", status=500, times=2))
    empty.team.uninstall()
    await empty.settled()
    assert empty.is_in

    await empty.passes(minutes=2)

    assert (empty.is_in, await empty.state()) == (False, CohortState.PAUSED)


async def test_a_workspace_that_is_not_on_the_list_is_told_whom_to_ask_and_keeps_its_access(
    tmp_path: Path, made_sqlite_url: str
) -> None:
    async with furnished(tmp_path, made_sqlite_url, is_over_http=True, allowed=("T0OTHER",)) as there:
        async with browser(there.port_url) as somebody:
            page = await somebody.installs(there.team)

        assert page.status_code == 403
        assert f"({there.team.id}) is not among them" in page.text
        assert not there.is_in
        assert there.team.token.is_revoked


async def test_a_workspace_on_the_list_comes_in_and_stays_out_once_it_is_taken_off(
    tmp_path: Path, made_sqlite_url: str
) -> None:
    async with furnished(tmp_path, made_sqlite_url, is_over_http=True) as there:
        there.allowed = (there.team.id,)
        await there.restart()
        async with browser(there.port_url) as somebody:
            assert (await somebody.installs(there.team)).status_code == 200
        assert there.is_in

        there.allowed = ("T0OTHER",)
        await there.restart()
        assert not there.is_in


async def test_what_waited_for_the_installation_comes_at_once(empty: Office, visitor: Browser) -> None:
    await empty.until(THURSDAY)  # everything is refused: the app is not there
    assert empty.sees("L1") == []

    await visitor.installs(empty.team)
    await empty.beat()

    assert empty.sees("L1")


async def test_a_workspace_that_another_process_got_is_known_when_it_first_speaks(
    empty: Office, visitor: Browser
) -> None:
    around = Surroundings(empty.core, empty.house.storage, empty.clock)
    second = SlackBot(empty.keys(), around)
    await second.installations.begin("")
    await visitor.installs(empty.team)
    assert second.workspaces.find(empty.team.id) is None

    said = empty.slack.events.message(empty.people["L1"], empty.rooms["g1"], "hello")
    await second.gateway.take(said.payload)

    assert second.workspaces.find(empty.team.id) is not None
    assert [event.text for event in empty.core.heard if isinstance(event, MessageReceived)] == ["hello"]
