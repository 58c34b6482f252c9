"""Staying connected: several lines, each of which may go at any time, and bad keys said in a sentence."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.cli.house import built
from adapters.clock import SimulatedClock
from adapters.simulation.play import seeded_key
from adapters.slack.bot import Keys, SlackBot, Surroundings
from adapters.slack.sockets import Sockets
from bot.errors import EnvironmentProblem
from tests.adapters.slack.office import QUICK, START, Office
from tests.doubles.faults import Fault, Harm
from tests.doubles.slack import SlackDouble, Workspace


async def said_and_heard(office: Office, text: str) -> bool:
    await office.people["L1"].says(office.rooms["g1"], text)
    return any(getattr(event, "text", "") == text for event in office.core.heard)


async def test_two_connections_are_kept(office: Office) -> None:
    assert len(office.slack.sockets.usable) == 2
    assert office.bot.sockets.has_connected.is_set()


async def test_one_connection_may_go_without_anybody_noticing(office: Office) -> None:
    first, _ = office.slack.sockets.usable
    await first.refresh()

    assert await said_and_heard(office, "hello")
    await office.slack.sockets.connected(2)


@pytest.mark.parametrize("how", ["close", "cut"])
async def test_lost_connections_come_back(office: Office, how: str) -> None:
    for socket in list(office.slack.sockets.usable):
        if how == "close":
            await socket.close()
        else:
            socket.cut()

    await office.slack.sockets.connected(2)
    assert await said_and_heard(office, "hello")


async def test_a_client_that_will_never_come_back_is_made_anew(office: Office) -> None:
    broken = office.bot.sockets.handlers[0]

    await broken.client.close()
    await office.slack.sockets.connected(1)
    await office.slack.sockets.connected(2)
    assert await said_and_heard(office, "hello")


async def test_what_was_said_while_nobody_listened_is_heard_afterwards(office: Office) -> None:
    await office.stop()
    speaking = asyncio.create_task(office.people["L1"].says(office.rooms["g1"], "hello"))
    await speaking
    await office.start()

    await office.passes(minutes=2)

    assert [getattr(event, "text", "") for event in office.core.heard] == ["hello"]


@pytest.fixture
def keys(slack: SlackDouble, river: Workspace) -> Keys:
    return Keys(river.bot_token, slack.app_token, slack.api_base)


async def refused(keys: Keys, folder: Path) -> str:
    async with built(f"sqlite+aiosqlite:///{folder / 'k.sqlite3'}", seeded_key(1), SimulatedClock(START), {}) as house:
        bot = SlackBot(keys, Surroundings(house.app, house.storage, house.app.clock), QUICK)
        with pytest.raises(EnvironmentProblem) as problem:
            async with bot.at_work():
                pass
    return str(problem.value)


async def test_a_wrong_bot_token_is_a_sentence(keys: Keys, tmp_path: Path) -> None:
    assert "KITH_SLACK_BOT_TOKEN" in await refused(replace(keys, bot_token="xoxb-wrong"), tmp_path)


async def test_with_its_token_revoked_while_it_runs_it_is_not_connected(office: Office) -> None:
    assert office.bot.is_connected

    office.team.revoke_tokens()
    await office.slack.told()
    await office.settled()

    assert not office.bot.is_connected


async def test_a_revoked_bot_token_is_a_sentence(keys: Keys, river: Workspace, tmp_path: Path) -> None:
    river.token.is_revoked = True

    assert "KITH_SLACK_BOT_TOKEN" in await refused(keys, tmp_path)


async def test_a_wrong_app_token_is_a_sentence(keys: Keys, tmp_path: Path) -> None:
    assert "connections:write" in await refused(replace(keys, app_token="xapp-wrong"), tmp_path)


async def test_an_app_token_without_its_scope_is_a_sentence(keys: Keys, slack: SlackDouble, tmp_path: Path) -> None:
    token = slack.keyring.app_level(slack.app, frozenset()).value

    assert "lacks the scope" in await refused(replace(keys, app_token=token), tmp_path)


async def test_socket_mode_that_is_off_is_a_sentence(keys: Keys, slack: SlackDouble, tmp_path: Path) -> None:
    slack.app.uses_sockets = False

    assert "Switch it on" in await refused(keys, tmp_path)


async def test_tokens_are_never_shown(keys: Keys) -> None:
    assert "xox" not in repr(keys)
    assert "xapp" not in repr(keys)


async def test_slack_may_be_unwell_when_the_bot_starts(
    keys: Keys, slack: SlackDouble, river: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.installations.FIRST_PAUSE", 0.01)
    slack.faults.plan(Fault(Harm.REFUSED, "auth.test", times=2, status=503), Fault(Harm.DROPPED, "auth.test"))
    slack.faults.plan(Fault(Harm.REFUSED, "apps.connections.open", times=2, status=500))
    async with built(
        f"sqlite+aiosqlite:///{tmp_path / 'k.sqlite3'}", seeded_key(1), SimulatedClock(START), {}
    ) as house:
        bot = SlackBot(keys, Surroundings(house.app, house.storage, house.app.clock), QUICK)
        async with bot.at_work():
            await slack.sockets.connected(2)
            found = bot.workspaces.find(river.id)

    assert found is not None
    assert found.user_id == river.installation.user.id


async def test_no_connection_counts_as_none(keys: Keys) -> None:
    sockets = Sockets(lambda: None, "xapp", watch=QUICK)  # type: ignore[arg-type,return-value]

    assert sockets.open == 0
    assert not sockets.has_connected.is_set()
