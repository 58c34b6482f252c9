"""What becomes of the rooms on a platform, and of what can be read there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.accounts import Account, Place


@dataclass(frozen=True, slots=True)
class RoomMade:
    """The bot made a room for a group, a pair or a cohort, or took the one it had made before a crash.

    `name` is the place's in the cohort, `kind` what the platform calls such a room.
    """

    id: str
    at: datetime
    place: Place
    cohort_id: str
    name: str
    kind: str
    group_id: str = ""


@dataclass(frozen=True, slots=True)
class RoomLost:
    """A channel was deleted or put away by somebody else."""

    id: str
    at: datetime
    place: Place


class Lack(StrEnum):
    """Why a room is not as it should be."""

    RIGHT = "right"
    HOME = "home"
    FULL = "full"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class RoomTrouble:
    """A room could not be made or looked after; with PERSON `people` could not be let in."""

    id: str
    at: datetime
    cohort_id: str
    name: str
    lack: Lack
    people: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelsRead:
    """It is known what reaches the bot on a platform: messages in channels with their words, or only that they came."""

    id: str
    at: datetime
    platform: str
    reads: bool


RoomEvent = RoomMade | RoomLost | RoomTrouble
