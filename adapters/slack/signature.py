"""Whether a request is Slack's: signed with the app's secret, of these minutes, and not one that was here before."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from slack_sdk.signature import Clock as UnixTime
from slack_sdk.signature import SignatureVerifier

from bot.ports import Clock

TIMESTAMP: Final = "x-slack-request-timestamp"
SIGNATURE: Final = "x-slack-signature"
_TIMESTAMP: Final = re.compile(r"[0-9]{1,11}")
_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}")
_REMEMBERED: Final = timedelta(minutes=11)
"""A signature is good for five minutes before and after its timestamp."""


class Seal:
    """Checks requests. The library compares; what it would stumble over, like junk for a number, is refused before."""

    def __init__(self, signing_secret: str, clock: Clock) -> None:
        self._verifier = SignatureVerifier(signing_secret, _Ours(clock))

    def is_genuine(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether Slack signed this within five minutes from now, before or after. `headers` in small letters."""
        timestamp, signature = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
        if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
            return False
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except UnicodeDecodeError:
            return False


class Seen:
    """Requests that were answered well, by their signatures: nobody but a thief sends the very same one again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._at: dict[str, datetime] = {}

    def claim(self, signature: str) -> bool:
        """Remember a request; False when it was here before."""
        now = self._clock.now()
        while self._at and now - next(iter(self._at.values())) > _REMEMBERED:
            del self._at[next(iter(self._at))]
        if signature in self._at:
            return False
        self._at[signature] = now
        return True

    def forget(self, signature: str) -> None:
        """Let a request come again: it was not answered well."""
        self._at.pop(signature, None)


class _Ours(UnixTime):
    """Our clock as the library wants one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()
