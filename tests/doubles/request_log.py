"""Everything a double's server was asked, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.doubles.faults import Fault


@dataclass(slots=True)
class Asked:
    """One request and its answer; `answer` is None as long as there is none, or when a fault took it."""

    at: datetime
    name: str
    arguments: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: Fault | None = None
    status: int = 0
    answer: Any = None


class RequestLog:
    """Filled by the server, read by tests."""

    def __init__(self) -> None:
        self._all: list[Asked] = []

    def add(self, asked: Asked) -> Asked:
        """Note a request."""
        self._all.append(asked)
        return asked

    def __iter__(self) -> Iterator[Asked]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def of(self, name: str) -> list[Asked]:
        """Every request of a name."""
        return [asked for asked in self._all if asked.name == name]

    def clear(self) -> None:
        """Forget what was asked so far."""
        self._all.clear()
