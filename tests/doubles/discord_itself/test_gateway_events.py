"""What the gateway tells, and what it keeps from a bot without the intent or the permission."""

from typing import Any

import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord.sessions import Intent
from tests.doubles.discord_itself.bot import Bots
from tests.doubles.discord_itself.raw import Wire, Wires

HEARS = int(Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES)


async def told(wire: Wire, last: str) -> list[dict[str, Any]]:
    return [one["d"] for one in await wire.hears_until(last) if one["t"] == last]


async def test_without_the_intent_content_embeds_and_components_are_empty(discord: Discord, wires: Wires) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    wire, _ = await wires.ready(HEARS)

    await ada.says(room, "a secret")

    (message,) = await told(wire, "MESSAGE_CREATE")
    empty = {"content": "", "embeds": [], "components": [], "attachments": []}
    assert {name: message[name] for name in empty} == empty
    assert message["author"]["id"] == ada.id


async def test_with_the_intent_content_is_there(discord: Discord, wires: Wires) -> None:
    discord.allows("content")
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    wire, _ = await wires.ready(HEARS | Intent.MESSAGE_CONTENT)

    await ada.says(room, "no secret")

    assert (await told(wire, "MESSAGE_CREATE"))[0]["content"] == "no secret"


async def test_private_mentioning_and_own_messages_keep_their_content(discord: Discord, wires: Wires) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    wire, _ = await wires.ready(HEARS)

    await ada.says(ada.chat, "in private")
    await ada.says(room, f"<@{discord.state.bot.id}> look")
    discord.said_before(room, "my own")

    heard = [await wire.hears() for _ in range(4)]
    contents = [one["d"]["content"] for one in heard if one["t"] == "MESSAGE_CREATE"]
    assert contents == ["in private", f"<@{discord.state.bot.id}> look", "my own"]


async def test_an_edit_and_a_deletion_are_told(discord: Discord, wires: Wires) -> None:
    discord.allows("content")
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    message = await ada.says(room, "before")
    wire, _ = await wires.ready(HEARS | Intent.MESSAGE_CONTENT)

    await ada.edits(message, "after")
    await ada.deletes(message)

    heard = await wire.hears_until("MESSAGE_DELETE")
    assert heard[-2]["d"]["content"] == "after"
    assert heard[-2]["d"]["edited_timestamp"] is not None
    assert heard[-1]["d"] == {"id": message.id, "channel_id": room.id, "guild_id": guild.id}


async def test_a_channel_the_bot_does_not_see_stays_silent(discord: Discord, wires: Wires) -> None:
    guild = discord.guild()
    mentors = guild.role("Mentors")
    room, hidden, ada = guild.channel("baobab"), guild.hidden_channel("staff", mentors), guild.person("Ada", mentors)
    wire, _ = await wires.ready(HEARS)

    await ada.says(hidden, "among us")
    await ada.says(room, "to all")

    assert [one["channel_id"] for one in await told(wire, "MESSAGE_CREATE")] == [room.id]


@pytest.mark.parametrize("kept", ["GUILD_MESSAGES", "DIRECT_MESSAGES"])
async def test_messages_come_only_with_the_intent_for_them(discord: Discord, wires: Wires, kept: str) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    wire, _ = await wires.ready(int(Intent.GUILDS | Intent[kept]))

    await ada.says(room, "x")
    await ada.says(ada.chat, "x")

    (message,) = await told(wire, "MESSAGE_CREATE")
    assert ("guild_id" in message) == (kept == "GUILD_MESSAGES")


async def test_joins_and_leaves_come_only_with_the_members_intent(discord: Discord, wires: Wires) -> None:
    discord.allows("members")
    guild = discord.guild()
    without, _ = await wires.ready(HEARS)
    discord.clock.move(seconds=5)
    with_it, _ = await wires.ready(HEARS | Intent.GUILD_MEMBERS)

    ada = guild.person("Ada")
    await ada.leaves(guild.guild)
    guild.role("Marker")

    names = [one["t"] for one in await with_it.hears_until("GUILD_ROLE_CREATE")]
    assert names == ["GUILD_CREATE", "GUILD_MEMBER_ADD", "GUILD_MEMBER_REMOVE", "GUILD_ROLE_CREATE"]
    assert [one["t"] for one in await without.hears_until("GUILD_ROLE_CREATE")] == ["GUILD_CREATE", "GUILD_ROLE_CREATE"]


async def test_an_outage_is_no_removal(discord: Discord, bots: Bots) -> None:
    guild = discord.guild()
    bot = await bots.start()

    guild.goes_down()
    await discord.until(lambda: bot.all("guild_unavailable"))
    guild.comes_back()
    await discord.until(lambda: len(bot.all("guild_available")) == 2)

    assert (bot.all("guild_remove"), bot.all("guild_join")) == ([], [])


async def test_being_removed_and_invited_again_is_told_as_that(discord: Discord, bots: Bots) -> None:
    guild = discord.guild()
    bot = await bots.start()

    guild.removes_bot()
    await discord.until(lambda: bot.all("guild_remove"))
    guild.invites_bot()
    await discord.until(lambda: bot.all("guild_join"))

    assert bot.all("guild_unavailable") == []


async def test_members_come_in_chunks_of_a_thousand(discord: Discord, wires: Wires) -> None:
    discord.allows("members")
    guild = discord.guild()
    for number in range(1100):
        guild.person(f"P{number}")
    wire, _ = await wires.ready(int(Intent.GUILDS | Intent.GUILD_MEMBERS))

    await wire.op(8, {"guild_id": guild.id, "query": "", "limit": 0, "nonce": "n"})

    chunks = [one["d"] for one in [await wire.hears() for _ in range(3)] if one["t"] == "GUILD_MEMBERS_CHUNK"]
    assert [(len(one["members"]), one["chunk_index"], one["chunk_count"]) for one in chunks] == [
        (1000, 0, 2),
        (102, 1, 2),
    ]
    assert {one["nonce"] for one in chunks} == {"n"}


async def test_members_are_found_by_name_and_by_id(discord: Discord, wires: Wires) -> None:
    guild = discord.guild()
    ada, _ = guild.person("Ada"), guild.person("Ben")
    wire, _ = await wires.ready()

    await wire.op(8, {"guild_id": guild.id, "query": "ad", "limit": 5})
    await wire.op(8, {"guild_id": guild.id, "user_ids": [ada.id, "5"], "limit": 0})
    await wire.hears()
    by_name, by_id = (await wire.hears())["d"], (await wire.hears())["d"]

    assert [one["user"]["id"] for one in by_name["members"]] == [ada.id]
    assert [one["user"]["id"] for one in by_id["members"]] == [ada.id]
    assert by_id["not_found"] == ["5"]


async def test_the_whole_list_needs_the_intent_and_is_given_every_30_seconds(discord: Discord, wires: Wires) -> None:
    discord.allows("members")
    guild = discord.guild()
    asked = {"guild_id": guild.id, "query": "", "limit": 0}
    plain, _ = await wires.ready()
    discord.clock.move(seconds=5)
    wire, _ = await wires.ready(int(Intent.GUILDS | Intent.GUILD_MEMBERS))

    await plain.op(8, asked)
    await wire.op(8, asked)
    await wire.op(8, asked)

    heard = await wire.hears_until("RATE_LIMITED")
    assert [one["t"] for one in heard] == ["GUILD_CREATE", "GUILD_MEMBERS_CHUNK", "RATE_LIMITED"]
    assert heard[-1]["d"]["retry_after"] == 30.0
    assert len(discord.gateway.complaints) == 1


@pytest.mark.parametrize("asked", [{"guild_id": "7", "query": ""}, {"query": ""}, {}, "all"])
async def test_asking_for_members_of_nothing_closes_with_4002(wires: Wires, asked: Any) -> None:
    wire, _ = await wires.ready()
    await wire.op(8, asked)

    assert await wire.closed_with() == 4002


async def test_each_shard_hears_of_its_own_servers_and_the_first_of_private_chats(
    discord: Discord, wires: Wires
) -> None:
    discord.gateway.budget.max_concurrency = 2
    guilds = [discord.guild(f"G{number}") for number in range(8)]
    shards = {number: (await wires.ready(HEARS, shard=[number, 2])) for number in (0, 1)}

    named = {number: {one["id"] for one in ready["guilds"]} for number, (_, ready) in shards.items()}
    ada = guilds[0].person("Ada")
    await ada.says(ada.chat, "hi")

    assert named[0] == {one.id for one in guilds if (int(one.id) >> 22) % 2 == 0}
    assert named[0] | named[1] == {one.id for one in guilds}
    assert (await told(shards[0][0], "MESSAGE_CREATE"))[0]["content"] == "hi"


async def test_a_sharded_client_hears_all_its_servers(discord: Discord, bots: Bots) -> None:
    discord.gateway.budget.max_concurrency = 2
    guild = discord.guild()
    number = (int(guild.id) >> 22) % 2
    bot = await bots.start(shard_id=number, shard_count=2)

    assert [one.id for one in bot.guilds] == [int(guild.id)]


async def test_roles_and_channels_deleted_under_the_bot_are_told(discord: Discord, bots: Bots) -> None:
    guild = discord.guild()
    room, mentors = guild.channel("baobab"), guild.role("Mentors")
    bot = await bots.start()

    guild.deletes(room)
    guild.deletes(mentors)
    await discord.until(lambda: bot.all("guild_role_delete"))

    assert [one.name for one in bot.all("guild_channel_delete")] == ["baobab"]


async def test_reactions_are_told_once(discord: Discord, bots: Bots) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    message = await ada.says(room, "hi")
    bot = await bots.start()

    await ada.reacts(message, "💛")
    await ada.reacts(message, "💛")
    await ada.reacts(message, "💛", takes_back=True)
    await discord.until(lambda: bot.all("raw_reaction_remove"))

    assert [str(one.emoji) for one in bot.all("raw_reaction_add")] == ["💛"]
