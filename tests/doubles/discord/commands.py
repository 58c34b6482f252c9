"""Discord's checks of application commands, and what it makes of them."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.doubles.discord.forms import Form, Path

Command = dict[str, Any]
CHAT, ON_USER, ON_MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)
VALUES = tuple(range(STRING, ATTACHMENT + 1))
MOST_OF = {CHAT: 100, ON_USER: 15, ON_MESSAGE: 15}
MOST_CHARACTERS = 8000
NAME = re.compile(r"[-_'\w]{1,32}$")


def check_all(commands: list[Command], form: Form) -> None:
    """Check a bulk overwrite."""
    for place, command in enumerate(commands):
        check(command, form, (place,))
    named = [((place, "name"), (one.get("type") or CHAT, one.get("name"))) for place, one in enumerate(commands)]
    form.unique(named, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    kinds = Counter(one.get("type") or CHAT for one in commands)
    for kind, most in MOST_OF.items():
        if kinds[kind] > most:
            form.wrong((), "APPLICATION_COMMANDS_MAX", f"Maximum number of application commands reached ({most})")


def check(command: Command, form: Form, path: Path = ()) -> None:
    """Check one command with everything below it."""
    kind = command.get("type") or CHAT
    form.choice((*path, "type"), kind, (CHAT, ON_USER, ON_MESSAGE))
    if kind == CHAT:
        _check_named(command, form, path)
        _check_options(command.get("options") or [], form, (*path, "options"))
    else:
        form.text((*path, "name"), command.get("name"), 1, 32)
        if command.get("description"):
            form.wrong(
                (*path, "description"), "APPLICATION_COMMAND_DESCRIPTION_FORBIDDEN", "Context menus have no description"
            )
    if sum(map(len, _texts(command))) > MOST_CHARACTERS:
        message = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def _check_named(named: Command, form: Form, path: Path) -> None:
    name = named.get("name")
    form.text((*path, "name"), name, 1, 32)
    if isinstance(name, str) and 1 <= len(name) <= 32 and (not NAME.match(name) or name != name.lower()):
        form.wrong((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    form.text((*path, "description"), named.get("description"), 1, 100)


def _check_options(options: list[Command], form: Form, path: Path) -> None:
    form.length(path, options, 0, 25)
    names = [((*path, place, "name"), one.get("name")) for place, one in enumerate(options)]
    form.unique(names, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", "Option names must be unique")
    _check_order(options, form, path)
    kinds = {one.get("type") for one in options}
    if kinds & {SUBCOMMAND, GROUP} and kinds - {SUBCOMMAND, GROUP}:
        message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    for place, option in enumerate(options):
        _check_option(option, form, (*path, place))


def _check_order(options: list[Command], form: Form, path: Path) -> None:
    seen_optional = False
    for place, option in enumerate(options):
        if option.get("required") and seen_optional:
            message = "Required options must be placed before non-required options"
            form.wrong((*path, place), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        seen_optional = seen_optional or not option.get("required")


def _check_option(option: Command, form: Form, path: Path) -> None:
    _check_named(option, form, path)
    children = option.get("options") or []
    match option.get("type"):
        case 2:
            _check_types(children, (SUBCOMMAND,), form, path)
            _check_options(children, form, (*path, "options"))
        case 1:
            _check_types(children, VALUES, form, path)
            _check_options(children, form, (*path, "options"))
        case kind:
            form.choice((*path, "type"), kind, VALUES)
            _check_values(option, form, path)


def _check_types(children: list[Command], allowed: tuple[int, ...], form: Form, path: Path) -> None:
    for place, child in enumerate(children):
        form.choice((*path, "options", place, "type"), child.get("type"), allowed)


def _check_values(option: Command, form: Form, path: Path) -> None:
    choices = option.get("choices") or []
    form.length((*path, "choices"), choices, 0, 25)
    for place, choice in enumerate(choices):
        check_choice(choice, option.get("type"), form, (*path, "choices", place))
    if choices and option.get("autocomplete"):
        form.wrong(
            path, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Choices and autocomplete are mutually exclusive"
        )
    if option.get("autocomplete") and option.get("type") not in (STRING, INTEGER, NUMBER):
        form.wrong((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", "Not for this type")
    least, most = option.get("min_length"), option.get("max_length")
    if least is not None and not 0 <= least <= 6000:
        form.wrong((*path, "min_length"), "NUMBER_TYPE_MAX", "int value should be between 0 and 6000.")
    if most is not None and not 1 <= most <= 6000:
        form.wrong((*path, "max_length"), "NUMBER_TYPE_MAX", "int value should be between 1 and 6000.")


def check_choice(choice: Command, kind: Any, form: Form, path: Path) -> None:
    """Check one choice of an option, as a command or an autocompletion offers it."""
    form.text((*path, "name"), choice.get("name"), 1, 100)
    value = choice.get("value")
    if kind == STRING:
        form.text((*path, "value"), value, 1, 100)
    elif not isinstance(value, int | float) or isinstance(value, bool):
        form.wrong((*path, "value"), "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')


def _texts(named: Command) -> Iterator[str]:
    yield from (named.get("name") or "", named.get("description") or "")
    for choice in named.get("choices") or []:
        yield from (choice.get("name") or "", str(choice.get("value", "")))
    for option in named.get("options") or []:
        yield from _texts(option)


def stored(command: Command, application_id: str, guild_id: str | None, ids: tuple[str, str]) -> Command:
    """Return a command as Discord keeps and shows it."""
    command_id, version = ids
    rights = command.get("default_member_permissions")
    kept = {
        "id": command_id,
        "application_id": application_id,
        "version": version,
        "default_member_permissions": None if rights is None else str(rights),
        "type": command.get("type") or CHAT,
        "name": command["name"],
        "name_localizations": command.get("name_localizations"),
        "description": command.get("description") or "",
        "description_localizations": command.get("description_localizations"),
        "nsfw": bool(command.get("nsfw")),
        "integration_types": command.get("integration_types") or [0],
    }
    if command.get("options"):
        kept["options"] = [_stored_option(one) for one in command["options"]]
    if guild_id is not None:
        return {**kept, "guild_id": guild_id}
    dm_permission = command.get("dm_permission")
    return {**kept, "dm_permission": dm_permission is not False, "contexts": command.get("contexts")}


def _stored_option(option: Command) -> Command:
    kept = {key: value for key, value in option.items() if value is not None and value is not False and value != []}
    if "options" in kept:
        kept["options"] = [_stored_option(one) for one in kept["options"]]
    return kept
