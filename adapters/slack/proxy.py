"""Whether Slack would reach the bot over HTTP: the operator's own address is asked what Slack asks of a new one."""

import asyncio
import json
import secrets

import aiohttp
from slack_sdk.signature import SignatureVerifier

from adapters.slack.manifest import TOLD
from adapters.slack.serving import Door
from adapters.slack.signature import SIGNATURE, TIMESTAMP
from bot.ports import Clock

_WITHIN = 10


async def asked(door: Door, clock: Clock) -> int:
    """Ask the bot, through its proxy, whether this address is its own; return the status, 0 where nobody answers.

    Status 200 is a proof: only who has the signing secret hears the question, and the answer must repeat a riddle.
    """
    riddle, timestamp = secrets.token_hex(16), str(int(clock.now().timestamp()))
    body = json.dumps({"type": "url_verification", "challenge": riddle})
    signature = SignatureVerifier(door.signing_secret).generate_signature(timestamp=timestamp, body=body)
    headers = {TIMESTAMP: timestamp, SIGNATURE: str(signature), "Content-Type": "application/json"}
    url = f"{door.public_url.rstrip('/')}{TOLD}"
    try:
        async with (
            asyncio.timeout(_WITHIN),
            aiohttp.ClientSession() as session,
            session.post(url, data=body, headers=headers, allow_redirects=False) as response,
        ):
            is_ours = response.status == 200 and riddle in await response.text()
            return response.status if is_ours or response.status != 200 else 404
    except (aiohttp.ClientError, OSError, TimeoutError):
        return 0
