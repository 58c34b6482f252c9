"""Permissions: roles, overwrites and threads decide what the bot may do, and how it is refused."""

from datetime import timedelta
from typing import Any

import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord.messages import Draft
from tests.doubles.discord.permissions import ALL, May, in_channel
from tests.doubles.discord_itself.raw import Raw

READ = "view_channel read_message_history"
EMBED = {"embeds": [{"title": "t"}]}
TEXT = {"content": "x"}

# What the bot may, the request, what it needs besides.
NEEDS = [
    (READ, "POST", "/channels/{room}/messages", TEXT, "send_messages"),
    (READ + " send_messages", "POST", "/channels/{room}/messages", EMBED, "embed_links"),
    (READ, "DELETE", "/channels/{room}/messages/{hers}", None, "manage_messages"),
    ("view_channel", "GET", "/channels/{room}/messages/{hers}", None, "read_message_history"),
    (READ, "PUT", "/channels/{room}/messages/{hers}/reactions/💛/@me", None, "add_reactions"),
    (READ, "PUT", "/channels/{room}/messages/pins/{hers}", None, "pin_messages"),
    (READ + " manage_messages", "PUT", "/channels/{room}/messages/pins/{hers}", None, "pin_messages"),
    (READ, "POST", "/channels/{room}/threads", {"name": "t", "type": 12}, "create_private_threads"),
    (READ, "POST", "/channels/{room}/threads", {"name": "t", "type": 11}, "create_public_threads"),
    (READ, "POST", "/channels/{room}/messages/{hers}/threads", {"name": "t"}, "create_public_threads"),
    (READ, "PATCH", "/channels/{room}", {"topic": "t"}, "manage_channels"),
    (READ, "DELETE", "/channels/{room}", None, "manage_channels"),
    (READ, "PUT", "/channels/{room}/permissions/{ada}", {"type": 1, "allow": "1024"}, "manage_roles"),
    (READ, "POST", "/guilds/{guild}/channels", {"name": "new"}, "manage_channels"),
    (READ, "POST", "/guilds/{guild}/roles", {"name": "new"}, "manage_roles"),
    (READ, "PUT", "/guilds/{guild}/members/{ada}/roles/{role}", None, "manage_roles"),
    (READ, "PATCH", "/guilds/{guild}/members/{ada}", {"nick": "A"}, "manage_nicknames"),
    (READ, "POST", "/guilds/{guild}/scheduled-events", "event", "create_events"),
    (READ + " manage_events", "POST", "/guilds/{guild}/scheduled-events", "event", "create_events"),
]


@pytest.mark.parametrize(("may", "method", "path", "body", "needed"), NEEDS)
async def test_each_thing_needs_its_own_permission(
    discord: Discord, raw: Raw, may: str, method: str, path: str, body: Any, needed: str
) -> None:
    guild = discord.guild(bot_may=may)
    guild.guild.roles[guild.id].permissions = 0
    room, ada, role = guild.channel("baobab"), guild.person("Ada"), guild.role("Mentors")
    hers = discord.messages.post(Draft(room, ada.user, "hi"))
    path = path.format(room=room.id, ada=ada.id, guild=guild.id, role=role.id, hers=hers.id)
    if body == "event":
        start = discord.clock.now() + timedelta(days=1)
        body = {"name": "Meet", "privacy_level": 2, "entity_type": 3, "entity_metadata": {"location": "here"}}
        body |= {"scheduled_start_time": start.isoformat()}
        body |= {"scheduled_end_time": (start + timedelta(hours=1)).isoformat()}

    without = await raw.send(method, path, body)
    guild.bot_may(f"{may} {needed}")
    discord.clock.move(seconds=1)
    with_it = await raw.send(method, path, body)

    assert without.outcome == (403, 50013)
    assert with_it.status in (200, 201, 204)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/channels/{room}", None),
        ("GET", "/channels/{room}/messages", None),
        ("POST", "/channels/{room}/messages", TEXT),
        ("PATCH", "/channels/{room}", {"topic": "t"}),
        ("POST", "/channels/{room}/threads", {"name": "t"}),
    ],
)
async def test_a_channel_out_of_sight_is_missing_access(
    discord: Discord, raw: Raw, method: str, path: str, body: Any
) -> None:
    guild = discord.guild()
    room = guild.hidden_channel("staff")

    hidden = await raw.send(method, path.format(room=room.id), body)

    assert hidden.outcome == (403, 50001)


async def test_a_deleted_channel_is_unknown(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    room = guild.channel("baobab")
    guild.deletes(room)

    assert (await raw.post(f"/channels/{room.id}/messages", TEXT)).outcome == (404, 10003)


async def test_a_server_that_removed_the_bot_is_unknown_and_its_channels_are_missing_access(
    discord: Discord, raw: Raw
) -> None:
    guild = discord.guild()
    room = guild.channel("baobab")
    guild.removes_bot()

    assert (await raw.get(f"/guilds/{guild.id}")).outcome == (404, 10004)
    assert (await raw.post(f"/channels/{room.id}/messages", TEXT)).outcome == (403, 50001)


async def test_without_the_history_permission_a_channel_looks_empty(discord: Discord, raw: Raw) -> None:
    guild = discord.guild(bot_may="view_channel")
    guild.guild.roles[guild.id].permissions = 0
    room = guild.channel("baobab")
    discord.said_before(room, "hi")

    assert (await raw.get(f"/channels/{room.id}/messages")).body == []


async def test_overwrites_apply_in_discords_order(discord: Discord) -> None:
    guild = discord.guild()
    first, second = guild.role("First"), guild.role("Second")
    room, ada = guild.channel("baobab"), guild.person("Ada", first, second)
    member = guild.guild.members[ada.id]

    def may_send() -> bool:
        return May.SEND_MESSAGES in in_channel(room, member, discord.clock.now())

    guild.denies(room, guild.everyone, "send_messages")
    by_everyone = may_send()
    guild.denies(room, first, "send_messages")
    guild.allows(room, second, "send_messages")
    by_roles = may_send()
    guild.denies(room, ada, "send_messages")

    assert (by_everyone, by_roles, may_send()) == (False, True, False)


async def test_who_does_not_see_a_channel_may_nothing_in_it(discord: Discord) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    guild.denies(room, guild.everyone, "view_channel")

    assert in_channel(room, guild.guild.members[ada.id], discord.clock.now()) == May(0)


async def test_who_may_not_send_may_not_embed_or_mention_all(discord: Discord) -> None:
    guild = discord.guild(bot_may="view_channel embed_links attach_files mention_everyone")
    guild.guild.roles[guild.id].permissions = 0
    room = guild.channel("baobab")

    assert discord.broadcast.rights(room) == May.VIEW_CHANNEL


async def test_the_owner_and_administrators_may_everything(discord: Discord) -> None:
    guild = discord.guild(bot_may="administrator")
    room = guild.hidden_channel("staff")

    assert discord.broadcast.rights(room) == ALL
    assert in_channel(room, guild.guild.members[guild.owner.id], discord.clock.now()) == ALL


async def test_a_moderator_can_silence_somebody_for_a_while(discord: Discord) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    member, now = guild.guild.members[ada.id], discord.clock.now()
    member.timed_out_until = now + timedelta(minutes=5)

    assert in_channel(room, member, now) == May.VIEW_CHANNEL | May.READ_MESSAGE_HISTORY
    assert May.SEND_MESSAGES in in_channel(room, member, now + timedelta(minutes=5))


async def test_the_bot_hands_out_only_what_it_has(discord: Discord, raw: Raw) -> None:
    guild = discord.guild(bot_may="view_channel manage_roles manage_channels")
    room, ada = guild.channel("baobab"), guild.person("Ada")
    path = f"/channels/{room.id}/permissions/{ada.id}"

    for bits in (May.BAN_MEMBERS, May.MANAGE_ROLES):
        assert (await raw.put(path, {"type": 1, "allow": str(int(bits))})).outcome == (403, 50013)
    assert (await raw.put(path, {"type": 1, "allow": str(int(May.VIEW_CHANNEL))})).status == 204


async def test_the_bot_gives_only_roles_below_its_own(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    ada, below, above = guild.person("Ada"), guild.role("Below"), guild.role("Above")
    above.position = 99

    assert (await raw.put(f"/guilds/{guild.id}/members/{ada.id}/roles/{above.id}")).outcome == (403, 50013)
    assert (await raw.put(f"/guilds/{guild.id}/members/{ada.id}/roles/{below.id}")).status == 204
    assert (await raw.put(f"/guilds/{guild.id}/members/{ada.id}/roles/7")).outcome == (404, 10011)
    assert (await raw.put(f"/guilds/{guild.id}/members/7/roles/{below.id}")).outcome == (404, 10013)


async def test_the_list_of_members_needs_the_intent(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    ada = guild.person("Ada")

    assert (await raw.get(f"/guilds/{guild.id}/members")).outcome == (403, 50001)
    assert (await raw.get(f"/guilds/{guild.id}/members/{ada.id}")).body["user"]["username"] == "ada"
    discord.allows("members")
    assert len((await raw.get(f"/guilds/{guild.id}/members?limit=10")).body) == 3
