"""Application commands: what Discord refuses to register, to whom it offers them, and what it fills in."""

from typing import Any

import discord as library
import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord_itself.bot import Bots
from tests.doubles.discord_itself.raw import Answered, Raw

Shape = dict[str, Any]


def command(**fields: Any) -> Shape:
    return {"name": "peer", "description": "d", **fields}


def option(**fields: Any) -> Shape:
    return {"type": 3, "name": "text", "description": "d", **fields}


def sub(name: str = "sub", *options: Shape, kind: int = 1) -> Shape:
    return {"type": kind, "name": name, "description": "d", "options": list(options)}


def named(number: int, make: Any, **fields: Any) -> list[Shape]:
    return [{**make(), "name": f"n{one}", **fields} for one in range(number)]


CHOICE = {"name": "A", "value": "a"}
LONG = [
    option(name=f"n{one}", description="x" * 100, choices=[{"name": "y" * 100, "value": str(n)} for n in range(25)])
    for one in range(4)
]
REFUSED: list[tuple[str, list[Shape]]] = [
    ("upper case", [command(name="Peer")]),
    ("with a space", [command(name="peer away")]),
    ("33 characters", [command(name="x" * 33)]),
    ("no description", [command(description="")]),
    ("description of 101", [command(description="x" * 101)]),
    ("twice the same name", [command(), command()]),
    ("26 subcommands", [command(options=named(26, sub))]),
    ("26 options", [command(options=named(26, option))]),
    ("options of one name", [command(options=[option(), option()])]),
    ("an option in upper case", [command(options=[option(name="Text")])]),
    ("required after optional", [command(options=[option(), option(name="b", required=True)])]),
    ("subcommand beside option", [command(options=[sub(), option()])]),
    ("a kind that is none", [command(type=9)]),
    ("an option of a kind that is none", [command(options=[option(type=12)])]),
    ("a value in a group", [command(options=[sub("a", option(), kind=2)])]),
    ("26 subcommands of a group", [command(options=[sub("a", *named(26, sub), kind=2)])]),
    ("an option in upper case of a subcommand", [command(options=[sub("a", option(name="Text"))])]),
    ("max_length of 6001", [command(options=[option(max_length=6001)])]),
    ("group in a group", [command(options=[sub("a", sub("b", kind=2), kind=2)])]),
    ("subcommand in a subcommand", [command(options=[sub("a", sub("b"))])]),
    ("26 choices", [command(options=[option(choices=[{"name": f"{n}", "value": f"{n}"} for n in range(26)])])]),
    ("a choice of 101", [command(options=[option(choices=[{"name": "x" * 101, "value": "x"}])])]),
    ("a choice of the wrong type", [command(options=[option(type=4, choices=[CHOICE])])]),
    ("choices that complete", [command(options=[option(choices=[CHOICE], autocomplete=True)])]),
    ("a person that completes", [command(options=[option(type=6, autocomplete=True)])]),
    ("min_length of 6001", [command(options=[option(min_length=6001)])]),
    ("more than 8000 characters", [command(options=LONG)]),
    ("101 commands", named(101, command)),
    ("16 menus on messages", [{"name": f"M{n}", "type": 3} for n in range(16)]),
    ("a menu with a description", [{"name": "M", "type": 3, "description": "d"}]),
    ("a menu of 33", [{"name": "x" * 33, "type": 3}]),
]


async def put(raw: Raw, guild_id: str, commands: Any) -> Answered:
    raw_path = f"/applications/{raw._discord.state.application.id}/guilds/{guild_id}/commands"
    return await raw.put(raw_path, commands)


@pytest.mark.parametrize(("why", "commands"), REFUSED, ids=[why for why, _ in REFUSED])
async def test_a_command_over_a_limit_is_refused(discord: Discord, raw: Raw, why: str, commands: list[Shape]) -> None:
    guild = discord.guild()

    assert (await put(raw, guild.id, commands)).outcome == (400, 50035), why
    assert guild.guild.commands == {}


async def test_at_the_limits_it_is_registered(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    leaf = [option(name=f"o{n}", choices=[CHOICE]) for n in range(25)]
    wanted = [command(name="x" * 32, description="d" * 100, options=named(25, sub)), command(name="é-x", options=leaf)]

    registered = await put(raw, guild.id, [*wanted, {"name": "Thank for This", "type": 3}])

    assert registered.status == 200
    assert [one["type"] for one in registered.body] == [1, 1, 3]


async def test_replacing_all_keeps_the_ids_of_those_that_stay(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    before = (await put(raw, guild.id, [command(), command(name="gone")])).body
    after = (await put(raw, guild.id, [command(description="new"), command(name="new")])).body

    assert after[0]["id"] == before[0]["id"]
    assert after[0]["version"] != before[0]["version"]
    assert [one["name"] for one in guild.guild.commands.values()] == ["peer", "new"]


async def test_only_two_hundred_commands_can_be_created_a_day(discord: Discord, raw: Raw) -> None:
    discord.limits.is_on = False
    guild = discord.guild()
    for start in (0, 100):
        await put(raw, guild.id, [command(name=f"c{start + n}") for n in range(100)])

    refused = await put(raw, guild.id, [command(name="one-more")])
    same = await put(raw, guild.id, [command(name="c199", description="changed")])
    discord.clock.move(days=1)

    assert refused.outcome == (429, 30034)
    assert same.status == 200
    assert (await put(raw, guild.id, [command(name="one-more")])).status == 200


async def test_commands_of_a_server_without_the_bot_are_missing_access(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    guild.removes_bot()

    assert (await put(raw, guild.id, [])).outcome == (403, 50001)
    assert (await raw.put(f"/applications/7/guilds/{guild.id}/commands", [])).outcome == (403, 20012)


async def test_one_command_can_be_made_changed_and_deleted(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    path = f"/applications/{discord.state.application.id}/guilds/{guild.id}/commands"
    made = await raw.post(path, command())
    again = await raw.post(path, command(description="new"))
    one = f"{path}/{made.body['id']}"

    assert (made.status, again.status, again.body["id"]) == (201, 200, made.body["id"])
    assert (await raw.patch(one, {"description": "newer"})).body["description"] == "newer"
    assert (await raw.patch(one, {"name": "Upper"})).outcome == (400, 50035)
    assert (await raw.delete(one)).status == 204
    assert (await raw.get(one)).outcome == (404, 10063)


async def test_a_command_is_offered_to_those_with_its_permissions(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    guild.channel("baobab")
    coordinators = guild.role("Coordinators", "manage_guild")
    ada, ben = guild.person("Ada", coordinators), guild.person("Ben")
    await put(raw, guild.id, [command(name="coord", default_member_permissions=1 << 5), command()])

    assert (await ada.runs("/coord", waits=False)).data["name"] == "coord"
    assert (await ben.runs("/peer", waits=False)).data["name"] == "peer"
    with pytest.raises(AssertionError, match="not offered"):
        await ben.runs("/coord", waits=False)
    with pytest.raises(AssertionError, match="not offered"):
        await ben.runs("/peer", at=ben.chat, waits=False)


async def test_the_app_checks_options_before_it_sends(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    guild.channel("baobab")
    ada = guild.person("Ada")
    options = [option(required=True, max_length=3), option(name="how", choices=[CHOICE]), option(name="n", type=4)]
    await put(raw, guild.id, [command(options=[sub("away", *options)])])

    run = await ada.runs("/peer away", text="abc", how="A", n=2, waits=False)

    (leaf,) = run.data["options"]
    assert [(one["name"], one["value"]) for one in leaf["options"]] == [("text", "abc"), ("how", "a"), ("n", 2)]
    for wrong in ({}, {"text": "abcd"}, {"text": "a", "how": "B"}, {"text": "a", "n": "2"}, {"text": "a", "x": 1}):
        with pytest.raises(AssertionError):
            await ada.runs("/peer away", waits=False, **wrong)
    with pytest.raises(AssertionError, match="one more word"):
        await ada.runs("/peer", waits=False)


async def test_the_client_completes_options(discord: Discord, bots: Bots) -> None:
    guild = discord.guild()
    guild.channel("baobab")
    ada, bot = guild.person("Ada"), await bots.start()
    home = library.Object(int(guild.id))

    @bot.tree.command(name="zone", description="Your time zone", guild=home)
    async def zone(interaction: library.Interaction, name: str) -> None:
        await interaction.response.send_message(name, ephemeral=True)

    @zone.autocomplete("name")
    async def names(_: library.Interaction, text: str) -> list[library.app_commands.Choice[str]]:
        return [library.app_commands.Choice(name=f"{text}{n}", value=str(n)) for n in range(2)]

    await bot.tree.sync(guild=home)

    assert await ada.types("/zone", "name", "Eur") == ["Eur0", "Eur1"]
    assert (await ada.runs("/zone", name="Europe/Oslo")).response.draft.content == "Europe/Oslo"


@pytest.mark.parametrize(
    ("choices", "place"),
    [
        ([{"name": f"{n}", "value": "x"} for n in range(26)], ("choices",)),
        ([{"name": "x" * 101, "value": "x"}], ("choices", 0, "name")),
        ([{"name": "", "value": "x"}], ("choices", 0, "name")),
        ([{"name": "x", "value": "x" * 101}], ("choices", 0, "value")),
        ([{"name": "x", "value": 5}], ("choices", 0, "value")),
    ],
)
async def test_suggestions_over_a_limit_are_refused(
    discord: Discord, raw: Raw, choices: list[Shape], place: tuple[str | int, ...]
) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    data = {"id": "1", "name": "x", "type": 1, "options": [{"name": "o", "type": 3, "value": "", "focused": True}]}
    asked = discord.interactions.start(4, ada.user, room, data)

    path = f"/interactions/{asked.id}/{asked.token}/callback"
    refused = await raw.post(path, {"type": 8, "data": {"choices": choices}})
    message = await raw.post(path, {"type": 4, "data": {"content": "x"}})

    assert refused.outcome == (400, 50035)
    assert message.outcome == (400, 50035)


async def test_menus_bring_the_message_with_its_content(discord: Discord, bots: Bots) -> None:
    guild = discord.guild()
    room, ada, ben = guild.channel("baobab"), guild.person("Ada"), guild.person("Ben")
    bot, home, seen = await bots.start(), library.Object(int(guild.id)), []

    @bot.tree.context_menu(name="Thank for this", guild=home)
    async def thank(interaction: library.Interaction, message: library.Message) -> None:
        seen.append(message.content)
        await interaction.response.send_message("thanked", ephemeral=True)

    @bot.tree.context_menu(name="Who is this", guild=home)
    async def who(interaction: library.Interaction, member: library.Member) -> None:
        await interaction.response.send_message(member.name, ephemeral=True)

    await bot.tree.sync(guild=home)
    message = await ben.says(room, "so it works")
    await ada.uses("Thank for this", message)
    await ada.uses("Who is this", ben)

    assert seen == ["so it works"]
    assert [one.text for one in ada.sees().private] == ["thanked", "ben"]
    with pytest.raises(AssertionError, match="not in this menu"):
        await ada.uses("Report", message)
