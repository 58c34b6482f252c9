"""The app's manifest: complete, no more than needed, and taken by Slack."""

from pathlib import Path

from adapters.slack.manifest import EVENTS, SCOPES, manifest, written
from bot.cards import Action
from bot.flows import all_routes
from bot.wording.commands import MENUS, SHORTCUTS
from tests.adapters.slack.office import THURSDAY, Office
from tests.adapters.slack.office import office as furnished
from tests.adapters.slack.test_files import DATED
from tests.adapters.slack.test_messenger import delivery
from tests.doubles.faults import Fault, Harm
from tests.doubles.slack import SlackDouble
from tests.doubles.slack.channels import ChannelKind

COMMANDS = all_routes().described()
OURS = manifest(COMMANDS.values())


OVER_HTTP = manifest(COMMANDS.values(), public_url="https://kith.example.org/")


def test_slack_takes_the_manifest() -> None:
    SlackDouble(manifest=OURS)


def test_slack_takes_the_manifest_of_an_app_it_tells_over_http() -> None:
    app = SlackDouble(manifest=OVER_HTTP).app

    assert not app.uses_sockets
    assert app.request_url == "https://kith.example.org/slack/events"
    assert app.redirect_urls == ("https://kith.example.org/slack/oauth_redirect",)
    assert app.scopes == set(SCOPES)


def test_every_root_is_a_command_with_its_words() -> None:
    entries = {entry["command"]: entry for entry in OURS["features"]["slash_commands"]}

    assert set(entries) == {f"/{command.root}" for command in COMMANDS.values()}
    for command in COMMANDS.values():
        assert command.name.removeprefix(command.root).strip() in entries[f"/{command.root}"]["usage_hint"]
    assert all(entry["should_escape"] for entry in entries.values())


def test_every_shortcut_has_a_handler() -> None:
    actions, names = all_routes().actions, {command.replace(" ", ".") for command in COMMANDS}
    meant = [Action.parse(entry["callback_id"]) for entry in OURS["features"]["shortcuts"]]

    assert meant == [*SHORTCUTS.values(), *MENUS.values()]
    assert all(action.name in actions or (action.name == "command.run" and action.subject in names) for action in meant)


def test_the_yaml_says_why_each_scope_is_there() -> None:
    text = written(OURS)

    for scope, why in SCOPES.items():
        assert f'- "{scope}"  # {why}\n' in text


def test_the_yaml_is_the_manifest() -> None:
    assert _read(written(OURS)) == OURS
    assert _read(written(OVER_HTTP)) == OVER_HTTP


async def test_every_scope_is_used_and_the_bot_lives_with_just_those(tmp_path: Path, made_sqlite_url: str) -> None:
    async with furnished(tmp_path, made_sqlite_url, makes=("g1",)) as office:
        await _lives(office)

        assert office.slack.used_scopes == set(SCOPES)
        assert {asked.answer.get("error") for asked in office.slack.log if asked.answer} == {None}


async def _lives(office: Office) -> None:
    """Let everything happen that needs a scope; a post to a pair is in doubt and looked for."""
    ada = office.people["L1"]
    open_room = office.rooms["cohort"]
    await office.bot.rooms.tend_all([office.team.id])
    chat = next(c for c in office.team.team.channels.values() if c.kind is ChannelKind.SEVERAL)
    office.slack.faults.plan(Fault(Harm.LOST, "chat.postMessage", when=lambda said: said.get("channel") == chat.id))
    await office.until(THURSDAY)
    room = next(c for c in office.team.team.channels.values() if c.name == "test-group-one")
    await ada.says(room, "in a private channel")
    await ada.says(open_room, "in a public channel")
    await ada.says(ada.direct, "in private")
    await office.team.person("eve").arrives()
    await ada.runs("/peer me")
    await office.settled()
    await office.bot.messenger.send(delivery(office, DATED, "L2"))


async def test_every_event_is_one_the_bot_listens_to(office: Office) -> None:
    assert office.slack.app.events == set(EVENTS)


def _read(text: str) -> dict[str, object]:
    """Read the little YAML there is: maps and lists by indentation, scalars as JSON."""
    import json

    lines = [(len(line) - len(line.lstrip()), line.split("  #")[0].strip()) for line in text.splitlines()]

    def block(start: int, indent: int) -> tuple[object, int]:
        if lines[start][1].startswith("- "):
            return items(start, indent)
        found: dict[str, object] = {}
        while start < len(lines) and lines[start][0] == indent and not lines[start][1].startswith("- "):
            key, _, value = lines[start][1].partition(":")
            if value.strip():
                found[key], start = json.loads(value), start + 1
            else:
                found[key], start = block(start + 1, lines[start + 1][0])
        return found, start

    def items(start: int, indent: int) -> tuple[object, int]:
        found: list[object] = []
        while start < len(lines) and lines[start][0] == indent and lines[start][1].startswith("- "):
            inner = lines[start][1].removeprefix("- ")
            if inner.startswith('"'):
                found.append(json.loads(inner))
                start += 1
                continue
            lines[start] = (indent + 2, inner)
            entry, start = block(start, indent + 2)
            found.append(entry)
        return found, start

    whole, _ = block(0, 0)
    assert isinstance(whole, dict)
    return whole
