"""Who somebody is on a platform, where something was said, and which message is meant."""

import re
from dataclasses import dataclass

_POINTED = re.compile(r"(?P<id>[A-Za-z0-9_.-]{1,40}):(?P<author>[A-Za-z0-9_.-]{0,32})\Z")


@dataclass(frozen=True, slots=True)
class Account:
    """A person as one platform knows them."""

    platform: str
    workspace: str
    id: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said. `is_direct` is a private conversation with the bot."""

    platform: str
    workspace: str
    channel: str
    thread: str = ""
    is_direct: bool = False


@dataclass(frozen=True, slots=True)
class Pointed:
    """A message somebody points at in the place of the event: its id there, its author's account ("" for a bot's).

    It travels as the subject of an action, so that a form opened on a message still knows which one it was.
    """

    id: str
    author: str = ""

    @property
    def subject(self) -> str:
        """The action's subject; "" where the platform's ids are of no form that fits into one."""
        text = f"{self.id}:{self.author}"
        return text if _POINTED.match(text) else ""

    @classmethod
    def read(cls, subject: str) -> "Pointed | None":
        """Read it back; None where nothing was pointed at."""
        match = _POINTED.match(subject)
        return cls(match["id"], match["author"]) if match is not None else None
