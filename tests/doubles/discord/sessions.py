"""Gateway sessions: what a bot asked to hear, what it was told, and how long it may pick up where it stopped."""

import json
import secrets
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntFlag
from typing import Any, Protocol

from tests.doubles.discord.clock import Clock
from tests.doubles.discord.model import Guild

Payload = dict[str, Any]
Shaped = Payload | Callable[["Session"], Payload | None]


class Intent(IntFlag):
    """What a bot may ask to hear, by Discord's bits."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MODERATION = 1 << 2
    GUILD_EXPRESSIONS = 1 << 3
    GUILD_INTEGRATIONS = 1 << 4
    GUILD_WEBHOOKS = 1 << 5
    GUILD_INVITES = 1 << 6
    GUILD_VOICE_STATES = 1 << 7
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16
    AUTO_MODERATION_CONFIGURATION = 1 << 20
    AUTO_MODERATION_EXECUTION = 1 << 21
    GUILD_MESSAGE_POLLS = 1 << 24
    DIRECT_MESSAGE_POLLS = 1 << 25


NO_INTENT = Intent(0)
EVERY_INTENT = sum(one.value for one in Intent)


class Line(Protocol):
    """A connection that takes text for the bot."""

    def put(self, text: str) -> None:
        """Send after what was put before."""


@dataclass(eq=False)
class Session:
    """One session: its sequence number, and all it was told, to be told again after a RESUME."""

    intents: int
    shard: tuple[int, int] = (0, 1)
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    told: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=5000))
    line: Line | None = None
    lost_at: datetime | None = None

    def tell(self, name: str, data: Payload) -> None:
        """Dispatch an event; without a connection it waits for a RESUME."""
        self.sequence += 1
        text = json.dumps({"op": 0, "t": name, "s": self.sequence, "d": data}, ensure_ascii=False)
        self.told.append((self.sequence, text))
        if self.line is not None:
            self.line.put(text)

    def hears(self, intent: int, guild: Guild | None) -> bool:
        """Say whether it asked for this kind of event and its shard is the one for the server."""
        number, count = self.shard
        its_shard = (int(guild.id) >> 22) % count if guild is not None else 0
        return number == its_shard and (intent == 0 or bool(self.intents & intent))


class Sessions:
    """All sessions, and what tests do to what they are told."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.all: dict[str, Session] = {}
        self.resumable_for = timedelta(minutes=3)
        self._repeats: Counter[str] = Counter()

    def add(self, session: Session) -> None:
        """Keep a new session."""
        self.all[session.id] = session

    def end(self, session: Session) -> None:
        """Forget a session: it can no longer be resumed."""
        self.all.pop(session.id, None)
        session.line = None

    def lose(self, session: Session) -> None:
        """Keep a session whose connection is gone, for a while."""
        session.line = None
        session.lost_at = self._clock.now()

    def resumable(self, session_id: str) -> Session | None:
        """Return a session that may still be resumed."""
        self._forget_old_ones()
        return self.all.get(session_id)

    def tell(self, name: str, data: Shaped, *, intent: int = NO_INTENT, guild: Guild | None = None) -> None:
        """Dispatch an event to every session that asked for it; `data` may depend on the session."""
        self._forget_old_ones()
        times = 2 if self._repeats[name] > 0 else 1
        self._repeats[name] -= times - 1
        for session in list(self.all.values()):
            if not session.hears(intent, guild):
                continue
            shaped = data(session) if callable(data) else data
            for _ in range(times if shaped is not None else 0):
                session.tell(name, shaped or {})

    def repeat(self, name: str, times: int = 1) -> None:
        """Dispatch the next events of this name twice each."""
        self._repeats[name] += times

    def _forget_old_ones(self) -> None:
        oldest = self._clock.now() - self.resumable_for
        for session in list(self.all.values()):
            if session.lost_at is not None and session.line is None and session.lost_at < oldest:
                self.end(session)
