"""Files on their way up, and files that have been shared."""

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any


@dataclass(slots=True)
class File:
    """One file: first a place to upload to, then its bytes, then shared in conversations."""

    id: str
    ticket: str
    name: str
    length: int
    user_id: str
    content: bytes | None = None
    title: str = ""
    alternative: str = ""
    channels: list[str] = field(default_factory=list)
    is_complete: bool = False

    def described(self) -> dict[str, Any]:
        """Return the file object."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "filetype": PurePath(self.name).suffix.removeprefix(".") or "binary",
            "size": self.length,
            "user": self.user_id,
            "channels": list(self.channels),
        } | ({"alt_txt": self.alternative} if self.alternative else {})


class Files:
    """The files of one workspace."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}

    def add(self, file: File) -> None:
        """Make a place for a file."""
        self._by_id[file.id] = file

    def find(self, file_id: str) -> File | None:
        """Return a file by its id."""
        return self._by_id.get(file_id)

    def awaited(self, ticket: str) -> File | None:
        """Return the file whose bytes this upload address waits for; once it has them it waits no more."""
        return next((f for f in self._by_id.values() if f.ticket == ticket and f.content is None), None)
