"""The rights the bot asks a server for, each with its reason, and what it may do in a channel. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.discord.rooms import RoomKind

ADMINISTRATOR: Final = 1 << 3
VIEW: Final = 1 << 10
MANAGE_CHANNELS: Final = 1 << 4


@dataclass(frozen=True, slots=True)
class Right:
    """One permission: its bit, its name in Discord's settings, and why the bot needs it."""

    bit: int
    name: str
    why: str


EVERYWHERE: Final = (
    Right(VIEW, "View Channels", "to know that somebody wrote in a group's channel, and to post there"),
    Right(1 << 11, "Send Messages", "to post the week's question and the notice of what is read"),
    Right(1 << 14, "Embed Links", "for messages longer than Discord's 2,000 characters"),
    Right(1 << 15, "Attach Files", "to send an event's calendar entry along with its post"),
    Right(
        1 << 16,
        "Read Message History",
        "to look, after a broken line, whether a message arrived before sending it again, and what was missed",
    ),
    Right(1 << 51, "Pin Messages", "to pin the privacy notice and the group's welcome"),
)
FOR_EVENTS: Final = (
    Right(1 << 44, "Create Events", "to put the cohort's events among the server's own, and to keep them right"),
)
FOR_THREADS: Final = (
    Right(1 << 36, "Create Private Threads", "to make a room for a group that has none"),
    Right(1 << 38, "Send Messages in Threads", "to post in it"),
    Right(1 << 34, "Manage Threads", "to let its members in and out, and to close it when the cohort is over"),
)
FOR_CHANNELS: Final = (
    Right(
        MANAGE_CHANNELS,
        "Manage Channels",
        "to make a channel for a group, the coordinators or the whole cohort that has none",
    ),
    Right(1 << 28, "Manage Permissions", "to let its members in and out"),
)


FOR_REMOVING: Final = (
    Right(1 << 13, "Manage Messages", "to take a message away when its writer asks for it after a private reply"),
)
"""Asked for only where the configuration wants it; without it people read how to delete it themselves."""


def needed(group_kind: RoomKind, *, removes: bool = False) -> tuple[Right, ...]:
    """Return what the bot needs: the rights for rooms are those for the kind of room it makes."""
    rooms = FOR_THREADS if group_kind is RoomKind.THREAD else FOR_CHANNELS
    return (*EVERYWHERE, *FOR_EVENTS, *rooms, *(FOR_REMOVING if removes else ()))


def bits(rights: Iterable[Right]) -> int:
    """Return the number that stands for some rights."""
    total = 0
    for right in rights:
        total |= right.bit
    return total


def invite(application_id: str, rights: Iterable[Right]) -> str:
    """Return the link with which an admin lets the bot in, with commands and these rights and no others."""
    scopes = "bot%20applications.commands"
    return f"https://discord.com/oauth2/authorize?client_id={application_id}&scope={scopes}&permissions={bits(rights)}"


def in_channel(channel: Mapping[str, Any], guild: Mapping[str, Any], me: Mapping[str, Any]) -> int:
    """Return what the bot may do in a channel, from Discord's own descriptions of channel, server and membership."""
    mine = {str(guild["id"]), *map(str, me["roles"])}
    base = 0
    for role in guild["roles"]:
        if str(role["id"]) in mine:
            base |= int(role["permissions"])
    if base & ADMINISTRATOR:
        return ~0
    return _overwritten(base, channel.get("permission_overwrites") or [], str(guild["id"]), mine, str(me["user"]["id"]))


def _overwritten(base: int, overwrites: list[Any], everyone: str, mine: set[str], my_id: str) -> int:
    """Apply a channel's overwrites in Discord's order: everybody's, the roles' together, one's own."""
    by_id = {str(each["id"]): (int(each["allow"]), int(each["deny"])) for each in overwrites}
    allow, deny = by_id.get(everyone, (0, 0))
    found = base & ~deny | allow
    of_roles = [by_id[role] for role in mine - {everyone} if role in by_id]
    for _, deny in of_roles:
        found &= ~deny
    for allow, _ in of_roles:
        found |= allow
    allow, deny = by_id.get(my_id, (0, 0))
    found = found & ~deny | allow
    return found if found & VIEW else 0
