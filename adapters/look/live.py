"""Tells open pages that something changed. They look up what it was, so a missed notice loses nothing."""

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Listener:
    """One open page. Notices run together: a slow page gets one notice for many changes.

    `called` is what lines said call its reader.
    """

    person_id: str
    called: str = ""
    _topics: set[str] = field(default_factory=set)
    _rang: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self, topic: str) -> None:
        """Note a change and wake the page."""
        self._topics.add(topic)
        self._rang.set()

    async def heard(self, within: float) -> set[str]:
        """Wait for a change, at most `within` seconds; return the topics since the last look."""
        try:
            async with asyncio.timeout(within):
                await self._rang.wait()
        except TimeoutError:
            return set()
        self._rang.clear()
        topics, self._topics = self._topics, set()
        return topics


class Changes:
    """Everybody who listens. Topics: `chat` (messages, people, dialogs), `clock`, `end`."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self.is_over = False

    @contextmanager
    def listening(self, person_id: str, called: str = "") -> Iterator[Listener]:
        """Listen as somebody while the block lasts; `called` is for `said_to`."""
        listener = Listener(person_id, called)
        self._listeners.add(listener)
        if self.is_over:
            listener.ring("end")
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def count(self, person_id: str) -> int:
        """Return how many pages somebody has open."""
        return sum(listener.person_id == person_id for listener in self._listeners)

    def everything(self) -> None:
        """Something in the chat changed that anybody may see."""
        self._ring("chat")

    def said_to(self, names: Collection[str]) -> None:
        """Something was said to these alone: whoever else listens must not be able to tell that anything happened."""
        for listener in self._listeners:
            if listener.called in names:
                listener.ring("chat")

    def clock(self) -> None:
        """The clock was set, stopped or went on, or what comes next changed."""
        self._ring("clock")

    def close(self) -> None:
        """Let every open page go: the server ends."""
        self.is_over = True
        self._ring("end")

    def _ring(self, topic: str) -> None:
        for listener in self._listeners:
            listener.ring(topic)
