"""Channels, roles, pins and the calendar of a server."""

from datetime import timedelta
from typing import Any

import discord as library
import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord.model import Kind
from tests.doubles.discord.servers import GuildHandle
from tests.doubles.discord_itself.bot import Bots
from tests.doubles.discord_itself.raw import Answered, Raw


@pytest.fixture
def guild(discord: Discord) -> GuildHandle:
    """A server with a bot that may do all but administrate."""
    return discord.guild()


async def test_a_text_channels_name_is_written_with_dashes(raw: Raw, guild: GuildHandle) -> None:
    made = await raw.post(f"/guilds/{guild.id}/channels", {"name": "Baobab  Group"})
    renamed = await raw.patch(f"/channels/{made.body['id']}", {"name": "Oak Group", "topic": "t"})

    assert (made.status, made.body["name"]) == (201, "baobab-group")
    assert (renamed.body["name"], renamed.body["topic"]) == ("oak-group", "t")


async def test_a_channel_is_renamed_twice_in_ten_minutes_and_no_more(
    raw: Raw, guild: GuildHandle, discord: Discord
) -> None:
    room = guild.channel("baobab")

    renamed = [(await raw.patch(f"/channels/{room.id}", {"name": name})).status for name in ("a", "b", "b", "c")]
    discord.clock.move(minutes=10)

    assert renamed == [200, 200, 200, 429]
    assert (await raw.patch(f"/channels/{room.id}", {"topic": "c"})).status == 200


async def test_a_private_channel_is_seen_by_those_it_allows(raw: Raw, guild: GuildHandle, discord: Discord) -> None:
    ada, ben = guild.person("Ada"), guild.person("Ben")
    overwrites = [
        {"id": guild.id, "type": 0, "deny": "1024"},
        {"id": ada.id, "type": 1, "allow": "1024"},
        {"id": discord.state.bot.id, "type": 1, "allow": "1024"},
    ]
    made = await raw.post(f"/guilds/{guild.id}/channels", {"name": "group", "permission_overwrites": overwrites})

    place = discord.state.channels[made.body["id"]]
    assert (place in ada.sees(), place in ben.sees()) == (True, False)
    await raw.delete(f"/channels/{place.id}/permissions/{ada.id}")
    assert place not in ada.sees()
    assert (await raw.delete(f"/channels/{place.id}/permissions/{ada.id}")).outcome == (404, 10009)


@pytest.mark.parametrize(
    "body", [{"name": ""}, {"name": "x" * 101}, {"name": "x", "topic": "x" * 1025}, {"name": "x", "type": 1}]
)
async def test_a_channel_over_a_limit_is_refused(raw: Raw, guild: GuildHandle, body: dict[str, Any]) -> None:
    assert (await raw.post(f"/guilds/{guild.id}/channels", body)).outcome == (400, 50035)


async def test_fifty_channels_fill_a_category(raw: Raw, guild: GuildHandle) -> None:
    category = guild.channel("Groups", Kind.CATEGORY)
    for number in range(50):
        guild.channel(f"g{number}", under=category)

    full = await raw.post(f"/guilds/{guild.id}/channels", {"name": "one-more", "parent_id": category.id})
    wrong = await raw.post(f"/guilds/{guild.id}/channels", {"name": "one-more", "parent_id": "7"})

    assert full.fault("parent_id") == "CHANNEL_PARENT_MAX_CHANNELS"
    assert wrong.fault("parent_id") == "CHANNEL_PARENT_INVALID"


async def test_five_hundred_channels_fill_a_server(raw: Raw, guild: GuildHandle) -> None:
    for number in range(500):
        guild.channel(f"g{number}")

    assert (await raw.post(f"/guilds/{guild.id}/channels", {"name": "one-more"})).outcome == (400, 30013)


async def test_deleting_a_category_leaves_its_channels_and_a_channel_takes_its_threads_along(
    raw: Raw, guild: GuildHandle, discord: Discord
) -> None:
    category = guild.channel("Groups", Kind.CATEGORY)
    room = guild.channel("g", under=category)
    thread = discord.places.add_thread(room, Kind.PUBLIC_THREAD, "t", discord.state.bot)

    await raw.delete(f"/channels/{category.id}")
    kept = room.id in discord.state.channels
    await raw.delete(f"/channels/{room.id}")

    assert (kept, room.parent_id) == (True, None)
    assert (await raw.get(f"/channels/{thread.id}")).outcome == (404, 10003)


async def test_a_role_is_made_changed_given_and_deleted(raw: Raw, guild: GuildHandle) -> None:
    ada = guild.person("Ada")
    made = (await raw.post(f"/guilds/{guild.id}/roles", {"name": "Mentors", "permissions": "1024"})).body
    path = f"/guilds/{guild.id}/roles/{made['id']}"

    assert (await raw.patch(path, {"name": "Guides", "mentionable": True})).body["mentionable"] is True
    await raw.put(f"/guilds/{guild.id}/members/{ada.id}/roles/{made['id']}")
    assert guild.guild.members[ada.id].role_ids == {made["id"]}
    assert (await raw.delete(path)).status == 204
    assert guild.guild.members[ada.id].role_ids == set()
    refused = await raw.post(f"/guilds/{guild.id}/roles", {"name": "x", "permissions": "8"})
    assert refused.outcome == (403, 50013)


async def test_a_pin_is_kept_and_said(raw: Raw, guild: GuildHandle, discord: Discord) -> None:
    room, ada = guild.channel("baobab"), guild.person("Ada")
    message = discord.said_before(room, "Norms")
    path = f"/channels/{room.id}/messages/pins"

    await raw.put(f"{path}/{message.id}")
    await raw.put(f"{path}/{message.id}")

    assert [one["message"]["id"] for one in (await raw.get(path)).body["items"]] == [message.id]
    assert [one.message.draft.kind for one in ada.sees()[room]] == [0, 6]
    assert ada.sees()[room][0].is_pinned
    assert (await raw.delete(f"{path}/{message.id}")).status == 204
    assert (await raw.get(path)).body["items"] == []


async def test_a_channel_holds_250_pins(raw: Raw, guild: GuildHandle, discord: Discord) -> None:
    room = guild.channel("baobab")
    for number in range(250):
        discord.said_before(room, str(number)).pinned_at = discord.clock.now()
    message = discord.said_before(room, "one more")

    assert (await raw.put(f"/channels/{room.id}/messages/pins/{message.id}")).outcome == (400, 30003)


def event(discord: Discord, **change: Any) -> dict[str, Any]:
    start = discord.clock.now() + timedelta(days=1)
    shape = {
        "name": "Kick-off",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "https://meet.example.org"},
        "scheduled_start_time": start.isoformat(),
        "scheduled_end_time": (start + timedelta(hours=1)).isoformat(),
    }
    return {**shape, **change}


async def make(raw: Raw, guild: GuildHandle, discord: Discord, **change: Any) -> Answered:
    return await raw.post(f"/guilds/{guild.id}/scheduled-events", event(discord, **change))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"description": "x" * 1001}, "description"),
        ({"scheduled_start_time": "2020-01-01T00:00:00+00:00"}, "scheduled_start_time"),
        ({"scheduled_start_time": "tomorrow"}, "scheduled_start_time"),
        ({"scheduled_end_time": "2020-01-01T00:00:00+00:00"}, "scheduled_end_time"),
        ({"scheduled_end_time": None}, "scheduled_end_time"),
        ({"channel_id": "7"}, "channel_id"),
    ],
)
async def test_an_event_over_a_limit_is_refused(
    raw: Raw, guild: GuildHandle, discord: Discord, change: dict[str, Any], place: str
) -> None:
    refused = await make(raw, guild, discord, **change)

    assert refused.outcome == (400, 50035)
    assert refused.fault(place)


async def test_an_external_event_needs_a_place_and_a_voice_event_a_channel(
    raw: Raw, guild: GuildHandle, discord: Discord
) -> None:
    voice = guild.channel("Talk", Kind.VOICE)

    assert (await make(raw, guild, discord, entity_metadata=None)).outcome == (400, 50035)
    assert (await make(raw, guild, discord, entity_metadata={"location": "x" * 101})).outcome == (400, 50035)
    discord.clock.move(minutes=1)
    assert (await make(raw, guild, discord, entity_type=2, entity_metadata=None)).outcome == (400, 50035)
    assert (await make(raw, guild, discord, entity_type=2, entity_metadata=None, channel_id=voice.id)).status == 200


async def test_an_event_is_changed_by_who_made_it_or_manages_events(
    raw: Raw, guild: GuildHandle, discord: Discord
) -> None:
    own = f"/guilds/{guild.id}/scheduled-events/{(await make(raw, guild, discord)).body['id']}"
    hers = discord.events.add(guild.guild, guild.owner.user, event(discord))
    guild.bot_may("create_events")

    assert (await raw.patch(own, {"name": "New"})).body["name"] == "New"
    assert (await raw.delete(f"/guilds/{guild.id}/scheduled-events/{hers.id}")).outcome == (403, 50013)
    assert (await raw.patch(own, {"status": 4})).body["status"] == 4
    assert (await raw.patch(own, {"status": 1})).outcome == (400, 180000)
    assert (await raw.delete(own)).status == 204
    assert (await raw.get(own)).outcome == (404, 10070)


async def test_a_hundred_events_fill_a_calendar(raw: Raw, guild: GuildHandle, discord: Discord) -> None:
    for _ in range(100):
        discord.events.add(guild.guild, guild.owner.user, event(discord))

    assert (await make(raw, guild, discord)).outcome == (400, 30038)


async def test_the_client_plans_an_event_and_pins_a_message(discord: Discord, bots: Bots, guild: GuildHandle) -> None:
    room = guild.channel("baobab")
    bot = await bots.start()
    start = discord.clock.now() + timedelta(days=1)

    made = await bot.guilds[0].create_scheduled_event(
        name="Kick-off",
        start_time=start,
        end_time=start + timedelta(hours=1),
        privacy_level=library.PrivacyLevel.guild_only,
        entity_type=library.EntityType.external,
        location="https://meet.example.org",
    )
    await made.edit(name="Start")
    message = await bot.get_channel(int(room.id)).send("Norms")
    await message.pin()

    assert [one.fields["name"] for one in guild.guild.events.values()] == ["Start"]
    await discord.until(lambda: bot.all("scheduled_event_update"))
    assert [one.id async for one in bot.get_channel(int(room.id)).pins()] == [message.id]
