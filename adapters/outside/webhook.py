"""One POST to a webhook, and what its answer means for the delivery."""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

from adapters.http import httpx
from bot.errors import TryLater, Undeliverable, Unknown
from bot.ports import Clock

WITHIN = 10.0
"""Seconds around the whole request."""
CONNECT_WITHIN = 5.0
LONGEST_WAIT = timedelta(minutes=5)
"""However long a server asks us to wait: somebody is waiting for help."""
_HERE: Mapping[str, None] = {f"all://{host}": None for host in ("localhost", "127.0.0.1", "[::1]")}


async def post_webhook(url: str, text: str, delivery_id: str, clock: Clock) -> None:
    """Post the notice once; every end but "accepted" is raised as one of the three refusals.

    A connection of its own: a kept one may be closed at the very moment of sending, which would leave doubt.
    """
    body = {"kind": "case.waiting", "text": text, "delivery": delivery_id}
    await post(url, json.dumps(body).encode(), {"Idempotency-Key": delivery_id}, clock)


async def post(url: str, body: bytes, headers: Mapping[str, str], clock: Clock) -> None:
    """Post JSON once; a redirect is a refusal, since it leads where nobody said that we may go."""
    headers = {"Content-Type": "application/json", "User-Agent": "kith", **headers}
    timeout = httpx.Timeout(WITHIN, connect=CONNECT_WITHIN)
    try:
        async with (
            httpx.AsyncClient(timeout=timeout, mounts=_HERE, follow_redirects=False) as client,
            asyncio.timeout(WITHIN),
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            _judge(answer, clock)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as problem:
        raise TryLater(f"the webhook cannot be reached ({type(problem).__name__})") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError):
        raise Undeliverable("the webhook's address cannot be used") from None
    except (httpx.HTTPError, TimeoutError) as problem:
        raise Unknown(f"the webhook gave no whole answer ({type(problem).__name__})") from None


def _judge(answer: httpx.Response, clock: Clock) -> None:
    code = answer.status_code
    if answer.is_success:
        return
    if code in (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS):
        raise TryLater(f"the webhook answered {code}", _retry_after(answer, clock))
    if answer.is_server_error:
        raise Unknown(f"the webhook answered {code}")
    raise Undeliverable(f"the webhook answered {code}")


def _retry_after(answer: httpx.Response, clock: Clock) -> timedelta | None:
    """Read Retry-After, in seconds or as a date; None when it is missing or makes no sense."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        wait = timedelta(seconds=min(int(text[:9]), 10**9))
    else:
        try:
            wait = parsedate_to_datetime(text).astimezone(UTC) - clock.now()
        except (TypeError, ValueError):
            return None
    return min(max(wait, timedelta(seconds=1)), LONGEST_WAIT)
