"""Answers to interactions on the wire: forms, private messages, and what is done where Slack no longer takes one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import aiohttp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack import render
from adapters.slack.outcomes import reason
from adapters.slack.pressed import Pressed, Surface
from adapters.slack.workspaces import Workspaces
from bot.cards import Attachment, Card

log = logging.getLogger(__name__)

OPEN_WITHIN: Final = 2.5
"""Seconds a form may take to open: its trigger is good for three."""
RESPOND_WITHIN: Final = 5
Writing = Callable[[str, str, Card], Awaitable[None]]
"""Writes a card to somebody privately: workspace, person, card."""
Sharing = Callable[[str, str, Attachment], Awaitable[None]]
"""Posts a file to somebody privately: workspace, person, file."""


class Replier:
    """Answers one person alone."""

    def __init__(self, workspaces: Workspaces, write: Writing, share: Sharing) -> None:
        self._workspaces, self._write, self._share = workspaces, write, share

    async def opens(self, pressed: Pressed, view: render.Json) -> bool:
        """Open a form, on top of the one in which somebody pressed; False where Slack did not."""
        client = self._workspaces.client(pressed.by.workspace)
        push = client.views_push if pressed.surface is Surface.WINDOW else client.views_open
        try:
            async with asyncio.timeout(OPEN_WITHIN):
                await push(trigger_id=pressed.trigger_id, view=view)
        except Exception as problem:
            log.warning("a form did not open on Slack: %s", reason(problem))
            return False
        return True

    async def cards(self, pressed: Pressed, cards: Sequence[Card]) -> None:
        """Show cards where somebody acted, to them alone; written to them privately where that is not possible."""
        for card in cards:
            if not pressed.response_url or not await _responded(pressed.response_url, card):
                await self._write(pressed.by.workspace, pressed.by.id, card)

    async def files(self, pressed: Pressed, cards: Sequence[Card]) -> None:
        """Post the files of answers privately: what one person alone sees of a channel can carry none."""
        for card in cards:
            if card.attachment is not None:
                await self._share(pressed.by.workspace, pressed.by.id, card.attachment)


async def _responded(url: str, card: Card) -> bool:
    client = AsyncWebhookClient(url, timeout=RESPOND_WITHIN, retry_handlers=[])
    body = render.answer(card)
    try:
        response = await client.send(
            text=body["text"], blocks=body["blocks"], response_type="ephemeral", replace_original=False
        )
    except (aiohttp.ClientError, OSError, TimeoutError) as problem:
        log.warning("an answer on Slack did not arrive where it was asked for: %s", type(problem).__name__)
        return False
    return response.status_code == 200
