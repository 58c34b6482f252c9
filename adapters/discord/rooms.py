"""What the rooms of a cohort are on Discord."""

from enum import StrEnum
from typing import Final

from bot.rooms import Room, RoomUse


class RoomKind(StrEnum):
    """What a room is: a private thread or a private channel of a group's, or a channel of the whole cohort's."""

    THREAD = "thread"
    PRIVATE = "channel"
    OPEN = "open"


COHORT: Final = "cohort"
"""The channel on which threads hang."""


def kind_of(room: Room, group_kind: RoomKind) -> RoomKind:
    """Return what is made for a room; a pair's is a thread always, since a server has room for few channels."""
    match room.use:
        case RoomUse.EVERYBODY:
            return RoomKind.OPEN
        case RoomUse.PAIR:
            return RoomKind.THREAD
        case _:
            return group_kind
