"""How Discord's app turns a typed command into what the bot gets, and which commands it offers to whom."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.doubles.discord import message_shapes, shapes
from tests.doubles.discord.commands import (
    BOOLEAN,
    CHANNEL,
    CHAT,
    GROUP,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    ON_MESSAGE,
    ON_USER,
    ROLE,
    STRING,
    SUBCOMMAND,
    USER,
)
from tests.doubles.discord.filling import NotAccepted, resolved
from tests.doubles.discord.messages import Message
from tests.doubles.discord.model import Channel, Guild, Member, User
from tests.doubles.discord.permissions import May, in_channel

if TYPE_CHECKING:
    from tests.doubles.discord.double import Discord

Command = dict[str, Any]


class NotOffered(AssertionError):
    """Discord's app does not show this command to this person in this place."""


@dataclass(frozen=True)
class Invocation:
    """A command with the words that lead to its leaf, and the leaf's options."""

    command: Command
    words: tuple[Command, ...]

    @property
    def options(self) -> list[Command]:
        """What can be filled in."""
        leaf = self.words[-1] if self.words else self.command
        return list(leaf.get("options") or [])


def offered(discord: "Discord", place: Channel, member: Member | None) -> list[Command]:
    """Return the commands that the app offers somebody in a place."""
    everywhere = list(discord.state.application.commands.values())
    if place.guild is None or member is None:
        return [one for one in everywhere if one.get("dm_permission", True) and 1 in (one.get("contexts") or [1])]
    if discord.state.bot.id not in place.guild.members:
        return []
    rights = in_channel(place, member, discord.clock.now())
    here = [*place.guild.commands.values(), *(one for one in everywhere if 0 in (one.get("contexts") or [0]))]
    return [one for one in here if _is_for(one, rights)]


def _is_for(command: Command, rights: May) -> bool:
    needed = command["default_member_permissions"]
    if needed is None or May.ADMINISTRATOR in rights:
        return True
    return int(needed) != 0 and not May(int(needed)) & ~rights


def find_command(discord: "Discord", line: str, place: Channel, member: Member | None) -> Invocation:
    """Return what a line like `/peer away` stands for."""
    first, *rest = line.removeprefix("/").split()
    found = [one for one in offered(discord, place, member) if one["type"] == CHAT and one["name"] == first]
    if not found:
        raise NotOffered(f"/{first} is not offered here")
    words, level = [], found[0]
    for word in rest:
        fits = [one for one in level.get("options") or [] if one["name"] == word and one["type"] in (SUBCOMMAND, GROUP)]
        if not fits:
            raise NotOffered(f"{line} is not offered: no {word}")
        level = fits[0]
        words.append(level)
    if any(one["type"] in (SUBCOMMAND, GROUP) for one in level.get("options") or []):
        raise NotOffered(f"{line} needs one more word")
    return Invocation(found[0], tuple(words))


def invocation(
    typed: Invocation, values: dict[str, Any], guild: Guild | None, focused: str | None = None
) -> dict[str, Any]:
    """Return the data of a command with its options filled in; refuses what the app would not send."""
    known = {one["name"]: one for one in typed.options}
    if unknown := set(values) - set(known):
        raise NotAccepted(f"no option {sorted(unknown)}; there are {sorted(known)}")
    missing = [name for name, one in known.items() if one.get("required") and name not in values]
    if missing and focused is None:
        raise NotAccepted(f"{missing} must be filled in")
    named = [one for one in values.values() if hasattr(one, "id")]
    options: list[dict[str, Any]] = []
    for name, value in values.items():
        option = {"name": name, "type": known[name]["type"]}
        if name == focused:
            options.append({**option, "value": str(value), "focused": True})
        else:
            options.append({**option, "value": _value(known[name], value)})
    for word in reversed(typed.words):
        options = [{"name": word["name"], "type": word["type"], "options": options}]
    command = typed.command
    data: dict[str, Any] = {"id": command["id"], "name": command["name"], "type": CHAT, "options": options}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if found := resolved(named, guild):
        data["resolved"] = found
    return data


def _value(option: Command, value: Any) -> Any:
    kind, name = option["type"], option["name"]
    choices = {one["name"]: one["value"] for one in option.get("choices") or []}
    if choices:
        if value not in choices and value not in choices.values():
            raise NotAccepted(f"{name}: {value!r} is none of {list(choices)}")
        return choices.get(value, value)
    match kind:
        case int() if kind == STRING and isinstance(value, str):
            return _within(option, value, len(value), "length")
        case int() if kind == BOOLEAN and isinstance(value, bool):
            return value
        case int() if kind in (INTEGER, NUMBER) and isinstance(value, int | float) and not isinstance(value, bool):
            return _within(option, value, value, "value")
        case int() if kind in (USER, CHANNEL, ROLE, MENTIONABLE) and hasattr(value, "id"):
            return value.id
    raise NotAccepted(f"{name}: {value!r} does not fit an option of type {kind}")


def _within(option: Command, value: Any, measured: float, what: str) -> Any:
    least, most = option.get(f"min_{what}"), option.get(f"max_{what}")
    if (least is not None and measured < least) or (most is not None and measured > most):
        raise NotAccepted(f"{option['name']}: {measured} is not within {least} and {most}")
    return value


def menu(
    discord: "Discord", name: str, target: Message | User, place: Channel, member: Member | None
) -> dict[str, Any]:
    """Return the data of an entry of the context menu; message content is shown whatever the intents."""
    kind = ON_MESSAGE if isinstance(target, Message) else ON_USER
    found = [one for one in offered(discord, place, member) if one["type"] == kind and one["name"] == name]
    if not found:
        raise NotOffered(f"{name} is not in this menu")
    data: dict[str, Any] = {"id": found[0]["id"], "name": name, "type": kind, "target_id": target.id}
    if "guild_id" in found[0]:
        data["guild_id"] = found[0]["guild_id"]
    if isinstance(target, Message):
        return {**data, "resolved": {"messages": {target.id: message_shapes.message(discord.state, target)}}}
    found_there: dict[str, Any] = {"users": {target.id: shapes.user(target)}}
    if place.guild is not None and target.id in place.guild.members:
        shape = {**shapes.member(place.guild.members[target.id], with_user=False), "permissions": "0"}
        found_there["members"] = {target.id: shape}
    return {**data, "resolved": found_there}
