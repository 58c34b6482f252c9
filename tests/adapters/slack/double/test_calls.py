"""How the Web API is called: forms of arguments, tokens, scopes, and what is refused."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.adapters.slack.double.conftest import Bot, Raw
from tests.doubles.slack import Person, SlackDouble, Workspace
from tests.doubles.specs import needs_spec


async def test_arguments_may_come_in_the_address_as_a_form_and_as_json(raw: Raw, river: Workspace, ada: Person) -> None:
    channel = river.channel("baobab", ada)

    by_address = await raw.send("GET", "conversations.info", params={"channel": channel.id})
    by_address_of_a_post = await raw.send("POST", "conversations.info", params={"channel": channel.id})
    by_form = await raw.asks("conversations.info", channel=channel.id)
    by_json = await raw.call("conversations.setTopic", channel=channel.id, topic="Week 1")

    assert [a.json["ok"] for a in (by_address, by_address_of_a_post, by_form, by_json)] == [True] * 4
    assert channel.topic == "Week 1"


async def test_json_is_not_read_by_methods_that_only_look(raw: Raw, river: Workspace) -> None:
    channel = river.channel("baobab")

    answered = await raw.call("conversations.info", channel=channel.id)

    assert answered.error == "invalid_arguments"
    assert answered.json["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_a_body_that_cannot_be_read_is_refused(raw: Raw) -> None:
    broken = await raw.send("POST", "chat.postMessage", data=b"{", headers={"Content-Type": "application/json"})
    a_list = await raw.send("POST", "chat.postMessage", json=[1])
    an_image = await raw.send("POST", "chat.postMessage", data=b"x", headers={"Content-Type": "image/png"})

    assert [a.error for a in (broken, a_list, an_image)] == ["invalid_json", "json_not_object", "invalid_post_type"]


async def test_a_method_nobody_knows_is_refused_and_noted(raw: Raw, slack: SlackDouble) -> None:
    answered = await raw.call("chat.shout")

    assert (answered.error, answered.json["req_method"]) == ("unknown_method", "chat.shout")
    assert slack.violations == ["chat.shout: no such method in the double"]


@needs_spec("slack-methods.json")
async def test_arguments_slack_does_not_know_and_missing_ones_are_noted(raw: Raw, slack: SlackDouble) -> None:
    await raw.call("chat.postMessage", text="hi", colour="red")

    assert slack.violations == [
        "chat.postMessage: no argument is called colour",
        "chat.postMessage: the argument channel is missing",
    ]


async def test_a_double_whose_app_broke_a_rule_fails_at_the_end() -> None:
    with pytest.raises(AssertionError, match="no such method"):
        async with SlackDouble() as slack:
            slack.complain("chat.shout: no such method in the double")


@pytest.mark.parametrize(("token", "error"), [(None, "not_authed"), ("xoxb-nobodys", "invalid_auth")])
async def test_without_a_good_token_nothing_works(raw: Raw, token: str | None, error: str) -> None:
    assert (await raw.send("POST", "auth.test", token=token)).error == error


async def test_a_token_is_not_read_from_the_address_or_from_json(raw: Raw) -> None:
    in_the_address = await raw.send("GET", "auth.test", token=None, params={"token": raw.token})
    in_json = await raw.send("POST", "auth.test", token=None, json={"token": raw.token})
    in_a_form = await raw.send("POST", "auth.test", token=None, data={"token": raw.token})

    assert [a.error for a in (in_the_address, in_json, in_a_form)] == ["not_authed", "not_authed", ""]


async def test_a_revoked_token_and_an_uninstalled_app_are_told_apart(raw: Raw, river: Workspace) -> None:
    river.token.is_revoked = True
    assert (await raw.call("auth.test")).error == "token_revoked"

    river.token.is_revoked = False
    river.uninstall()
    assert (await raw.call("auth.test")).error == "account_inactive"


async def test_an_app_level_token_opens_connections_and_nothing_else(raw: Raw, slack: SlackDouble) -> None:
    assert (await raw.send("POST", "auth.test", token=slack.app_token)).error == "not_allowed_token_type"
    assert (await raw.send("POST", "apps.connections.open")).error == "not_allowed_token_type"
    opened = await raw.send("POST", "apps.connections.open", token=slack.app_token)
    assert opened.json["url"].startswith("ws://127.0.0.1:")


async def test_an_app_level_token_needs_its_scope(raw: Raw, slack: SlackDouble) -> None:
    token = slack.keyring.app_level(slack.app, frozenset()).value

    assert (await raw.send("POST", "apps.connections.open", token=token)).json == {
        "ok": False,
        "error": "missing_scope",
        "needed": "connections:write",
        "provided": "",
    }


async def test_a_missing_scope_is_named_with_those_that_are_there(slack: SlackDouble, raw: Raw) -> None:
    other = slack.workspace("Hillside", installed=False)
    token = other.install(frozenset({"chat:write", "commands"})).value

    answered = await raw.send("GET", "users.list", token=token)

    assert answered.json == {
        "ok": False,
        "error": "missing_scope",
        "needed": "users:read",
        "provided": "chat:write,commands",
    }


async def test_a_kind_of_conversation_needs_its_own_scope(slack: SlackDouble, raw: Raw) -> None:
    other = slack.workspace("Hillside", installed=False)
    token = other.install(frozenset({"channels:history", "channels:read"})).value
    secret, open_to_all = other.channel("secret", is_private=True), other.channel("open")

    refused = await raw.send("GET", "conversations.history", token=token, params={"channel": secret.id})
    read = await raw.send("GET", "conversations.history", token=token, params={"channel": open_to_all.id})

    assert (refused.error, refused.json["needed"], read.error) == ("missing_scope", "groups:history", "")


async def test_scopes_that_were_used_are_known(raw: Raw, slack: SlackDouble, river: Workspace, ada: Person) -> None:
    await raw.call("chat.postMessage", channel=river.channel("baobab", ada).id, text="hi")
    await raw.send("GET", "users.info", params={"user": ada.id})

    await slack.told()
    assert slack.used_scopes == {"chat:write", "users:read", "channels:history"}


async def test_one_workspace_cannot_name_anything_of_another(slack: SlackDouble, raw: Raw, ada: Person) -> None:
    other = slack.workspace("Hillside")
    theirs = other.channel("secret")
    them = other.person("eve")

    assert (await raw.call("chat.postMessage", channel=theirs.id, text="hi")).error == "channel_not_found"
    assert (await raw.send("GET", "users.info", params={"user": them.id})).error == "user_not_found"
    assert (await raw.send("GET", "team.info", params={"team": other.id})).error == "team_not_found"
    listed = await raw.send("GET", "users.list")
    assert them.id not in [user["id"] for user in listed.json["members"]]


async def test_rotating_tokens_expire_and_are_refreshed_once(slack: SlackDouble, raw: Raw) -> None:
    slack.app.rotates_tokens = True
    other = slack.workspace("Hillside")
    first = other.token
    grant = {"grant_type": "refresh_token", "refresh_token": first.refresh}
    secret = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}

    slack.clock.move(hours=12)
    expired = await raw.send("POST", "auth.test", token=first.value)
    refreshed = await raw.send("POST", "oauth.v2.access", token=None, data={**grant, **secret})
    again = await raw.send("POST", "oauth.v2.access", token=None, data={**grant, **secret})
    works = await raw.send("POST", "auth.test", token=refreshed.json["access_token"])

    assert (expired.error, again.error, works.error) == ("token_expired", "invalid_refresh_token", "")
    assert refreshed.json["expires_in"] == 12 * 3600


async def test_a_code_of_the_consent_page_is_good_once_and_for_ten_minutes(slack: SlackDouble, raw: Raw) -> None:
    here = "https://kith.example.org/slack/oauth"
    other = slack.workspace("Hillside", installed=False)
    secret = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}

    async def exchanged(code: str, **changes: str) -> str:
        form = {**secret, "code": code, "redirect_uri": here, **changes}
        return (await raw.send("POST", "oauth.v2.access", token=None, data=form)).error

    code = other.consent(here).value
    assert await exchanged(code, client_id="1.2") == "invalid_client_id"
    assert await exchanged(code, client_secret="x") == "bad_client_secret"
    assert await exchanged(code, redirect_uri="https://evil.example.org") == "bad_redirect_uri"
    assert await exchanged("made-up") == "invalid_code"
    assert await exchanged(code) == ""
    assert await exchanged(code) == "invalid_code"
    late = other.consent(here).value
    slack.clock.move(minutes=10, seconds=1)
    assert await exchanged(late) == "invalid_code"


async def test_the_real_client_raises_slacks_errors_by_name(bot: Bot) -> None:
    with pytest.raises(SlackApiError) as refused:
        await bot.client.chat_postMessage(channel="C0NOWHERE", text="hi")

    assert refused.value.response["error"] == "channel_not_found"


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack_sdk still uses it
async def test_the_real_client_exchanges_a_code(slack: SlackDouble, bot: Bot) -> None:
    code = slack.workspace("Hillside", installed=False).consent("").value

    granted = await bot.client.oauth_v2_access(
        client_id=slack.app.client_id, client_secret=slack.app.client_secret, code=code
    )

    assert granted["access_token"].startswith("xoxb-")
    assert granted["team"]["name"] == "Hillside"


async def test_tokens_end_by_themselves_only_where_they_rotate(river: Workspace, slack: SlackDouble, raw: Raw) -> None:
    slack.clock.move(days=400)

    assert river.token.expires_at is None
    assert (await raw.call("auth.test")).error == ""


async def test_revoking_ends_one_token(raw: Raw) -> None:
    assert (await raw.call("auth.revoke", test=True)).json["revoked"] is False
    assert (await raw.call("auth.revoke")).json["revoked"] is True
    assert (await raw.call("auth.test")).error == "token_revoked"
