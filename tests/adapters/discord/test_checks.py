"""What `kith doctor` says of Discord: everything that would keep the bot from being at home, and what mends it."""

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord.checks import Wanted, look
from adapters.discord.client import point_at
from adapters.discord.permissions import needed
from adapters.discord.rooms import RoomKind
from adapters.found import Found
from bot.flows import all_routes
from tests.adapters.discord.office import Office
from tests.adapters.discord.office import office as furnished
from tests.doubles.discord import Discord
from tests.doubles.discord.model import Kind
from tests.doubles.discord.permissions import May

ENOUGH = "view_channel send_messages embed_links attach_files read_message_history pin_messages"
"""What the bot needs in a channel that is there."""


def wanted(office: Office) -> Wanted:
    """What the office's configuration and cohort ask for."""
    channels = {name: room.id for name, room in office.rooms.items()}
    commands = tuple(all_routes().described().values())
    return Wanted(office.guild.id, channels, RoomKind.THREAD, content=False, members=False, commands=commands)


async def findings(office: Office, asked: Wanted) -> list[Found]:
    found = [each for each in await look(office.access.token, [asked]) if each.mend]
    assert all(each.mend.rstrip("0123456789").endswith((".", "=")) for each in found), found
    return found


async def test_all_is_well(office: Office) -> None:
    assert await findings(office, wanted(office)) == []


async def test_nothing_is_changed_by_looking(office: Office) -> None:
    before = len(office.discord.requests)
    await look(office.access.token, [wanted(office)])

    assert {request.method for request in office.discord.requests[before:]} == {"GET"}


async def test_a_wrong_token(office: Office) -> None:
    [found] = [each for each in await look("no." + office.access.token, [wanted(office)]) if each.mend]

    assert found.what == "Discord does not accept the token."


async def test_a_server_the_bot_is_not_in_comes_with_the_link(office: Office) -> None:
    [found] = await findings(office, replace(wanted(office), guild_id="123456789012345678"))

    assert "is not in the server" in found.what
    assert "https://discord.com/oauth2/authorize?client_id=" in found.mend


@pytest.mark.parametrize(("name", "switch"), [("content", "Message Content"), ("members", "Server Members")])
async def test_a_switch_that_is_off(office: Office, name: str, switch: str) -> None:
    asked = replace(wanted(office), content=name == "content", members=name == "members")
    [found] = await findings(office, asked)
    assert found.what.startswith(f"{switch} Intent is off")

    office.discord.allows("content", "members")
    assert await findings(office, asked) == []


async def test_a_channel_where_it_lacks_a_right_and_one_it_does_not_see(office: Office) -> None:
    office.guild.denies(office.rooms["g1"], office.guild.bot_role, "read_message_history pin_messages")
    office.guild.denies(office.rooms["help"], office.guild.bot_role, "view_channel")
    asked = replace(wanted(office), channels=wanted(office).channels | {"gone": "123456789012345678"})

    found = {each.what for each in await findings(office, asked)}

    assert "In #g1 (g1) the bot lacks: Read Message History, Pin Messages." in found
    assert any(what.startswith("In #help (help) the bot lacks: View Channels") for what in found)
    assert "The bot does not see the channel of gone (123456789012345678)." in found


async def test_a_thread_is_looked_at_where_it_hangs(office: Office) -> None:
    thread = office.discord.places.add_thread(
        office.rooms["cohort"], Kind.PRIVATE_THREAD, "Group One", office.discord.state.bot
    )

    assert await findings(office, replace(wanted(office), channels={"g1": thread.id})) == []


async def test_rooms_it_should_make_and_may_not(office: Office) -> None:
    office.guild.bot_may(f"{ENOUGH} create_events")
    asked = replace(wanted(office), channels=wanted(office).channels | {"g2": "#g2"})

    [found] = await findings(office, asked)

    assert "(g2) and may not: Manage Threads." in found.what


async def test_events_it_may_not_keep(office: Office) -> None:
    office.guild.bot_may(ENOUGH)

    [found] = await findings(office, wanted(office))

    assert "in the server: Create Events." in found.what
    assert "posts in the cohort's channel only" in found.mend


async def test_commands_of_another_version(office: Office) -> None:
    await office.stop()
    next(iter(office.guild.guild.commands.values()))["description"] = "Something else"

    [found] = await findings(office, wanted(office))

    assert found.what == "Its commands are those of another version."


async def test_a_discord_that_is_not_there(office: Office) -> None:
    point_at("http://127.0.0.1:9/api/v10", "")

    [found] = [each for each in await look(office.access.token, [wanted(office)]) if each.mend]

    assert found.what.startswith("Discord cannot be asked now")


async def test_a_channel_for_everybody_that_the_bot_may_not_make(
    discord: Discord, tmp_path: Path, made_sqlite_url: str
) -> None:
    may = " ".join(str(May(right.bit).name).lower() for right in needed(RoomKind.THREAD))
    async with furnished(discord, tmp_path, made_sqlite_url, bot_may=may) as there:
        asked = replace(wanted(there), channels={"help": "#help"})

        [found] = await findings(there, asked)

    assert "(help)" in found.what
    assert "`/coord setup`" in found.mend
