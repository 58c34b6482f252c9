"""Conversations: making them, bringing people in, finding them."""

import pytest

from tests.adapters.slack.double.conftest import Bot, Raw
from tests.doubles.slack import Person, SlackDouble, Workspace


async def test_a_private_channel_is_made_filled_and_put_away(bot: Bot, ada: Person, ben: Person) -> None:
    made = await bot.client.conversations_create(name="baobab", is_private=True)
    channel = made["channel"]["id"]
    await bot.client.conversations_invite(channel=channel, users=[ada.id, ben.id])
    await bot.client.conversations_setTopic(channel=channel, topic="Week 1")
    await bot.client.conversations_kick(channel=channel, user=ben.id)

    assert "baobab" in ada.sees().channels
    assert "baobab" not in ben.sees().channels
    members = await bot.client.conversations_members(channel=channel)
    assert members["members"][1:] == [ada.id]
    await bot.client.conversations_archive(channel=channel)
    assert (await bot.client.conversations_info(channel=channel))["channel"]["is_archived"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("Baobab", "invalid_name_specials"),
        ("bao bab", "invalid_name_specials"),
        ("bao.bab", "invalid_name_specials"),
        ("--", "invalid_name_punctuation"),
        ("x" * 81, "invalid_name_maxlength"),
        ("taken", "name_taken"),
        ("x" * 80, ""),
    ],
)
async def test_a_channels_name_has_a_form(raw: Raw, river: Workspace, name: str, error: str) -> None:
    river.channel("taken").is_archived = True

    assert (await raw.call("conversations.create", name=name)).error == error


async def test_everybody_comes_or_nobody(raw: Raw, river: Workspace, ada: Person, ben: Person) -> None:
    channel = river.channel("baobab", ben)

    refused = await raw.call("conversations.invite", channel=channel.id, users=f"{ada.id},{ben.id}")
    assert refused.error == "already_in_channel"
    assert refused.json["errors"] == [{"user": ben.id, "ok": False, "error": "already_in_channel"}]
    assert ada.id not in channel.members

    forced = await raw.call("conversations.invite", channel=channel.id, users=f"{ada.id},{ben.id}", force=True)
    assert forced.error == ""
    assert ada.id in channel.members


async def test_who_cannot_come_is_told_apart(raw: Raw, river: Workspace, ada: Person, ben: Person) -> None:
    channel = river.channel("baobab")
    await ben.goes()
    ada.user.is_guest = True

    async def invited(users: str) -> str:
        return (await raw.call("conversations.invite", channel=channel.id, users=users)).error

    assert await invited("") == "no_user"
    assert await invited("U0NOBODY") == "user_not_found"
    assert await invited(ben.id) == "user_not_found"
    assert await invited(river.installation.user.id) == "cant_invite_self"
    assert await invited(ada.id) == "user_is_restricted"


async def test_only_who_is_in_a_channel_changes_it(raw: Raw, river: Workspace, ada: Person) -> None:
    elsewhere = river.channel("open", ada, with_bot=False)

    for method, more in [
        ("conversations.invite", {"users": ada.id}),
        ("conversations.kick", {"user": ada.id}),
        ("conversations.archive", {}),
        ("conversations.setTopic", {"topic": "x"}),
        ("conversations.rename", {"name": "x"}),
    ]:
        assert (await raw.call(method, channel=elsewhere.id, **more)).error == "not_in_channel", method


async def test_an_archived_channel_stays_as_it_is(raw: Raw, river: Workspace, ada: Person) -> None:
    gone = river.channel("gone", ada)
    await raw.call("conversations.archive", channel=gone.id)

    assert (await raw.call("conversations.archive", channel=gone.id)).error == "already_archived"
    assert (await raw.call("conversations.kick", channel=gone.id, user=ada.id)).error == "is_archived"
    assert (await raw.call("conversations.setTopic", channel=gone.id, topic="x")).error == "is_archived"
    assert (await raw.call("conversations.unarchive", channel=gone.id)).error == ""
    assert (await raw.call("conversations.unarchive", channel=gone.id)).error == "not_archived"


async def test_the_general_channel_and_the_bot_itself_stay(raw: Raw, river: Workspace, ada: Person) -> None:
    general = river.channel("general", ada)
    general.is_general = True
    bot = river.installation.user.id

    assert (await raw.call("conversations.kick", channel=general.id, user=ada.id)).error == "cant_kick_from_general"
    assert (await raw.call("conversations.kick", channel=general.id, user=bot)).error == "cant_kick_self"
    assert (await raw.call("conversations.archive", channel=general.id)).error == "cant_archive_general"
    assert (await raw.call("conversations.leave", channel=general.id)).error == "cant_leave_general"


async def test_a_topic_is_short(raw: Raw, river: Workspace) -> None:
    channel = river.channel("baobab")

    assert (await raw.call("conversations.setTopic", channel=channel.id, topic="x" * 250)).error == ""
    assert (await raw.call("conversations.setTopic", channel=channel.id, topic="x" * 251)).error == "too_long"


async def test_a_private_chat_is_the_same_one_every_time(raw: Raw, ada: Person, ben: Person) -> None:
    first = await raw.call("conversations.open", users=ada.id)
    again = await raw.call("conversations.open", users=ada.id, return_im=True)
    three = await raw.call("conversations.open", users=f"{ada.id},{ben.id}")

    assert first.json["channel"]["id"] == again.json["channel"]["id"] == ada.direct.id
    assert (again.json["already_open"], again.json["channel"]["is_im"]) == (True, True)
    assert three.json["channel"]["id"] != first.json["channel"]["id"]
    assert "mpdm-ada--ben--kith-1" in ada.sees().channels


async def test_whom_no_private_chat_is_opened_with(
    raw: Raw, river: Workspace, slack: SlackDouble, ben: Person, ada: Person
) -> None:
    await ben.goes()
    crowd = ",".join(river.person(f"p{number}").id for number in range(9))

    async def opened(users: str) -> str:
        return (await raw.call("conversations.open", users=users)).error

    assert await opened("") == "users_list_not_supplied"
    assert await opened("U0NOBODY") == "user_not_found"
    assert await opened(ben.id) == "user_disabled"
    assert await opened(river.installation.user.id) == "cannot_dm_bot"
    assert await opened(crowd) == "too_many_users"
    river.install(slack.app.scopes - {"im:write"})
    assert await opened(ada.id) == "missing_scope"


async def test_private_channels_are_listed_only_from_inside(raw: Raw, river: Workspace, ada: Person) -> None:
    river.channel("open", ada, with_bot=False)
    river.channel("secret", ada, is_private=True, with_bot=False)
    river.channel("ours", ada, is_private=True)
    river.channel("gone").is_archived = True

    async def listed(method: str, **params: str) -> list[str]:
        return [c["name"] for c in (await raw.send("GET", method, params=params)).json["channels"]]

    assert await listed("conversations.list") == ["open", "gone"]
    assert await listed("conversations.list", exclude_archived="1", types="public_channel,private_channel") == [
        "open",
        "ours",
    ]
    assert await listed("users.conversations", user=ada.id, types="private_channel") == ["ours"]
    wrong = await raw.send("GET", "conversations.list", params={"types": "secret"})
    assert wrong.error == "invalid_types"


async def test_a_private_channel_does_not_exist_for_who_is_outside(raw: Raw, river: Workspace, ada: Person) -> None:
    secret = river.channel("secret", ada, is_private=True, with_bot=False)

    assert (await raw.send("GET", "conversations.info", params={"channel": secret.id})).error == "channel_not_found"
    assert (await raw.call("conversations.join", channel=secret.id)).error == "channel_not_found"


async def test_the_bot_enters_public_channels(raw: Raw, river: Workspace) -> None:
    channel = river.channel("open", with_bot=False)

    assert (await raw.call("conversations.join", channel=channel.id)).error == ""
    assert channel.members == [river.installation.user.id]


async def test_people_are_described_with_zone_and_locale(raw: Raw, ada: Person, river: Workspace) -> None:
    described = await raw.send("GET", "users.info", params={"user": ada.id, "include_locale": "true"})
    without = await raw.send("GET", "users.info", params={"user": river.person("nozone", tz=None).id})

    assert described.json["user"]["tz"] == "Africa/Nairobi"
    assert described.json["user"]["tz_offset"] == 3 * 3600
    assert described.json["user"]["locale"] == "en-US"
    assert "tz" not in without.json["user"]
    assert "locale" not in without.json["user"]


async def test_addresses_are_for_who_may_read_them(raw: Raw, river: Workspace, slack: SlackDouble, ada: Person) -> None:
    found = await raw.send("GET", "users.lookupByEmail", params={"email": "ADA@example.org"})
    assert found.json["user"]["profile"]["email"] == "ada@example.org"
    river.install(slack.app.scopes - {"users:read.email"})
    described = await raw.send("GET", "users.info", params={"user": ada.id})
    assert "email" not in described.json["user"]["profile"]
    assert (await raw.send("GET", "users.lookupByEmail", params={"email": "x"})).error == "missing_scope"


async def test_who_left_is_described_as_gone(raw: Raw, ben: Person) -> None:
    await ben.goes()

    assert (await raw.send("GET", "users.info", params={"user": ben.id})).json["user"]["deleted"] is True
