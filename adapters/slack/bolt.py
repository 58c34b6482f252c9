"""Bolt as a doorway: one middleware in front of everything else hands requests to the gateway.

So nothing is acknowledged before the core has committed, every kind of event has its listener, and Bolt neither asks
Slack about tokens nor writes what people said into a log.
"""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.gateway import Gateway, NotHandled

log = logging.getLogger(__name__)

_quiet = logging.getLogger("kith.slack.bolt")
_quiet.setLevel(logging.CRITICAL)  # what Bolt and its clients log may hold what people wrote


def bolt_app(gateway: Gateway, client: AsyncWebClient) -> AsyncApp:
    """Return an app whose every request goes to the gateway; whoever serves it checks signatures before."""
    return AsyncApp(
        logger=_quiet,
        name=_quiet.name,  # Bolt gives the logger of this name the level of `logger`: "kith" is our own
        client=client,
        signing_secret="checked before",
        authorize=_nobody,
        before_authorize=_Doorway(gateway),
        request_verification_enabled=False,
        process_before_response=True,
    )


class _Doorway(AsyncMiddleware):
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt passes it by name
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """Answer a request; status 500 leaves it unacknowledged, and an event then comes again."""
        if req.body.get("type") == "url_verification":  # whether this address is ours: Bolt says so
            return await next()
        try:
            answer = await self._gateway.take(req.body, _attempt(req))
        except NotHandled:
            return BoltResponse(status=500, body="")
        except Exception as problem:
            log.error("something Slack told was not understood: %s", type(problem).__name__)
            return BoltResponse(status=500, body="")
        if answer is None:
            return BoltResponse(status=200, body="")
        return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})


def _attempt(req: AsyncBoltRequest) -> int:
    number = next(iter(req.headers.get("x-slack-retry-num", [])), "0")
    return int(number) if str(number).isdigit() else 0


async def _nobody(**_: Any) -> AuthorizeResult:
    """Bolt wants to know how to authorize; every event is taken before it would ask."""
    raise RuntimeError("Bolt asked to authorize an event that should have been taken before")
