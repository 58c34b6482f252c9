"""What `kith doctor` says of Slack: everything that would keep the bot from being at home, and what mends it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.found import Found
from adapters.slack.bot import Keys
from adapters.slack.checks import Wanted, look
from adapters.slack.manifest import SCOPES
from adapters.slack.tokens import kept
from tests.adapters.slack.office import Office
from tests.doubles.faults import Fault, Harm

HISTORY = "conversations.history"


async def findings(office: Office, keys: Keys | None = None, **channels: str) -> list[Found]:
    """What somebody has to do, with the channels of the cohort or others by name."""
    rooms = channels or {name: room.id for name, room in office.rooms.items()}
    async with office.house.storage.snapshot() as tx:
        wanted = Wanted({office.team.id: rooms}, await kept(tx))
    found = [each for each in await look(keys or office.keys(), wanted, office.clock) if each.mend]
    assert all(each.what.endswith(".") and len(each.mend.split()) >= 3 for each in found), found
    return found


def at_its_port(office: Office) -> Keys:
    """The keys of a bot whose proxy is there."""
    keys = office.keys()
    assert keys.door is not None
    return replace(keys, door=replace(keys.door, public_url=office.port_url()))


async def test_all_is_well_in_socket_mode(office: Office) -> None:
    assert await findings(office) == []


async def test_all_is_well_over_http(served: Office) -> None:
    assert await findings(served, at_its_port(served)) == []


async def test_looking_writes_nothing_to_anybody(office: Office) -> None:
    office.slack.log.clear()
    await findings(office)

    asked = {each.name for each in office.slack.log}
    assert asked == {"auth.test", HISTORY, "apps.connections.open"}


@pytest.mark.parametrize(("token", "error"), [("xoxb-wrong", "invalid_auth"), ("", "token_revoked")])
async def test_a_bad_bot_token(office: Office, token: str, error: str) -> None:
    office.team.token.is_revoked = True

    [found] = await findings(office, replace(office.keys(), bot_token=token or office.team.bot_token))

    assert found.what == f"Slack does not accept the bot's token ({error})."
    assert "KITH_SLACK_BOT_TOKEN" in found.mend


async def test_each_missing_scope_is_named_with_why(office: Office) -> None:
    office.team.installation.scopes = frozenset(set(SCOPES) - {"im:write", "users:read"})
    keys = replace(office.keys(), bot_token=office.team.install(office.team.installation.scopes).value)

    missing = await findings(office, keys)

    assert [found.what for found in missing] == [
        f"In Open Learning the scope im:write is missing: it is needed {SCOPES['im:write']}.",
        f"In Open Learning the scope users:read is missing: it is needed {SCOPES['users:read']}.",
    ]
    assert all("kith emit slack-manifest" in found.mend for found in missing)


async def test_a_channel_the_bot_is_not_in(office: Office) -> None:
    public = office.team.channel("lobby", office.people["L1"], with_bot=False)
    private = office.team.channel("den", office.people["L1"], is_private=True, with_bot=False)

    found = await findings(office, lobby=public.id, den=private.id, nowhere="C0NOWHERE", named="general", made="#g2")

    assert [each.what.partition(" (")[0] for each in found] == [
        "The bot is not in the channel of lobby",
        "The bot is not in the channel of den",
        "The bot is not in the channel of nowhere",
        "The channel of named is “general”, which is no channel's id.",
    ]
    assert "/invite @Kith" in found[0].mend


async def test_when_slack_asks_to_slow_down_the_other_channels_are_looked_at(office: Office) -> None:
    office.slack.faults.plan(Fault(Harm.LIMITED, HISTORY, wait=timedelta(seconds=60)))

    [found] = await findings(office)

    assert found.what == "The channel of g1 was not looked at: Slack asks to slow down."


async def test_a_channel_it_may_not_read(office: Office) -> None:
    scopes = frozenset(set(SCOPES) - {"groups:history"})
    keys = replace(office.keys(), bot_token=office.team.install(scopes).value)

    found = await findings(office, keys, g1=office.rooms["g1"].id)

    assert "groups:history" in found[0].what
    assert found[1].what == "The bot may not read in the channel of g1: missing_scope (groups:history)."


@pytest.mark.parametrize("wrong", ["token", "scope", "off"])
async def test_no_connection_for_socket_mode(office: Office, wrong: str) -> None:
    keys = office.keys()
    match wrong:
        case "token":
            keys = replace(keys, app_token="xapp-wrong")
        case "scope":
            keys = replace(keys, app_token=office.slack.keyring.app_level(office.slack.app, frozenset()).value)
        case "off":
            office.slack.app.uses_sockets = False

    [found] = await findings(office, keys)

    assert found.what == "Slack gives no connection for Socket Mode."
    assert {"token": "does not accept", "scope": "lacks the scope", "off": "Switch it on"}[wrong] in found.mend


async def test_a_workspace_the_token_is_not_for(office: Office) -> None:
    found = [each for each in await look(office.keys(), Wanted({"T9": {}}), office.clock) if each.mend]

    assert found[0].what == "A cohort lives in the workspace T9, and the app is not there."
    assert "several workspaces need" in found[0].mend


async def test_a_workspace_that_did_not_install_the_app_comes_with_the_page(served: Office) -> None:
    found = [each for each in await look(at_its_port(served), Wanted({"T9": {}}), served.clock) if each.mend]

    assert found[0].mend == f"Install it there: {served.port_url()}/slack/install"


async def test_a_workspace_that_took_the_app_out_while_the_bot_was_away(served: Office) -> None:
    keys = at_its_port(served)
    served.slack.post.hold()
    served.team.uninstall()

    found = await findings(served, keys)

    assert found[0].what == f"The app is not in Open Learning ({served.team.id}) any more (account_inactive)."
    assert found[0].mend.endswith("/slack/install")


async def test_a_proxy_that_leads_nowhere(served: Office) -> None:
    keys = at_its_port(served)
    assert keys.door is not None

    [found] = await findings(served, replace(keys, door=replace(keys.door, public_url="http://127.0.0.1:9")))

    assert found.what == "The bot does not answer at http://127.0.0.1:9 (no connection)."
    assert "pass /slack/ on to 127.0.0.1:" in found.mend


async def test_a_proxy_that_leads_to_something_else(served: Office) -> None:
    keys = at_its_port(served)
    assert keys.door is not None
    elsewhere = replace(keys.door, public_url=served.slack.root)

    [found] = await findings(served, replace(keys, door=elsewhere))

    assert found.what == f"The bot does not answer at {served.slack.root} (404)."


async def test_another_signing_secret(served: Office) -> None:
    keys = at_its_port(served)
    assert keys.door is not None

    [found] = await findings(served, replace(keys, door=replace(keys.door, signing_secret="another")))

    assert "does not believe" in found.what
    assert "KITH_SLACK_SIGNING_SECRET" in found.mend


async def test_slack_cannot_be_asked(office: Office) -> None:
    office.slack.faults.plan(Fault(Harm.DROPPED, "auth.test"))

    [found] = await findings(office)

    assert found.what == "Slack cannot be asked now (ServerDisconnectedError)."
