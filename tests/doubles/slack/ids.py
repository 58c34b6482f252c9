"""Ids, timestamps and secrets as Slack writes them, the same in every run."""

import itertools
from datetime import UTC, datetime, timedelta

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPAN = 36**8


class Ids:
    """Makes what has to be unique in a double: `U07Z…`, `Ev0A…`, secrets."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def new(self, prefix: str) -> str:
        """Return an id that nothing else has: the prefix and ten characters."""
        number = next(self._numbers) * 1_000_000_007 % _SPAN
        digits = ""
        for _ in range(8):
            number, digit = divmod(number, 36)
            digits = _DIGITS[digit] + digits
        return f"{prefix}0{digits}1"

    def secret(self) -> str:
        """Return 24 characters that look like a secret."""
        return self.new("").lower() + self.new("").lower() + "0kith"


class Timestamps:
    """Message timestamps: microseconds, which are also the message's id, never twice the same."""

    def __init__(self) -> None:
        self._last = 0

    def new(self, now: datetime) -> str:
        """Return the timestamp of something said now."""
        self._last = max(self._last + 1, round(now.timestamp() * 1_000_000))
        return write(self._last)


def write(microseconds: int) -> str:
    """Write a timestamp: `1772442000.000100`."""
    return f"{microseconds // 1_000_000}.{microseconds % 1_000_000:06d}"


def read(ts: object) -> int | None:
    """Read a timestamp to microseconds; None for what is none."""
    whole, dot, part = str(ts).partition(".")
    if not whole.isdigit() or (dot and not (part.isdigit() and len(part) <= 6)):
        return None
    return int(whole) * 1_000_000 + int((part or "0").ljust(6, "0"))


def moment(ts: str) -> datetime:
    """Return when something with this timestamp was said."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=read(ts) or 0)
