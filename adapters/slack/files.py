"""Files on Slack: put there unseen, and shown by one visible act that may be repeated.

A file is uploaded without a conversation, where nobody sees it; what is cut off there can simply be done again. Then
the message, which its metadata makes known, is changed so that it carries the file: the same change twice is one.
"""

from typing import Any, Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.attachments import file_of
from bot.cards import Attachment
from bot.errors import TryLater

UPLOAD_WITHIN: Final = 5
"""Seconds for the bytes: what is left of a send's 15 is for the message."""


async def attach(client: AsyncWebClient, file: Attachment, channel: str, ts: str, body: dict[str, Any]) -> None:
    """Let a message of the bot's carry a file; `body` is what the message says. Raises what the requests raise."""
    file_id = await _put(client, file)
    await client.files_completeUploadExternal(files=[{"id": file_id, "title": file.title}])
    await client.chat_update(channel=channel, ts=ts, file_ids=[file_id], **body)


async def share(client: AsyncWebClient, file: Attachment, channel: str) -> None:
    """Post a file by itself, beside an answer; lost with the process, since only an answer is."""
    files: list[dict[str, str | None]] = [{"id": await _put(client, file), "title": file.title}]
    await client.files_completeUploadExternal(files=files, channel_id=channel, initial_comment=file.title)


async def _put(client: AsyncWebClient, file: Attachment) -> str:
    """Upload a file that nobody sees yet; return its id."""
    made = await file_of(file)
    words = {"alt_txt": made.alternative} if made.alternative else {}
    place = await client.files_getUploadURLExternal(filename=made.name, length=len(made.content), **words)
    timeout = aiohttp.ClientTimeout(total=UPLOAD_WITHIN)
    async with (
        aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
        session.post(str(place["upload_url"]), data=made.content, proxy=client.proxy) as answer,
    ):
        if answer.status != 200:
            raise TryLater(f"Slack did not take a file ({answer.status})")
    return str(place["file_id"])
