"""An everyday run: the unmodified client starts, hears, answers, and people see it."""

from typing import Any

import discord as library

from tests.doubles.discord import Discord
from tests.doubles.discord_itself.bot import Bots


async def test_the_unmodified_client_lives_on_the_double(discord: Discord, bots: Bots) -> None:
    discord.allows("members", "content")
    guild = discord.guild("Open Learning")
    room, ada, ben = guild.channel("Baobab"), guild.person("Ada"), guild.person("Ben")

    bot = await bots.start("members", "message_content")
    await ada.says(room, "hello")
    await discord.until(lambda: bot.all("message"))

    assert [one.name for one in bot.guilds] == ["Open Learning"]
    assert {one.name for one in bot.guilds[0].members} == {"Kith", "owner", "ada", "ben"}
    assert bot.all("message")[0].content == "hello"
    assert [str(one) for one in ben.sees()[room]] == ["Ada: hello"]


async def test_a_button_opens_a_form_and_the_form_is_answered_in_private(discord: Discord, bots: Bots) -> None:
    guild = discord.guild()
    room, ada, ben = guild.channel("baobab"), guild.person("Ada"), guild.person("Ben")
    bot = await bots.start()
    bot.answers = ask_and_thank
    view = library.ui.View(timeout=None)
    view.add_item(library.ui.Button(label="I have it", custom_id="v1:take:1"))
    view.stop()
    await bot.get_channel(int(room.id)).send("Somebody is needed", view=view)

    await ada.presses(ada.sees()[room][-1], "I have it")
    form = ada.sees().modal
    await ada.submits(form, {"What do you know?": "enough"})

    assert form.title == "Take it"
    assert [str(one) for one in ada.sees()[room]] == ["Kith: Somebody is needed\nI have it", "Kith: thanks: enough"]
    assert [str(one) for one in ben.sees()[room]] == ["Kith: Somebody is needed\nI have it"]


async def ask_and_thank(interaction: library.Interaction) -> Any:
    if interaction.type is library.InteractionType.component:
        modal = library.ui.Modal(title="Take it", custom_id="v1:form:1", timeout=None)
        modal.add_item(library.ui.TextInput(label="What do you know?", custom_id="what"))
        modal.stop()
        return await interaction.response.send_modal(modal)
    (row,) = interaction.data["components"]
    return await interaction.response.send_message(f"thanks: {row['components'][0]['value']}", ephemeral=True)


async def test_a_slash_command_is_run_and_answered_late(discord: Discord, bots: Bots) -> None:
    guild = discord.guild()
    ada, ben = guild.person("Ada"), guild.person("Ben")
    room = guild.channel("baobab")
    bot = await bots.start()
    home = library.Object(int(guild.id))

    @bot.tree.command(name="who", description="Say who somebody is", guild=home)
    async def who(interaction: library.Interaction, member: library.Member, loudly: bool = False) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content=f"{member.name} {loudly}")
        await interaction.followup.send("and more", ephemeral=True)

    await bot.tree.sync(guild=home)
    await ada.runs("/who", member=ben, loudly=True)
    await discord.until(lambda: len(ada.sees()[room]) == 2)

    assert [str(one) for one in ada.sees()[room]] == ["Kith: ben True", "Kith: and more"]
    assert ben.sees()[room] == []


async def test_a_button_works_in_a_private_chat_too(discord: Discord, bots: Bots) -> None:
    ada = discord.guild().person("Ada")
    bot = await bots.start()
    bot.answers = thank_them
    discord.said_before(ada.chat, "How are you?", Fine="v1:fine")

    await ada.presses(ada.sees().chat[0], "Fine")

    assert [(one.text, one.is_private) for one in ada.sees().chat] == [("How are you?", False), ("Ada", True)]


async def thank_them(interaction: library.Interaction) -> None:
    await interaction.response.send_message(interaction.user.global_name, ephemeral=True)


async def test_a_private_chat_goes_both_ways(discord: Discord, bots: Bots) -> None:
    ada = discord.guild().person("Ada")
    bot = await bots.start()

    await (await bot.fetch_user(int(ada.id))).send("How are you?")
    await ada.says(ada.chat, "fine")
    await discord.until(lambda: len(bot.all("message")) == 2)

    assert [str(one) for one in ada.sees().chat] == ["Kith: How are you?", "Ada: fine"]
    assert [one.content for one in bot.all("message")] == ["How are you?", "fine"]
