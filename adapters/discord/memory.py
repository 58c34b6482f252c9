"""What the connection must know after a restart: the session to resume, and how often it introduced itself."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from adapters.discord.identifying import spend
from bot.ports import Clock, Storage

_SESSION: Final = "discord.session"
_IDENTIFIED: Final = "discord.identify_supply_full_at"
_SEEN: Final = "discord.seen"
_MOST_CHATS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation with the gateway: up to `seq` everything was heard and handled."""

    id: str
    seq: int
    url: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Up to which message everything was heard and handled, and the private conversations we know, newest last."""

    message_id: int = 0
    chats: tuple[str, ...] = ()

    def further(self, message_id: int, chats: Iterable[str]) -> "Seen":
        """Return it as it is later; of very many conversations the newest are known."""
        return Seen(message_id, tuple(dict.fromkeys((*self.chats, *chats)))[-_MOST_CHATS:])


class Memory:
    """Facts in the storage, a shard's under its own names. Nothing is written that is written already."""

    def __init__(self, storage: Storage, clock: Clock, suffix: str = "") -> None:
        self._session_name, self._identified = f"{_SESSION}{suffix}", f"{_IDENTIFIED}{suffix}"
        self._seen_name = f"{_SEEN}{suffix}"
        self._storage, self._clock = storage, clock
        self._kept: Session | None = None
        self._seen = Seen()

    async def session(self) -> Session | None:
        """Return the session to resume, None where there is none."""
        async with self._storage.snapshot() as tx:
            kept = await tx.facts.get(self._session_name)
        try:
            self._kept = Session(**json.loads(kept)) if kept else None
        except (ValueError, TypeError):
            self._kept = None
        return self._kept

    async def keep(self, session: Session | None, seen: Seen | None = None) -> None:
        """Remember how far we are, or that there is nothing to resume, and up to which message all were handled."""
        seen = seen or self._seen
        if (session, seen) == (self._kept, self._seen):
            return
        async with self._storage.transaction() as tx:
            await tx.facts.put(self._session_name, json.dumps(asdict(session)) if session is not None else "")
            await tx.facts.put(self._seen_name, json.dumps([seen.message_id, seen.chats]))
        self._kept, self._seen = session, seen

    async def seen(self) -> Seen:
        """Return how far messages were handled before; nothing before the first start."""
        async with self._storage.snapshot() as tx:
            kept = await tx.facts.get(self._seen_name)
        try:
            message_id, chats = json.loads(kept) if kept else (0, ())
            self._seen = Seen(int(message_id), tuple(map(str, chats)))
        except (ValueError, TypeError):
            self._seen = Seen()
        return self._seen

    async def wait_to_identify(self) -> timedelta:
        """Return how long to wait before the next introduction."""
        async with self._storage.snapshot() as tx:
            return spend(_moment(await tx.facts.get(self._identified)), self._clock.now())[0]

    async def identify(self) -> None:
        """Take one introduction from the supply."""
        async with self._storage.transaction() as tx:
            _, full_at = spend(_moment(await tx.facts.get(self._identified)), self._clock.now())
            await tx.facts.put(self._identified, full_at.isoformat())


def _moment(kept: str) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
