"""HTTP mode: signed requests to the app's own address, and ones that nobody should believe."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.doubles.clock import Clock
from tests.doubles.slack.apps import App
from tests.doubles.slack.post import Fate, Parcel, ParcelKind, Receipt, in_time

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Letter:
    """One request before it leaves: tests forge it by changing what they like."""

    body: bytes
    content_type: str
    timestamp: str
    signature: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def signed(self, secret: str) -> "Letter":
        """Sign it as it is now."""
        base = b"v0:" + self.timestamp.encode() + b":" + self.body
        self.signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
        return self

    def all_headers(self) -> dict[str, str]:
        """Everything that goes out beside the body; an empty timestamp or signature is left out."""
        named = {"X-Slack-Request-Timestamp": self.timestamp, "X-Slack-Signature": self.signature}
        return {"Content-Type": self.content_type, **{k: v for k, v in named.items() if v}, **self.headers}


class SignedHttp:
    """Implements `Carrier` over HTTP."""

    def __init__(self, app: App, clock: Clock) -> None:
        self._app, self._clock = app, clock
        self._session: aiohttp.ClientSession | None = None

    def letter(self, parcel: Parcel) -> Letter:
        """Write a parcel as a signed request."""
        timestamp = str(int(self._clock.now().timestamp()))
        body, content_type = _written(parcel)
        letter = Letter(body, content_type, timestamp)
        if parcel.attempt:
            letter.headers = {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}
        return letter.signed(self._app.signing_secret)

    async def post(self, letter: Letter) -> tuple[int, dict[str, str], bytes]:
        """Send a request, forged or not; return status, headers and body."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        request = self._session.post(
            self._app.request_url, data=letter.body, headers=letter.all_headers(), allow_redirects=False
        )
        async with request as response:
            return response.status, dict(response.headers), await response.read()

    async def verify_url(self) -> bool:
        """Ask the address whether it is the app's, as Slack does when somebody enters it."""
        challenge = "kith-" + self._app.id
        payload = {"type": "url_verification", "token": self._app.verification_token, "challenge": challenge}
        status, _, body = await self.post(self.letter(Parcel(ParcelKind.EVENT, payload)))
        return status == 200 and challenge.encode() in body

    async def carry(self, parcel: Parcel) -> Receipt:
        """Send it and wait for the answer, for three seconds."""
        sending = asyncio.ensure_future(self._delivered(parcel))
        receipt = await in_time(self._clock, sending)
        if receipt is None:
            sending.cancel()
            return Receipt(Fate.TIMED_OUT, reason="http_timeout")
        return receipt

    async def _delivered(self, parcel: Parcel) -> Receipt:
        try:
            status, headers, body = await self.post(self.letter(parcel))
        except aiohttp.ClientError:
            return Receipt(Fate.NOT_DELIVERED, reason="connection_failed")
        is_final = headers.get("X-Slack-No-Retry") == "1"
        if not 200 <= status < 300:
            return Receipt(Fate.NOT_DELIVERED, reason="http_error", is_final=is_final)
        return Receipt(Fate.ACKNOWLEDGED, _answer(parcel, headers, body), is_final=is_final)

    async def close(self) -> None:
        """Let go of every connection."""
        if self._session is not None:
            await self._session.close()


def _written(parcel: Parcel) -> tuple[bytes, str]:
    match parcel.kind:
        case ParcelKind.EVENT:
            return json.dumps(parcel.payload).encode(), JSON
        case ParcelKind.COMMAND:
            return urlencode(parcel.payload).encode(), FORM
        case ParcelKind.INTERACTIVE:
            return urlencode({"payload": json.dumps(parcel.payload)}).encode(), FORM


def _answer(parcel: Parcel, headers: dict[str, str], body: bytes) -> dict[str, Any] | None:
    if not parcel.takes_answer or not body.strip():
        return None
    if headers.get("Content-Type", "").startswith(JSON):
        answer: dict[str, Any] = json.loads(body)
        return answer
    return {"text": body.decode()}
