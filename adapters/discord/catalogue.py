"""The core's commands as Discord's own: typed options, completion, and who sees them. Pure.

Commands of a server cannot be used in private messages, so the same ones are registered twice: for the server, and
globally for private messages with the bot alone.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from adapters.discord.components import Json
from bot.commands import Command, Parameter, Wants
from bot.wording.commands import GROUPS, MENUS, ROOTS

SLASH, MESSAGE_MENU = 1, 3
SUBCOMMAND, GROUP, STRING, INTEGER = 1, 2, 3, 4
IN_DIRECT: Final = 1
MANAGE_GUILD, MANAGE_MESSAGES = 1 << 5, 1 << 13
SEEN_BY: Mapping[str, int | None] = {"peer": None, "mentor": MANAGE_MESSAGES, "coord": MANAGE_GUILD}
"""The permission that shows a root before an admin says otherwise in the server's settings; the core checks anyway."""
_COMPLETED = frozenset({Wants.DAY, Wants.MEMBER, Wants.CASE})
_LONGEST = 1000


def for_guild(commands: Iterable[Command]) -> list[Json]:
    """Return what is registered in a server: every root, and the menus on messages."""
    slash = [{**root, "default_member_permissions": SEEN_BY.get(root["name"], 0)} for root in _roots(commands)]
    return [*slash, *({"type": MESSAGE_MENU, "name": name} for name in MENUS)]


def for_direct(commands: Iterable[Command]) -> list[Json]:
    """Return what is registered for private messages with the bot."""
    return [{**root, "contexts": [IN_DIRECT]} for root in _roots(commands)]


def invoked(data: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the command's name as the core knows it, and what was given, as text by option."""
    words, options = [str(data["name"])], data.get("options", [])
    while options and options[0]["type"] in (SUBCOMMAND, GROUP):
        words.append(str(options[0]["name"]))
        options = options[0].get("options", [])
    return " ".join(words), {str(given["name"]): str(given.get("value", "")) for given in options}


def typing(data: Mapping[str, Any]) -> str:
    """Return the name of the option somebody is typing in, "" where none is."""
    options = data.get("options", [])
    while options and options[0]["type"] in (SUBCOMMAND, GROUP):
        options = options[0].get("options", [])
    return next((str(given["name"]) for given in options if given.get("focused")), "")


def is_same(ours: list[Json], theirs: list[Json]) -> bool:
    """Whether what is registered already says what we would register, Discord's own additions left aside."""
    return sorted(map(_told, ours)) == sorted(map(_told, theirs))


def _roots(commands: Iterable[Command]) -> list[Json]:
    by_root: dict[str, list[Command]] = {}
    for command in sorted(commands, key=lambda command: command.name):
        by_root.setdefault(command.root, []).append(command)
    return [_root(root, by_root[root]) for root in sorted(by_root, key=_order)]


def _order(root: str) -> int:
    return list(ROOTS).index(root) if root in ROOTS else len(ROOTS)


def _root(name: str, commands: list[Command]) -> Json:
    options: dict[str, Json] = {}
    for command in commands:
        _, *groups, last = command.name.split()
        leaf = {"type": SUBCOMMAND, "name": last, "description": command.summary, "options": _options(command)}
        if groups:
            group = {"type": GROUP, "name": groups[0], "description": GROUPS.get(groups[0], groups[0]), "options": []}
            options.setdefault(groups[0], group)["options"].append(leaf)
        else:
            options[last] = leaf
    about = ROOTS.get(name, name)
    return {"type": SLASH, "name": name, "description": about, "options": list(options.values())}


def _options(command: Command) -> list[Json]:
    return [_option(parameter) for parameter in sorted(command.parameters, key=lambda p: not p.is_required)]


def _option(parameter: Parameter) -> Json:
    common: Json = {"name": parameter.name, "description": parameter.hint, "required": parameter.is_required}
    match parameter.wants:
        case Wants.NUMBER:
            return {**common, "type": INTEGER}
        case Wants.CHOICE:
            choices = [{"name": choice.replace("_", " "), "value": choice} for choice in parameter.choices]
            return {**common, "type": STRING, "choices": choices}
        case wants if wants in _COMPLETED:
            return {**common, "type": STRING, "autocomplete": True, "max_length": 100}
        case _:
            return {**common, "type": STRING, "max_length": _LONGEST}


def _told(command: Json) -> str:
    """Write a registered or a wanted command in one form: known keys only, what is left out as its default."""
    keys = ("type", "name", "description", "required", "autocomplete", "max_length", "choices", "contexts")
    told = [f"{key}={command.get(key)}" for key in keys if command.get(key) not in (None, False, "", [])]
    permissions = command.get("default_member_permissions")
    told.append(f"seen_by={'' if permissions is None else int(permissions)}")
    return f"{told}{[_told(option) for option in command.get('options') or []]}"
