"""What the operator's own program is told of a case: that it was opened or closed, signed, until it is taken."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from adapters.outside.webhook import post
from bot.errors import TryLater, Undeliverable
from bot.ports import Clock, Delivery

KIND: Final = "webhook."
"""How the kinds of its messages begin."""
SIGNATURE: Final = "Kith-Signature"
_REFUSED_FOR: Final = timedelta(minutes=5)
GIVE_UP_AFTER: Final = timedelta(days=1)
"""So long a program that refuses may be mended; what it refused for longer is given up, and `kith doctor` says so."""


@dataclass(frozen=True, slots=True)
class Program:
    """Where it is, and the secret both sides know."""

    url: str
    secret: str = field(repr=False)


async def announce(program: Program | None, delivery: Delivery, clock: Clock) -> None:
    """Post once. What the program refuses is tried again for a day: it may be mended. What is away is waited for.

    A message for an address that is no longer the configured one is given up at once.
    """
    if program is None or program.url != delivery.target.id:
        raise Undeliverable("the webhook is no longer the configured one")
    body = json.dumps(
        {
            "kind": f"case.{delivery.card.kind.removeprefix(KIND)}",
            "case": delivery.card.text,
            "cohort": delivery.card.title,
            "at": delivery.at.isoformat(),
            "delivery": delivery.id,
        }
    ).encode()
    headers = {"Idempotency-Key": delivery.id, SIGNATURE: signature(program.secret, body, clock)}
    try:
        await post(program.url, body, headers, clock)
    except Undeliverable as refusal:
        if clock.now() - delivery.at >= GIVE_UP_AFTER:
            raise
        raise TryLater(refusal.reason, _REFUSED_FOR) from None


def signature(secret: str, body: bytes, clock: Clock) -> str:
    """Return `t=SECONDS,v1=HEX`, an HMAC-SHA256 of the seconds, a dot and the body: no old one can be replayed."""
    seconds = str(int(clock.now().timestamp()))
    mark = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={mark}"
