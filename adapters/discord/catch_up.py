"""After a session that could not be resumed: what people wrote meanwhile is read from the history, and handled once.

Only private conversations with the bot and channels a cohort has scanned are read, and of each the newest messages.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from adapters.discord.directory import Directory
from adapters.discord.memory import Seen
from adapters.discord.outcomes import outcome
from adapters.discord.progress import Progress
from adapters.discord.rest import PAGE, Rest
from adapters.discord.shard import Shard
from adapters.discord.translate import is_by_a_person
from adapters.ending import ended
from bot.errors import TryLater, Undeliverable

log = logging.getLogger(__name__)

Message = Mapping[str, Any]
Hear = Callable[[Message, Callable[[], None]], None]
_WAITS: Final = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds until a history is asked again that could not be read just now; the last one again and again."""
MOST: Final = 500
"""Messages of one channel; what is older than these stays unheard, and the log says so."""


class CatchUp:
    """Knows up to which message everything was handled, and reads what came after it."""

    def __init__(self, rest: Rest, directory: Directory, shard: Shard, *, content: bool) -> None:
        self._rest, self._directory, self._shard, self._content = rest, directory, shard, content
        self._messages = Progress()
        self._seen = Seen()
        self._chats: dict[str, None] = {}
        self._reading: asyncio.Task[None] | None = None

    def goes_on(self, seen: Seen) -> None:
        """Begin where a process before this one stopped."""
        self._seen, self._messages = seen, Progress(seen.message_id)

    @property
    def seen(self) -> Seen:
        """How far we are now."""
        return self._seen.further(self._messages.handled, self._chats)

    def heard(self, message: Message) -> Callable[[], None]:
        """Note a message; call what this returns when it was handled."""
        number = int(message["id"])
        if not message.get("guild_id"):
            self._chats[str(message["channel_id"])] = None
        messages = self._messages
        messages.heard(number)
        messages.begin(number)
        return lambda: messages.end(number)

    def begin(self, hear: Hear) -> None:
        """Read beside everything else what was missed; `hear` takes each message and what to call when it is handled.

        Before the very first message there is nothing to go on from: the past is nobody's business.
        """
        since = self._messages.handled
        if not since:
            return
        if self._reading is not None:
            self._reading.cancel()
        self._messages.begin(since + 1)  # until everything was read it counts as not handled
        self._reading = asyncio.create_task(self._read(since, hear), name="discord catches up")

    @property
    def is_reading(self) -> bool:
        """Whether something is still being read."""
        return self._reading is not None and not self._reading.done()

    async def stop(self) -> None:
        """Stop reading; the next start goes on."""
        await ended(self._reading)

    async def _read(self, since: int, hear: Hear) -> None:
        places = dict.fromkeys(self.seen.chats, "")
        if self._content:
            scanned = await self._directory.scanned()
            places |= {channel: guild for channel, guild in scanned.items() if self._shard.hears(guild)}
        found = 0
        for channel_id, guild_id in places.items():
            for message in await self._missed(channel_id, since):
                told = {**message, "guild_id": guild_id} if guild_id else message
                hear(told, self.heard(told))
                found += 1
        self._messages.end(since + 1)
        if found:
            log.info("read %d messages that were written while the bot could not hear", found)

    async def _missed(self, channel_id: str, since: int) -> list[Message]:
        """Return what people wrote after `since`, in order; nothing where the history may not be read.

        Where it cannot be read just now it is read later: until then nothing counts as handled.
        """
        waits = itertools.chain(_WAITS, itertools.repeat(_WAITS[-1]))
        for wait in waits:
            try:
                newer = await self._newer(channel_id, since)
            except Exception as problem:  # what can be read elsewhere is read all the same
                known = outcome(problem)
                if isinstance(known, Undeliverable) or type(problem) is TryLater:  # `Rest.history` misses its right
                    _tell_unreadable(channel_id, problem)
                    return []
                asked = known.after if isinstance(known, TryLater) else None
                await asyncio.sleep(asked.total_seconds() if asked is not None else wait)
            else:
                return [message for message in reversed(newer) if is_by_a_person(message)]
        return []

    async def _newer(self, channel_id: str, since: int) -> list[Message]:
        found: list[Message] = []
        before = ""
        while len(found) < MOST:
            page = await self._rest.history(channel_id, before)
            newer = [message for message in page if int(message["id"]) > since]
            found += newer
            if len(newer) < PAGE:
                return found
            before = str(page[-1]["id"])
        log.error(
            "more than %d messages were written in channel %s meanwhile: the oldest stay unheard", MOST, channel_id
        )
        return found


def _tell_unreadable(channel_id: str, problem: Exception) -> None:
    log.error(
        "what was written in channel %s while the bot could not hear cannot be read (%s, code %s); "
        "`kith doctor` says which right it lacks",
        *(channel_id, type(problem).__name__, getattr(problem, "code", "-")),
    )
