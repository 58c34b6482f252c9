"""People on the double: what they see and can do, and what Discord's app would not let them."""

from typing import Any

import pytest

from tests.doubles.discord import Discord, Person
from tests.doubles.discord.interactions import Act
from tests.doubles.discord.messages import Draft
from tests.doubles.discord.model import Channel
from tests.doubles.discord.people import NotPossible
from tests.doubles.discord.servers import GuildHandle
from tests.doubles.discord_itself.raw import Raw


@pytest.fixture
def guild(discord: Discord) -> GuildHandle:
    """A server."""
    return discord.guild()


async def test_people_see_the_channels_they_may_see(guild: GuildHandle, discord: Discord) -> None:
    mentors = guild.role("Mentors")
    room, staff = guild.channel("baobab"), guild.hidden_channel("staff", mentors)
    ada, ben, cleo = guild.person("Ada", mentors), guild.person("Ben"), discord.person("Cleo")
    await ada.says(staff, "among us")

    assert ada.sees().channels == ["baobab", "staff"]
    assert ben.sees().channels == ["baobab"]
    assert cleo.sees().channels == []
    assert (ben.sees()[staff], room in cleo.sees()) == ([], False)


async def test_without_the_history_permission_nothing_old_is_shown(guild: GuildHandle, discord: Discord) -> None:
    room, ada = guild.channel("baobab"), guild.person("Ada")
    discord.said_before(room, "old")
    guild.denies(room, guild.everyone, "read_message_history")

    assert room in ada.sees()
    assert ada.sees()[room] == []


async def test_people_cannot_do_what_their_app_would_not_let_them(guild: GuildHandle, discord: Discord) -> None:
    room, ada, ben = guild.channel("baobab"), guild.person("Ada"), guild.person("Ben")
    stranger, message = discord.person("Cleo"), await ada.says(room, "mine")
    bots = discord.said_before(room, "choose", Go="go")
    guild.denies(room, ben and guild.everyone, "send_messages")

    for attempt in (
        ada.says(room, "again"),
        ben.says(ada.chat, "psst"),
        stranger.says(room, "hi"),
        ben.edits(message, "theirs"),
        ben.deletes(message),
        ada.presses(bots, "Stop", waits=False),
        stranger.presses(bots, "Go", waits=False),
        ada.selects(bots, "x", waits=False),
    ):
        with pytest.raises(NotPossible):
            await attempt


async def test_a_disabled_button_and_a_link_cannot_be_pressed(guild: GuildHandle, discord: Discord) -> None:
    room, ada = guild.channel("baobab"), guild.person("Ada")
    buttons = [
        {"type": 2, "style": 1, "label": "Off", "custom_id": "off", "disabled": True},
        {"type": 2, "style": 5, "label": "Site", "url": "https://example.org"},
    ]
    row = [{"type": 1, "components": buttons}]
    message = discord.messages.post(Draft(room, discord.state.bot, components=row))

    assert (ada.sees()[room][0].buttons, ada.sees()[room][0].enabled) == (["Off", "Site"], [])
    for label in ("Off", "Site"):
        with pytest.raises(NotPossible):
            await ada.presses(message, label, waits=False)


MENTIONS: list[tuple[str, Any, set[str]]] = [
    ("{ada} look", None, {"Ada"}),
    ("{ada} look", {"parse": []}, set()),
    ("{ada} {ben}", {"parse": [], "users": ["{ada_id}"]}, {"Ada"}),
    ("{mentors} look", None, set()),
    ("{guides} look", None, {"Ada"}),
    ("{guides} look", {"parse": ["users"]}, set()),
    ("@everyone look", None, set()),
    ("`{ada}`", None, {"Ada"}),
]


@pytest.mark.parametrize(("text", "allowed", "notified"), MENTIONS)
async def test_a_mention_notifies_whom_it_may(
    guild: GuildHandle, raw: Raw, text: str, allowed: Any, notified: set[str]
) -> None:
    mentors, guides = guild.role("Mentors"), guild.role("Guides", is_mentionable=True)
    room, ada, ben = guild.channel("baobab"), guild.person("Ada", mentors, guides), guild.person("Ben")
    guild.bot_may("view_channel send_messages")
    names = {"ada": ada.mention, "ben": ben.mention, "mentors": f"<@&{mentors.id}>", "guides": f"<@&{guides.id}>"}
    body: dict[str, Any] = {"content": text.format(**names)}
    if allowed is not None:
        body["allowed_mentions"] = {**allowed, **({"users": [ada.id]} if "users" in allowed else {})}

    await raw.post(f"/channels/{room.id}/messages", body)

    assert {one.user.name for one in (ada, ben) if one.sees()[room][0].notifies} == notified


async def test_everybody_is_notified_with_the_permission_for_it(guild: GuildHandle, raw: Raw) -> None:
    room, ada = guild.channel("baobab"), guild.person("Ada")

    await raw.post(f"/channels/{room.id}/messages", {"content": "@everyone and <@&1>"})

    assert ada.sees()[room][0].notifies


async def test_a_reply_notifies_whom_it_answers_unless_told_not_to(guild: GuildHandle, raw: Raw) -> None:
    room, ada = guild.channel("baobab"), guild.person("Ada")
    hers = await ada.says(room, "hello?")
    body = {"content": "yes", "message_reference": {"message_id": hers.id}}

    await raw.post(f"/channels/{room.id}/messages", body)
    await raw.post(f"/channels/{room.id}/messages", {**body, "allowed_mentions": {"parse": [], "replied_user": False}})

    assert [one.notifies for one in ada.sees()[room]] == [False, True, False]


async def pick(discord: Discord, ada: Person, room: Channel, select: dict[str, Any], *values: Any) -> Any:
    row = [{"type": 1, "components": [{"custom_id": "pick", **select}]}]
    message = discord.messages.post(Draft(room, discord.state.bot, components=row))
    return (await ada.selects(message, *values, waits=False)).data


async def test_people_pick_by_label_as_many_as_they_may(guild: GuildHandle, discord: Discord) -> None:
    room, ada = guild.channel("baobab"), guild.person("Ada")
    days = {"type": 3, "max_values": 2, "options": [{"label": day, "value": day[:2]} for day in ("Mon", "Tue", "Wed")]}

    assert (await pick(discord, ada, room, days, "Mon", "Wed"))["values"] == ["Mo", "We"]
    for wrong in (("Sun",), (), ("Mon", "Tue", "Wed")):
        with pytest.raises(AssertionError):
            await pick(discord, ada, room, days, *wrong)


async def test_people_pick_people_roles_and_channels(guild: GuildHandle, discord: Discord) -> None:
    room, ada, mentors = guild.channel("baobab"), guild.person("Ada"), guild.role("Mentors")

    person = await pick(discord, ada, room, {"type": 5}, ada)
    role = await pick(discord, ada, room, {"type": 6}, mentors)
    channel = await pick(discord, ada, room, {"type": 8}, room)

    assert person["values"] == [ada.id]
    assert person["resolved"]["users"][ada.id]["username"] == "ada"
    assert role["resolved"]["roles"][mentors.id]["name"] == "Mentors"
    assert channel["resolved"]["channels"][room.id]["name"] == "baobab"


CALM = ("Calm", "Worried")
FIELDS = [
    {"type": 10, "content": "Read this first"},
    {"type": 18, "label": "Why", "component": {"type": 4, "custom_id": "why", "style": 2, "max_length": 5}},
    {
        "type": 18,
        "label": "Day",
        "component": {"type": 3, "custom_id": "day", "required": False, "options": [{"label": "Mon", "value": "1"}]},
    },
    {
        "type": 18,
        "label": "How",
        "component": {"type": 21, "custom_id": "how", "options": [{"label": one, "value": one[0]} for one in CALM]},
    },
    {"type": 18, "label": "Agreed", "component": {"type": 23, "custom_id": "agreed"}},
]


async def test_a_form_is_filled_in_by_its_labels(guild: GuildHandle, discord: Discord, raw: Raw) -> None:
    room, ada = guild.channel("baobab"), guild.person("Ada")
    run = discord.interactions.start(Act.COMMAND, ada.user, room, {"id": "1", "name": "x", "type": 1})
    modal = {"custom_id": "m", "title": "Tell", "components": FIELDS}
    await raw.post(f"/interactions/{run.id}/{run.token}/callback", {"type": 9, "data": modal})
    form = ada.sees().modal

    for wrong in (
        {"Why": "", "How": "Calm"},
        {"Why": "too long", "How": "Calm"},
        {"Why": "x"},
        {"Why": "x", "How": "Calm", "Nope": "x"},
    ):
        with pytest.raises(AssertionError):
            await ada.submits(form, wrong, waits=False)
    sent = await ada.submits(form, {"Why": "so", "How": "Calm", "Agreed": True}, waits=False)

    assert form.labels == ["Why", "Day", "How", "Agreed"]
    values = [one["component"] for one in sent.data["components"] if "component" in one]
    assert [one.get("value", one.get("values")) for one in values] == ["so", [], "C", True]
    assert ada.sees().modal is None


async def test_a_form_can_be_closed(guild: GuildHandle, discord: Discord, raw: Raw) -> None:
    room, ada = guild.channel("baobab"), guild.person("Ada")
    run = discord.interactions.start(Act.COMMAND, ada.user, room, {"id": "1", "name": "x", "type": 1})
    modal = {"custom_id": "m", "title": "Tell", "components": FIELDS}
    await raw.post(f"/interactions/{run.id}/{run.token}/callback", {"type": 9, "data": modal})

    await ada.closes_form()

    assert ada.sees().modal is None


async def test_everything_of_a_message_can_be_read(guild: GuildHandle, discord: Discord) -> None:
    room, ada = guild.channel("baobab"), guild.person("Ada")
    embed = {"title": "Week 2", "fields": [{"name": "Who", "value": "all"}], "footer": {"text": "small"}}
    row = [{"type": 1, "components": [{"type": 2, "style": 2, "emoji": {"name": "💛"}, "custom_id": "x"}]}]
    discord.messages.post(Draft(room, discord.state.bot, "Hi", [embed], row))

    (seen,) = ada.sees()[room]

    assert all(text in seen for text in ("Hi", "Week 2", "Who", "all", "small", "💛"))
    assert str(seen).startswith("Kith: Hi")
    assert ada.sees().everything == [seen]
