"""Every error of ours on one screen. Each docstring is the message's meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


class KithError(Exception):
    """Something a person can mend; the text is a sentence with a next step."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file a person wrote."""

    source: str
    line: int
    key: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        where = f"{self.source}:{self.line}" if self.line else self.source
        key = f" {self.key}:" if self.key else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{where}:{key} {self.problem}{remedy}"


_UNREADABLE: Sequence[tuple[type[Exception], str]] = (
    (FileNotFoundError, "Is the name right, and the folder?"),
    (IsADirectoryError, "Name a file in that folder."),
    (PermissionError, "Let the user Kith runs as read it."),
)


def unreadable(source: str, error: Exception) -> Fault:
    """Return what is wrong with a file that the system does not let us read."""
    remedy = next((remedy for kind, remedy in _UNREADABLE if isinstance(error, kind)), "Try to open it yourself.")
    return Fault(source, 0, "", f"cannot be read: {getattr(error, 'strerror', None) or error}.", remedy)


class BadInput(KithError):
    """A file or argument cannot be used; `faults` holds every reason at once. Nothing was changed."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


class EnvironmentProblem(KithError):
    """The machine is not as it must be: no database, no network, a port in use, another process on the file."""


class TryLater(Exception):
    """The platform refused for certain and may accept after `after`; nothing was stored there."""

    def __init__(self, reason: str, after: timedelta | None = None) -> None:
        self.reason, self.after = reason, after
        super().__init__(reason)


class PlatformDown(TryLater):
    """The platform takes nothing at all just now, whatever it is and whoever it is for; nothing was stored there."""


class Undeliverable(Exception):
    """The platform will never accept this for this recipient: a closed DM, a deleted channel."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Unknown(Exception):
    """The message may have arrived: look before sending it again."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
