"""Threads: private groups with people let in and taken out, archiving and locking, and the posts of a forum."""

import discord as library
import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord.model import Channel, Kind
from tests.doubles.discord.servers import GuildHandle
from tests.doubles.discord_itself.bot import Bots
from tests.doubles.discord_itself.raw import Raw


@pytest.fixture
def guild(discord: Discord) -> GuildHandle:
    """A server with a bot that may do all but administrate."""
    return discord.guild()


@pytest.fixture
def room(guild: GuildHandle) -> Channel:
    """A channel for threads."""
    return guild.channel("cohort")


async def start(raw: Raw, room: Channel, **more: object) -> str:
    made = await raw.post(f"/channels/{room.id}/threads", {"name": "Baobab", "type": 12, "invitable": False, **more})
    assert made.status == 201
    return str(made.body["id"])


async def test_a_private_thread_is_seen_by_those_let_in(
    discord: Discord, raw: Raw, guild: GuildHandle, room: Channel
) -> None:
    ada, ben = guild.person("Ada"), guild.person("Ben")
    thread_id = await start(raw, room)
    thread = discord.state.channels[thread_id]

    added = await raw.put(f"/channels/{thread_id}/thread-members/{ada.id}")

    assert added.status == 204
    assert thread in ada.sees()
    assert thread not in ben.sees()
    (system,) = ada.sees()[thread]
    assert (system.message.draft.kind, system.notifies) == (1, True)


async def test_leaving_a_thread_hides_it(discord: Discord, raw: Raw, guild: GuildHandle, room: Channel) -> None:
    ada = guild.person("Ada")
    thread_id = await start(raw, room)
    path = f"/channels/{thread_id}/thread-members/{ada.id}"
    await raw.put(path)

    assert (await raw.delete(path)).status == 204
    assert (await raw.delete(path)).outcome == (404, 10007)
    assert discord.state.channels[thread_id] not in ada.sees()


async def test_only_somebody_who_sees_the_channel_can_be_let_in(raw: Raw, guild: GuildHandle) -> None:
    ada, room = guild.person("Ada"), guild.hidden_channel("cohort")
    guild.allows(room, guild.bot_role, "view_channel")
    thread_id = await start(raw, room)

    assert (await raw.put(f"/channels/{thread_id}/thread-members/{ada.id}")).outcome == (403, 50001)
    assert (await raw.put(f"/channels/{thread_id}/thread-members/7")).outcome == (404, 10013)


async def test_a_private_thread_the_bot_is_not_in_needs_manage_threads(
    discord: Discord, raw: Raw, guild: GuildHandle, room: Channel
) -> None:
    ada = guild.person("Ada")
    hers = discord.places.add_thread(room, Kind.PRIVATE_THREAD, "Hers", ada.user)

    seen = await raw.get(f"/channels/{hers.id}")
    guild.bot_may("view_channel send_messages_in_threads")

    assert seen.status == 200
    assert (await raw.get(f"/channels/{hers.id}")).outcome == (403, 50001)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({}, "name"),
        ({"name": "x", "auto_archive_duration": 61}, "auto_archive_duration"),
    ],
)
async def test_a_thread_over_a_limit_is_refused(raw: Raw, room: Channel, body: dict[str, object], place: str) -> None:
    refused = await raw.post(f"/channels/{room.id}/threads", {"type": 12, **body})

    assert refused.outcome == (400, 50035)


async def test_an_archived_thread_takes_no_changes_but_waking(raw: Raw, discord: Discord, room: Channel) -> None:
    thread_id = await start(raw, room)
    message = discord.said_before(discord.state.channels[thread_id], "hi")
    await raw.patch(f"/channels/{thread_id}", {"archived": True})

    path = f"/channels/{thread_id}"
    assert (await raw.patch(path, {"name": "new"})).outcome == (400, 50083)
    assert (await raw.patch(f"{path}/messages/{message.id}", {"content": "x"})).outcome == (400, 50083)
    assert (await raw.put(f"{path}/messages/{message.id}/reactions/💛/@me")).outcome == (400, 50083)
    assert (await raw.put(f"{path}/messages/pins/{message.id}")).outcome == (400, 50083)
    assert (await raw.put(f"{path}/thread-members/7")).outcome == (400, 50083)
    assert (await raw.patch(path, {"archived": False})).body["thread_metadata"]["archived"] is False


async def test_a_thread_where_nobody_writes_is_archived(raw: Raw, discord: Discord, room: Channel) -> None:
    thread_id = await start(raw, room, auto_archive_duration=10080)
    place = discord.state.channels[thread_id]
    discord.clock.move(days=6)
    message = discord.said_before(place, "still here")
    discord.clock.move(days=6, hours=23)
    in_time = await raw.patch(f"/channels/{thread_id}/messages/{message.id}", {"content": "changed"})
    discord.clock.move(hours=1)

    assert in_time.status == 200
    assert (await raw.patch(f"/channels/{thread_id}/messages/{message.id}", {"content": "x"})).outcome == (400, 50083)
    assert (await raw.post(f"/channels/{thread_id}/messages", {"content": "awake"})).status == 200
    assert not place.thread.is_archived


async def test_a_message_wakes_an_archived_thread_unless_it_is_locked(
    raw: Raw, guild: GuildHandle, room: Channel
) -> None:
    guild.bot_may("view_channel send_messages_in_threads create_private_threads")
    thread_id = await start(raw, room)
    thread = room.in_guild.channels[thread_id].thread
    await raw.patch(f"/channels/{thread_id}", {"archived": True})
    woke = await raw.post(f"/channels/{thread_id}/messages", {"content": "hi"})
    was_awake = not thread.is_archived

    thread.is_archived = thread.is_locked = True
    locked = await raw.post(f"/channels/{thread_id}/messages", {"content": "hi"})
    guild.bot_may("view_channel send_messages_in_threads manage_threads")

    assert (woke.status, was_awake) == (200, True)
    assert locked.outcome == (400, 50083)
    assert (await raw.post(f"/channels/{thread_id}/messages", {"content": "hi"})).status == 200


async def test_only_who_started_a_thread_or_manages_it_changes_it(
    discord: Discord, raw: Raw, guild: GuildHandle, room: Channel
) -> None:
    guild.bot_may("view_channel send_messages_in_threads create_private_threads")
    ada = guild.person("Ada")
    own = await start(raw, room)
    hers = discord.places.add_thread(room, Kind.PUBLIC_THREAD, "Hers", ada.user)

    assert (await raw.patch(f"/channels/{own}", {"name": "new"})).body["name"] == "new"
    assert (await raw.patch(f"/channels/{own}", {"locked": True})).outcome == (403, 50013)
    assert (await raw.patch(f"/channels/{hers.id}", {"name": "new"})).outcome == (403, 50013)
    assert (await raw.delete(f"/channels/{own}")).outcome == (403, 50013)


async def test_archived_threads_are_found_again(raw: Raw, room: Channel) -> None:
    thread_id = await start(raw, room)
    await raw.patch(f"/channels/{thread_id}", {"archived": True})

    for path in ("threads/archived/private", "users/@me/threads/archived/private"):
        assert [one["id"] for one in (await raw.get(f"/channels/{room.id}/{path}")).body["threads"]] == [thread_id]
    assert (await raw.get(f"/channels/{room.id}/threads/archived/public")).body["threads"] == []
    assert (await raw.get(f"/guilds/{room.in_guild.id}/threads/active")).body["threads"] == []


async def test_members_of_a_thread_are_listed_with_the_members_intent(
    discord: Discord, raw: Raw, guild: GuildHandle, room: Channel
) -> None:
    ada = guild.person("Ada")
    thread_id = await start(raw, room)
    await raw.put(f"/channels/{thread_id}/thread-members/{ada.id}")
    path = f"/channels/{thread_id}/thread-members"

    assert (await raw.get(path)).outcome == (403, 50001)
    discord.allows("members")
    assert {one["user_id"] for one in (await raw.get(path)).body} == {ada.id, discord.state.bot.id}
    assert (await raw.get(f"{path}/{ada.id}")).body["user_id"] == ada.id
    assert (await raw.get(f"{path}/7")).outcome == (404, 10007)


async def test_a_forum_takes_posts_with_its_own_tags_and_no_messages(raw: Raw, guild: GuildHandle) -> None:
    forum = guild.forum("help", "asked", "solved")
    body = {"name": "How?", "message": {"content": "like this"}, "applied_tags": [forum.tags[0]["id"]]}

    posted = await raw.post(f"/channels/{forum.id}/threads", body)

    assert posted.body["message"]["id"] == posted.body["id"]
    assert posted.body["applied_tags"] == [forum.tags[0]["id"]]
    assert (await raw.post(f"/channels/{forum.id}/threads", {**body, "applied_tags": ["7"]})).outcome == (400, 50035)
    assert (await raw.post(f"/channels/{forum.id}/messages", {"content": "x"})).outcome == (400, 50008)
    forum.flags = 1 << 4
    assert (await raw.post(f"/channels/{forum.id}/threads", {**body, "applied_tags": []})).outcome == (400, 40067)


async def test_a_thousand_active_threads_are_enough(raw: Raw, discord: Discord, room: Channel) -> None:
    for number in range(1000):
        discord.places.add_thread(room, Kind.PUBLIC_THREAD, str(number), discord.state.bot)

    assert (await raw.post(f"/channels/{room.id}/threads", {"name": "x", "type": 12})).outcome == (400, 160006)


async def test_a_thread_from_a_message_has_its_id_and_is_made_once(raw: Raw, discord: Discord, room: Channel) -> None:
    message = discord.said_before(room, "hi")
    path = f"/channels/{room.id}/messages/{message.id}/threads"

    assert (await raw.post(path, {"name": "more"})).body["id"] == message.id
    assert (await raw.post(path, {"name": "more"})).outcome == (400, 160004)


async def test_the_client_runs_a_group_in_a_private_thread(discord: Discord, bots: Bots, guild: GuildHandle) -> None:
    discord.allows("members", "content")
    room, ada = guild.channel("cohort"), guild.person("Ada")
    bot = await bots.start("members", "message_content")

    thread = await bot.get_channel(int(room.id)).create_thread(
        name="Baobab", type=library.ChannelType.private_thread, invitable=False
    )
    await thread.add_user(library.Object(int(ada.id)))
    await thread.send("Welcome")
    place = discord.state.channels[str(thread.id)]
    await ada.says(place, "hello")
    await discord.until(lambda: any(one.content == "hello" for one in bot.all("message")))
    await thread.edit(archived=True, locked=True)

    assert [one.text for one in ada.sees()[place]][1:] == ["Welcome", "hello"]
    assert place.thread.is_archived
    assert bot.all("thread_create")[0].id == thread.id
