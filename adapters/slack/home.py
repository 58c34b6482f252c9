"""The App Home: somebody's own page, made anew whenever they look at it and after everything they do."""

import logging
from typing import Final

from slack_sdk.models.blocks import ActionsBlock, Block, DividerBlock, HeaderBlock

from adapters.slack import forms, render
from adapters.slack.core import Core
from adapters.slack.outcomes import reason
from adapters.slack.workspaces import Workspaces
from bot import limits
from bot.cards import Page
from bot.events import Account

log = logging.getLogger(__name__)

BLOCKS: Final = 100
ROW: Final = 5
"""Buttons beside each other: more wrap badly on a phone."""
_MOST: Final = 10_000


class Homes:
    """Publishes pages. Who looked once since the start has theirs kept current."""

    def __init__(self, core: Core, workspaces: Workspaces) -> None:
        self._core, self._workspaces = core, workspaces
        self._seen: set[Account] = set()

    async def opened(self, by: Account) -> None:
        """Show somebody their page."""
        if len(self._seen) < _MOST:
            self._seen.add(by)
        await self._publish(by)

    async def changed(self, by: Account) -> None:
        """Bring a page up to date that somebody has looked at."""
        if by in self._seen:
            await self._publish(by)

    async def _publish(self, by: Account) -> None:
        shown = home(await self._core.page(by))
        try:
            await self._workspaces.client(by.workspace).views_publish(user_id=by.id, view=shown)
        except Exception as problem:  # the page is old until the next look; nothing depends on it
            log.warning("an App Home was not published: %s", reason(problem))


def home(page: Page) -> render.Json:
    """Return the view of a page. Pure."""
    found: list[Block] = []
    for number, card in enumerate(page.cards):
        found += [DividerBlock()] if number else []
        found += render.blocks(card)
    for heading, buttons in page.deeds.items():
        found.append(HeaderBlock(text=render.plain(heading, limits.TITLE)))
        rows = [buttons[start : start + ROW] for start in range(0, len(buttons), ROW)]
        found += [ActionsBlock(elements=render.buttons(row)) for row in rows]
    return forms.page(found[:BLOCKS])
