"""Private chats: opening one always works, writing does only where somebody takes messages."""

from tests.doubles.discord import Discord
from tests.doubles.discord_itself.raw import Raw


async def opened(raw: Raw, user_id: str) -> str:
    return str((await raw.post("/users/@me/channels", {"recipient_id": user_id})).body["id"])


async def test_somebody_who_closed_their_dms_cannot_be_written_to(discord: Discord, raw: Raw) -> None:
    ada = discord.guild().person("Ada")
    await ada.closes_dms()
    chat = await opened(raw, ada.id)

    refused = await raw.post(f"/channels/{chat}/messages", {"content": "hi"})
    await ada.opens_dms()
    sent = await raw.post(f"/channels/{chat}/messages", {"content": "hi"})

    assert refused.outcome == (403, 50007)
    assert sent.status == 200
    assert [str(one) for one in ada.sees().chat] == ["Kith: hi"]


async def test_somebody_who_left_the_last_common_server_cannot_be_written_to(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    ada = guild.person("Ada")
    chat = await opened(raw, ada.id)
    await ada.leaves(guild.guild)

    assert (await raw.post(f"/channels/{chat}/messages", {"content": "hi"})).outcome == (403, 50278)


async def test_opening_twice_gives_the_same_chat(discord: Discord, raw: Raw) -> None:
    ada = discord.guild().person("Ada")

    assert await opened(raw, ada.id) == await opened(raw, ada.id) == ada.chat.id


async def test_a_chat_with_nobody_or_oneself_is_refused(discord: Discord, raw: Raw) -> None:
    discord.guild()

    for user_id in ("7", discord.state.bot.id):
        assert (await raw.post("/users/@me/channels", {"recipient_id": user_id})).outcome == (400, 50033)
    assert (await raw.post("/users/@me/channels", {})).outcome == (400, 50035)


async def test_a_chat_shows_to_its_two_people_only(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    ada, ben = guild.person("Ada"), guild.person("Ben")
    await raw.post(f"/channels/{await opened(raw, ada.id)}/messages", {"content": "hi"})

    assert len(ada.sees().chat) == 1
    assert ben.sees().chat == []
    assert ada.chat not in ben.sees()


async def test_what_others_wrote_in_a_chat_cannot_be_deleted(discord: Discord, raw: Raw) -> None:
    ada = discord.guild().person("Ada")
    hers = await ada.says(ada.chat, "hi")

    assert (await raw.delete(f"/channels/{ada.chat.id}/messages/{hers.id}")).outcome == (403, 50003)
    assert (await raw.patch(f"/channels/{ada.chat.id}", {"name": "x"})).outcome == (403, 50003)
