"""Buttons, selects and the newer layouts: Discord's limits, and what it keeps of them."""

from typing import Any

import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord.model import Channel
from tests.doubles.discord_itself.raw import Answered, Raw

Shape = dict[str, Any]
V2 = 1 << 15


def button(**fields: Any) -> Shape:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go", **fields}


def rows(*rows: list[Shape]) -> Shape:
    return {"content": "x", "components": [{"type": 1, "components": row} for row in rows]}


def select(**fields: Any) -> Shape:
    return {"type": 3, "custom_id": "pick", "options": [{"label": "A", "value": "a"}], **fields}


def many(number: int) -> list[Shape]:
    return [button(custom_id=str(one)) for one in range(number)]


def options(number: int, **fields: Any) -> list[Shape]:
    return [{"label": "A", "value": str(one), **fields} for one in range(number)]


FIRST = ("components", 0, "components", 0)
REFUSED: list[tuple[Shape, tuple[str | int, ...], str]] = [
    (rows([button(label="x" * 81)]), (*FIRST, "label"), "BASE_TYPE_MAX_LENGTH"),
    (rows([button(custom_id="x" * 101)]), (*FIRST, "custom_id"), "BASE_TYPE_BAD_LENGTH"),
    (rows([button(custom_id=None)]), (*FIRST, "custom_id"), "BASE_TYPE_REQUIRED"),
    (rows([button(label=None)]), FIRST, "BUTTON_COMPONENT_MUST_HAVE_LABEL_OR_EMOJI"),
    (rows([button(emoji={"name": ":heart:"})]), (*FIRST, "emoji", "name"), "COMPONENT_INVALID_EMOJI"),
    (rows([button(style=9)]), (*FIRST, "style"), "BASE_TYPE_CHOICES"),
    (rows([button(style=5, custom_id=None)]), (*FIRST, "url"), "BASE_TYPE_REQUIRED"),
    (
        rows([button(style=5, url="https://x.org")]),
        FIRST,
        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
    ),
    (rows([button(style=5, url="ftp://x.org", custom_id=None)]), (*FIRST, "url"), "URL_TYPE_INVALID_SCHEME"),
    (rows([button()], [button()]), ("components", 1, "components", 0, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED"),
    (rows(many(6)), ("components", 0, "components"), "BASE_TYPE_BAD_LENGTH"),
    (rows([]), ("components", 0, "components"), "BASE_TYPE_BAD_LENGTH"),
    (rows(*[[one] for one in many(6)]), ("components",), "BASE_TYPE_MAX_LENGTH"),
    (rows([select(), button()]), ("components", 0, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    (rows([select(options=options(26))]), (*FIRST, "options"), "BASE_TYPE_BAD_LENGTH"),
    (rows([select(options=[])]), (*FIRST, "options"), "BASE_TYPE_BAD_LENGTH"),
    (rows([select(options=options(1, label="x" * 101))]), (*FIRST, "options", 0, "label"), "BASE_TYPE_BAD_LENGTH"),
    (
        rows([select(options=options(1, description="x" * 101))]),
        (*FIRST, "options", 0, "description"),
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        rows([select(options=options(1) * 2)]),
        (*FIRST, "options", 1, "value"),
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    (rows([{"type": 5, "custom_id": "x" * 101}]), (*FIRST, "custom_id"), "BASE_TYPE_BAD_LENGTH"),
    (
        {"components": [{"type": 10, "content": ""}], "flags": V2},
        ("components", 0, "content"),
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        {"components": [{"type": 9, "components": [], "accessory": button()}], "flags": V2},
        ("components", 0, "components"),
        "BASE_TYPE_BAD_LENGTH",
    ),
    (rows([select(placeholder="x" * 151)]), (*FIRST, "placeholder"), "BASE_TYPE_MAX_LENGTH"),
    (rows([select(min_values=3, max_values=2)]), (*FIRST, "max_values"), "NUMBER_TYPE_MAX"),
    (rows([{"type": 4, "custom_id": "t", "style": 1}]), (*FIRST, "type"), "BASE_TYPE_CHOICES"),
    ({"content": "x", "components": [button()]}, ("components", 0, "type"), "BASE_TYPE_CHOICES"),
    ({"components": [{"type": 10, "content": "x"}]}, ("components", 0, "type"), "BASE_TYPE_CHOICES"),
    (
        {"components": [{"type": 10, "content": "x"}], "flags": V2, "content": "x"},
        ("content",),
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    (
        {"components": [{"type": 10, "content": "x" * 2001}] * 2, "flags": V2},
        ("components",),
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    (
        {"components": [{"type": 17, "components": [{"type": 10, "content": "x"}] * 40}], "flags": V2},
        ("components",),
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    (
        {"components": [{"type": 9, "components": [{"type": 10, "content": "x"}]}], "flags": V2},
        ("components", 0, "accessory"),
        "BASE_TYPE_REQUIRED",
    ),
    (
        {"components": [{"type": 17, "components": [{"type": 17, "components": []}]}], "flags": V2},
        ("components", 0, "components", 0, "type"),
        "BASE_TYPE_CHOICES",
    ),
]


@pytest.fixture
def room(discord: Discord) -> Channel:
    """A channel where the bot may do everything."""
    return discord.guild().channel("baobab")


async def send(raw: Raw, room: Channel, body: Shape) -> Answered:
    return await raw.post(f"/channels/{room.id}/messages", body)


@pytest.mark.parametrize(("body", "path", "code"), REFUSED, ids=[code for _, _, code in REFUSED])
async def test_a_component_over_a_limit_is_refused(
    raw: Raw, room: Channel, body: Shape, path: tuple[str | int, ...], code: str
) -> None:
    refused = await send(raw, room, body)

    assert refused.outcome == (400, 50035)
    assert code in codes(refused, path)


def codes(refused: Answered, path: tuple[str | int, ...]) -> list[str]:
    """Return the codes at a place; where Discord's description stumbles first, it does so at a place above."""
    place, found = refused.body["errors"], []
    for step in path:
        found += [one["code"] for one in place.get("_errors", [])]
        place = place.get(str(step), {})
    return [*found, *(one["code"] for one in place.get("_errors", []))]


async def test_exactly_at_the_limits_is_fine(raw: Raw, room: Channel) -> None:
    buttons = [
        [button(label="x" * 80, custom_id=f"{row}{one}".ljust(100, "x")) for one in range(5)] for row in range(4)
    ]
    sent = await send(raw, room, rows(*buttons, [select(options=options(25), max_values=25)]))

    assert sent.status == 200
    assert [one["id"] for one in sent.body["components"]] == [1, 7, 13, 19, 25]


async def test_a_newer_layout_is_kept_and_read_by_people(discord: Discord, raw: Raw) -> None:
    guild = discord.guild()
    room, ada = guild.channel("oak"), guild.person("Ada")
    layout = [
        {
            "type": 17,
            "accent_color": 1,
            "components": [
                {"type": 10, "content": f"# Hello {ada.mention}"},
                {"type": 14},
                {"type": 9, "components": [{"type": 10, "content": "more"}], "accessory": button()},
                {"type": 1, "components": [button(custom_id="other", label="Stop")]},
            ],
        }
    ]

    await send(raw, room, {"components": layout, "flags": V2})

    (seen,) = ada.sees()[room]
    assert seen.text == f"# Hello {ada.mention}\nmore"
    assert seen.buttons == ["Go", "Stop"]
    assert seen.notifies


async def test_an_edit_is_checked_in_the_same_way(raw: Raw, discord: Discord, room: Channel) -> None:
    message = discord.said_before(room, "x", Go="go")
    path = f"/channels/{room.id}/messages/{message.id}"

    assert (await raw.patch(path, {"components": rows([button(label="x" * 81)])["components"]})).outcome == (400, 50035)
    assert (await raw.patch(path, {"components": []})).body["components"] == []
