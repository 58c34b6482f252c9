"""What people wrote within the last minute, for words that are split over several messages. Never stored.

Only what is scanned anyway is remembered: listed channels and private messages, of people who agreed.
"""

from collections import deque
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from bot.accounts import Account, Place
from bot.domain.signals.packs import JOINED_MESSAGES, SEAM
from bot.events import MessageEdited, MessageReceived

WITHIN: Final = timedelta(seconds=60)
"""How far apart messages may be that are also read as one; nothing is remembered for longer."""
_Where = tuple[str, ...]
"""Who wrote where, as strings: their hashes are remembered, those of `Account` and `Place` worked out each time."""
_Message = MessageReceived | MessageEdited


class _Said(NamedTuple):
    """A message: when it was written, and how it ends."""

    message_id: str
    at: datetime
    text: str


class Lately:
    """The last messages of each person in each place. Asked twice about a message it answers the same."""

    def __init__(self) -> None:
        self._said: dict[_Where, tuple[_Said, ...]] = {}
        self._before: dict[tuple[_Where, str], tuple[str, ...]] = {}
        self._heard: deque[tuple[datetime, _Where, str]] = deque()

    def before(self, event: _Message, now: datetime) -> tuple[str, ...]:
        """Return what the same person wrote just before in the same place, oldest first, and remember the message.

        A forward is not its sender's words: nothing comes before it, and it comes before nothing.
        """
        self.forget(now)
        if isinstance(event, MessageReceived) and event.is_quoted:
            return ()
        place = _where(event.by, event.place)
        if isinstance(event, MessageEdited):
            return self._changed(place, event)
        known = self._before.get((place, event.message_id))
        if known is not None:
            return known
        written = _Said(event.message_id, event.at, event.text[-SEAM:])
        said = self._said.get(place, ())
        before = tuple(each.text for each in said if event.at - each.at <= WITHIN)[1 - JOINED_MESSAGES :]
        self._said[place] = (*said, written)[-JOINED_MESSAGES:]
        self._before[place, event.message_id] = before
        self._heard.append((now, place, event.message_id))
        return before

    def _changed(self, place: _Where, event: MessageEdited) -> tuple[str, ...]:
        """Note what a message says since it was changed, as long as it is remembered."""
        before = self._before.get((place, event.message_id))
        if before is None:
            return ()
        said = self._said.get(place, ())
        self._said[place] = tuple(
            each._replace(text=event.text[-SEAM:]) if each.message_id == event.message_id else each for each in said
        )
        return before

    def forget(self, now: datetime) -> None:
        """Forget what was heard more than a minute ago."""
        while self._heard and now - self._heard[0][0] > WITHIN:
            _, place, message_id = self._heard.popleft()
            self._before.pop((place, message_id), None)
            left = tuple(each for each in self._said.get(place, ()) if each.message_id != message_id)
            if left:
                self._said[place] = left
            else:
                self._said.pop(place, None)


def _where(by: Account, place: Place) -> _Where:
    return by.platform, by.workspace, by.id, place.channel, place.thread
