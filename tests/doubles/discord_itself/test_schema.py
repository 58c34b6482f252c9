"""Discord's own description: requests that do not fit it stand in a list, those Discord would refuse are refused."""

from pathlib import Path
from typing import Any

import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord.rest.routing import ROUTES
from tests.doubles.discord.schema import Schema, specs_file
from tests.doubles.discord_itself.raw import Raw


@pytest.fixture
def described() -> None:
    """Skip where the description is not there."""
    if specs_file() is None:
        pytest.skip("needs Discord's description: KITH_SPECS names the folder with discord-openapi.json")


async def violations_of(discord: Discord, raw: Raw, method: str, path: str, body: Any = None, **more: Any) -> list[str]:
    kept: list[str] = []

    class Kept(list[str]):
        def clear(self) -> None:
            kept.extend(self)
            super().clear()

    discord.violations = Kept()
    await raw.send(method, path, body, **more)
    return kept


@pytest.mark.usefixtures("described")
async def test_an_unknown_field_is_noted_though_discord_takes_it(discord: Discord, raw: Raw) -> None:
    room = discord.guild().channel("baobab")

    noted = await violations_of(discord, raw, "POST", f"/channels/{room.id}/messages", {"content": "x", "colour": 1})

    assert len(noted) == 1
    assert "'colour' was unexpected" in noted[0]
    assert len(room.messages) == 1


@pytest.mark.usefixtures("described")
@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({"content": "x", "embeds": [{"titel": "x"}]}, "'titel' was unexpected"),
        ({"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": 1, "x": 1}]}]}, "'x' was"),
        ({"content": "x", "allowed_mentions": {"parse": [], "everyone": True}}, "'everyone' was unexpected"),
    ],
)
async def test_an_unknown_field_is_noted_at_any_depth(
    discord: Discord, raw: Raw, body: dict[str, Any], part: str
) -> None:
    room = discord.guild().channel("baobab")

    noted = await violations_of(discord, raw, "POST", f"/channels/{room.id}/messages", body)

    assert part in noted[0]


@pytest.mark.usefixtures("described")
async def test_a_value_of_the_wrong_type_is_noted_and_refused(discord: Discord, raw: Raw) -> None:
    room = discord.guild().channel("baobab")
    path = f"/channels/{room.id}/messages"

    refused = await raw.post(path, {"content": "x", "tts": "yes"})
    noted = await violations_of(discord, raw, "POST", path, {"content": "x", "tts": "yes"})

    assert (refused.outcome, room.messages) == ((400, 50035), {})
    assert "tts" in noted[0]


@pytest.mark.usefixtures("described")
async def test_unknown_and_wrong_parameters_are_noted(discord: Discord, raw: Raw) -> None:
    room = discord.guild().channel("baobab")
    path = f"/channels/{room.id}/messages"

    assert "unknown query parameter size" in (await violations_of(discord, raw, "GET", f"{path}?size=3"))[0]
    assert "query parameter limit" in (await violations_of(discord, raw, "GET", f"{path}?limit=ten"))[0]
    assert await violations_of(discord, raw, "GET", f"{path}?limit=10&before=5") == []


async def test_an_operation_that_discord_does_not_have_is_noted(discord: Discord, raw: Raw) -> None:
    assert "no such operation" in (await violations_of(discord, raw, "GET", "/channels/1/secrets"))[0]
    assert "no such operation" in (await violations_of(discord, raw, "POST", "/users/@me"))[0]


@pytest.mark.usefixtures("described")
async def test_a_body_where_none_belongs_is_noted(discord: Discord, raw: Raw) -> None:
    assert "takes no body" in (await violations_of(discord, raw, "GET", "/users/@me", {"x": 1}))[0]


@pytest.mark.usefixtures("described")
async def test_every_operation_of_the_double_is_one_of_discords() -> None:
    described = Schema().operations

    assert [one for one in ((route.method, route.template) for route in ROUTES) if one not in described] == []


def test_a_folder_without_the_description_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_SPECS", str(tmp_path))

    with pytest.raises(FileNotFoundError, match="discord-openapi"):
        Schema()


def test_without_a_folder_nothing_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KITH_SPECS", raising=False)

    assert not Schema().is_there
