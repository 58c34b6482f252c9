"""Tokens of installations: kept where nobody reads them, exchanged before they end, never lost to a bad moment."""

from datetime import timedelta
from pathlib import Path

import pytest

from adapters.slack.bot import SlackBot, Surroundings
from bot.domain.cohorts import CohortState
from tests.adapters.slack.browser import Browser
from tests.adapters.slack.office import Office
from tests.doubles.faults import Fault, Harm


async def test_tokens_stand_nowhere_in_the_clear(empty: Office, visitor: Browser, tmp_path: Path) -> None:
    empty.slack.app.rotates_tokens = True
    await visitor.installs(empty.team)
    await empty.stop()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    await empty.start()

    assert empty.team.token.value.encode() not in written
    assert empty.team.token.refresh.encode() not in written
    assert b"xox" not in written


async def test_a_token_that_ends_soon_is_exchanged_and_kept(empty: Office, visitor: Browser) -> None:
    empty.slack.app.rotates_tokens = True
    await visitor.installs(empty.team)
    first = empty.team.bot_token

    for _ in range(3):
        empty.clock.set(empty.clock.now() + timedelta(hours=10, minutes=1))
        await empty.bot.installations.look()
    await empty.restart()

    now = empty.bot.workspaces.find(empty.team.id)
    assert now is not None
    assert now.token == empty.team.bot_token != first
    assert len(empty.slack.log.of("oauth.v2.access")) == 1 + 3
    assert (await empty.bot.workspaces.client(empty.team.id).auth_test())["team_id"] == empty.team.id


async def test_a_token_that_ended_while_the_bot_was_away_is_exchanged_at_the_start(
    empty: Office, visitor: Browser
) -> None:
    empty.slack.app.rotates_tokens = True
    await visitor.installs(empty.team)
    await empty.stop()
    empty.clock.set(empty.clock.now() + timedelta(hours=13))
    await empty.start()

    assert await empty.state() is CohortState.OPEN
    assert empty.is_in


async def test_two_processes_on_one_database_exchange_a_token_once(empty: Office, visitor: Browser) -> None:
    empty.slack.app.rotates_tokens = True
    second = SlackBot(empty.keys(), Surroundings(empty.core, empty.house.storage, empty.clock))
    await visitor.installs(empty.team)
    await second.installations.begin("")
    empty.clock.set(empty.clock.now() + timedelta(hours=11))

    await empty.bot.installations.look()
    await second.installations.look()

    tokens = {bot.workspaces.find(empty.team.id).token for bot in (empty.bot, second)}  # type: ignore[union-attr]
    assert tokens == {empty.team.bot_token}
    assert len(empty.slack.log.of("oauth.v2.access")) == 2


async def test_when_slack_cannot_be_asked_the_token_is_used_on(empty: Office, visitor: Browser) -> None:
    empty.slack.app.rotates_tokens = True
    await visitor.installs(empty.team)
    empty.clock.set(empty.clock.now() + timedelta(hours=11))
    empty.slack.faults.plan(Fault(Harm.REFUSED, "oauth.v2.access", status=503, times=1))
    await empty.bot.installations.look()
    assert empty.is_in

    await empty.bot.installations.look()
    assert len(empty.slack.log.of("oauth.v2.access")) == 3


@pytest.mark.parametrize("error", ["internal_error", "bad_client_secret", "ratelimited"])
async def test_a_token_that_ended_and_cannot_be_exchanged_now_loses_no_workspace(
    empty: Office, visitor: Browser, error: str
) -> None:
    empty.slack.app.rotates_tokens = True
    await visitor.installs(empty.team)
    empty.clock.set(empty.clock.now() + timedelta(hours=13))
    empty.slack.faults.plan(Fault(Harm.REFUSED, "oauth.v2.access", error=error))
    await empty.bot.installations.look()
    assert (empty.is_in, await empty.state()) == (True, CohortState.OPEN)

    await empty.bot.installations.look()
    assert len(empty.slack.log.of("oauth.v2.access")) == 3


async def test_a_token_that_can_never_be_exchanged_again_loses_the_workspace_when_it_ends(
    empty: Office, visitor: Browser
) -> None:
    empty.slack.app.rotates_tokens = True
    await visitor.installs(empty.team)
    empty.team.token.refresh = ""
    empty.clock.set(empty.clock.now() + timedelta(hours=11))
    await empty.bot.installations.look()
    assert empty.is_in

    empty.clock.set(empty.clock.now() + timedelta(hours=2))
    await empty.bot.installations.look()
    assert (empty.is_in, await empty.state()) == (False, CohortState.PAUSED)
