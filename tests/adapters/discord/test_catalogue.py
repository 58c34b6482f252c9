"""The core's commands as Discord's own."""

from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.discord import catalogue
from bot.commands import Wants
from bot.flows import all_routes
from bot.wording.commands import GROUPS, MENUS, ROOTS

COMMANDS = all_routes().described()
GUILD = catalogue.for_guild(COMMANDS.values())
SLASH = [command for command in GUILD if command["type"] == catalogue.SLASH]


def leaves(option: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    name = f"{prefix} {option['name']}".strip()
    if option["type"] == catalogue.SUBCOMMAND and prefix:
        yield name, option
        return
    for inner in option["options"]:
        yield from leaves(inner, name)


def written(option: dict[str, Any]) -> int:
    """Count as Discord counts: names, descriptions and the values of choices."""
    own = len(option["name"]) + len(option.get("description", ""))
    choices = sum(len(choice["name"]) + len(str(choice["value"])) for choice in option.get("choices", []))
    return own + choices + sum(written(inner) for inner in option.get("options", []))


def test_the_commands_of_a_server_look_like_this(snapshot: SnapshotAssertion) -> None:
    assert snapshot == GUILD


def test_every_command_of_the_core_is_there_once_with_its_help() -> None:
    found = [(name, leaf["description"]) for root in SLASH for name, leaf in leaves(root)]

    assert sorted(found) == sorted((command.name, command.summary) for command in COMMANDS.values())


@pytest.mark.parametrize("command", SLASH + catalogue.for_direct(COMMANDS.values()))
def test_every_command_is_within_discords_limits(command: dict[str, Any]) -> None:
    assert written(command) <= 8000
    assert len(command["options"]) <= 25
    for _, leaf in leaves(command):
        assert len(leaf["options"]) <= 25
        for named in (leaf, *leaf["options"]):
            assert 1 <= len(named["name"]) <= 32
            assert named["name"] == named["name"].lower()
            assert 1 <= len(named["description"]) <= 100
        required = [option["required"] for option in leaf["options"]]
        assert required == sorted(required, reverse=True)


def test_members_days_and_cases_are_completed_and_choices_are_listed() -> None:
    options = {
        (name, option["name"]): option for root in SLASH for name, leaf in leaves(root) for option in leaf["options"]
    }

    for command in COMMANDS.values():
        for parameter in command.parameters:
            option = options[command.name, parameter.name]
            assert option.get("autocomplete", False) == (parameter.wants in (Wants.DAY, Wants.MEMBER, Wants.CASE))
            assert [choice["value"] for choice in option.get("choices", [])] == list(parameter.choices)
            assert (option["type"] == catalogue.INTEGER) == (parameter.wants is Wants.NUMBER)


def test_mentors_and_coordinators_commands_are_hidden_from_others_until_an_admin_says_otherwise() -> None:
    seen = {command["name"]: command["default_member_permissions"] for command in SLASH}

    assert seen == {"peer": None, "mentor": 1 << 13, "coord": 1 << 5}


def test_in_private_messages_the_same_commands_are_there_and_in_servers_they_are_not_there_twice() -> None:
    direct = catalogue.for_direct(COMMANDS.values())

    assert [command["name"] for command in direct] == [command["name"] for command in SLASH]
    assert all(command["contexts"] == [1] for command in direct)


def test_every_root_and_every_group_of_commands_is_explained() -> None:
    assert {command.root for command in COMMANDS.values()} == set(ROOTS)
    assert {name.split()[1] for name in COMMANDS if len(name.split()) == 3} == set(GROUPS)


def test_every_menu_on_a_message_leads_somewhere() -> None:
    assert [command["name"] for command in GUILD if command["type"] == catalogue.MESSAGE_MENU] == list(MENUS)
    assert len(MENUS) <= 5
    assert all(action.name in all_routes().actions for action in MENUS.values())


def invocation(*path: str, **given: Any) -> dict[str, Any]:
    """What Discord sends of a slash command; a value of a tuple is the one being typed."""
    options: list[dict[str, Any]] = [
        {"type": 3, "name": name, "value": value[0], "focused": True}
        if isinstance(value, tuple)
        else {"type": 4 if isinstance(value, int) else 3, "name": name, "value": value}
        for name, value in given.items()
    ]
    for position in range(len(path) - 1, 0, -1):
        kind = catalogue.SUBCOMMAND if position == len(path) - 1 else catalogue.GROUP
        options = [{"type": kind, "name": path[position], "options": options}]
    return {"id": "1", "type": 1, "name": path[0], "options": options}


def test_what_somebody_invoked_is_read_back_as_the_core_names_it() -> None:
    assert catalogue.invoked(invocation("peer", "me")) == ("peer me", {})
    assert catalogue.invoked(invocation("coord", "case", "ack", ref="K7Q2")) == ("coord case ack", {"ref": "K7Q2"})
    assert catalogue.invoked(invocation("coord", "pace", learner="L1", every=2)) == (
        "coord pace",
        {"learner": "L1", "every": "2"},
    )


def test_the_option_somebody_is_typing_in_is_found() -> None:
    assert catalogue.typing(invocation("coord", "case", "ack", ref=("K7",))) == "ref"
    assert catalogue.typing(invocation("coord", "pace", learner="L1", every=("2",))) == "every"
    assert catalogue.typing(invocation("peer", "me")) == ""


def registered(commands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What Discord returns of registered commands: more keys, another order, defaults left out or filled in."""

    def grown(option: dict[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in option.items() if value not in (False, [])}
        inner = {"options": [grown(each) for each in option["options"]]} if option.get("options") else {}
        return {**kept, "name_localizations": None, **inner}

    def whole(command: dict[str, Any]) -> dict[str, Any]:
        seen = command.get("default_member_permissions")
        permissions = {"default_member_permissions": str(seen) if seen is not None else None}
        return {"id": "1", "version": "2", "description": "", "nsfw": False, **grown(command), **permissions}

    return [whole(command) for command in reversed(commands)]


def test_commands_that_are_registered_already_are_recognised() -> None:
    assert catalogue.is_same(GUILD, registered(GUILD))


def test_a_changed_command_is_noticed() -> None:
    theirs = registered(GUILD)
    theirs[-1]["options"][0]["description"] = "Something else"

    assert not catalogue.is_same(GUILD, theirs)
    assert not catalogue.is_same(GUILD, registered(GUILD)[1:])
