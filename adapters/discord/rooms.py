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
    """Return what is made for a room."""
    return RoomKind.OPEN if room.use is RoomUse.EVERYBODY else group_kind
