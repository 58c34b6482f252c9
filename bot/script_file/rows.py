"""What a script holds, once it has been read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """What people did at one moment (UTC); exactly one of the deeds is set. `channel` "": a message to the bot."""

    at: datetime
    who: tuple[str, ...]
    line: int
    says: str = ""
    channel: str = ""
    edits: str = ""
    to: str = ""
    presses: str = ""
    chooses: str = ""
    on: str = ""
    command: str = ""
    submits: Mapping[str, str] | None = None
    joins: bool = False
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something breaks (or, `is_over`, works again) at a moment: a platform, the process, somebody's messages."""

    at: datetime
    line: int
    down: str = ""
    restart: bool = False
    dm_closed: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """Acts and faults, each in order of time, then of the file."""

    source: str
    acts: tuple[Act, ...] = ()
    faults: tuple[Fault, ...] = ()
