"""Bolt is kept quiet, and what we log ourselves is not."""

import logging
from typing import Any, cast

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.bolt import bolt_app


async def test_a_request_of_slacks_leaves_our_own_log_as_it_was() -> None:
    ours = logging.getLogger("kith")
    ours.setLevel(logging.INFO)
    app = bolt_app(cast(Any, None), AsyncWebClient(token="none"))  # asking whose address it is needs no gateway

    answer = await app.async_dispatch(
        AsyncBoltRequest(body={"type": "url_verification", "challenge": "c"}, mode="socket_mode")
    )
    level = ours.level
    ours.setLevel(logging.NOTSET)

    assert answer.status == 200
    assert level == logging.INFO
