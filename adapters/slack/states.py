"""The state of an installation: proof that whoever comes back from Slack is the one who set out, minutes ago, once."""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from typing import Final

from bot.ports import Clock, Storage

LIVES: Final = timedelta(minutes=10)
_SHAPE: Final = re.compile(r"([0-9a-f]{32})\.([0-9]{10,12})\.([0-9a-f]{64})")


class States:
    """Issues states that say when they end and are signed, and takes each once, whatever restarts in between."""

    def __init__(self, secret: str, clock: Clock, storage: Storage) -> None:
        self._key = hashlib.sha256(b"kith: states of installations:" + secret.encode()).digest()
        self._clock, self._storage = clock, storage

    def issue(self) -> str:
        """Return a new state."""
        ends_at = int((self._clock.now() + LIVES).timestamp())
        said = f"{secrets.token_hex(16)}.{ends_at}"
        return f"{said}.{self._signed(said)}"

    async def take(self, state: str, cookie: str) -> bool:
        """Whether this came back in time to the browser that got it, for the first time."""
        found = _SHAPE.fullmatch(state)
        if found is None or not hmac.compare_digest(state.encode(), cookie.encode(errors="replace")):
            return False
        nonce, ends_at, signature = found.groups()
        now = self._clock.now()
        if not hmac.compare_digest(signature, self._signed(f"{nonce}.{ends_at}")) or now.timestamp() > int(ends_at):
            return False
        async with self._storage.transaction() as tx:
            return await tx.inbox.claim(f"slack:state:{nonce}", now)

    def _signed(self, said: str) -> str:
        return hmac.new(self._key, said.encode(), hashlib.sha256).hexdigest()
