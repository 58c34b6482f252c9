"""Faults in a request's body, gathered by field and refused together as code 50035."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.doubles.discord.errors import Refused

Path = tuple[str | int, ...]


class Form:
    """Gathers what is wrong with a body, or a part of it; `done()` refuses it if anything is."""

    def __init__(self, within: Path = ()) -> None:
        self._within = within
        self._faults: list[tuple[Path, str, str]] = []

    def wrong(self, path: Path, code: str, message: str) -> None:
        """Note one fault of one field."""
        self._faults.append(((*self._within, *path), code, message))

    def missing(self, path: Path) -> None:
        """Note a field that has to be there."""
        self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")

    def length(self, path: Path, value: Any, least: int, most: int) -> None:
        """Check how long a text or list is."""
        if len(value) > most and least == 0:
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        elif not least <= len(value) <= most:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def text(self, path: Path, value: Any, least: int, most: int) -> None:
        """Check that a value is a text of a length; None is taken for missing."""
        if value is None:
            if least:
                self.missing(path)
        elif not isinstance(value, str):
            self.wrong(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
        else:
            self.length(path, value, least, most)

    def choice(self, path: Path, value: Any, allowed: tuple[Any, ...]) -> None:
        """Check that a value is one of a few."""
        if value not in allowed:
            these = ", ".join(str(one) for one in allowed)
            self.wrong(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{these}}}.")

    def unique(self, paths: Sequence[tuple[Path, Any]], code: str, message: str) -> None:
        """Check that no two fields hold the same."""
        seen: set[Any] = set()
        for path, value in paths:
            if value in seen:
                self.wrong(path, code, message)
            seen.add(value)

    def done(self) -> None:
        """Refuse the body if there was a fault."""
        if self._faults:
            raise Refused(400, 50035, "Invalid Form Body", errors=dict(self._nested()))

    def _nested(self) -> Iterator[tuple[str, Any]]:
        tree: dict[str, Any] = {}
        for path, code, message in self._faults:
            place = tree
            for step in path:
                place = place.setdefault(str(step), {})
            place.setdefault("_errors", []).append({"code": code, "message": message})
        yield from tree.items()
