"""Answers to interactions on the wire: one first answer, more after it, and what is done when the time is over."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

import discord

from adapters.attachments import File
from adapters.discord import render
from adapters.discord.components import Json
from adapters.discord.files import attached
from adapters.discord.forms import modal
from adapters.discord.kept_forms import Asked
from adapters.discord.messenger import LONGEST_FOR_ANSWERS
from adapters.discord.outcomes import outcome
from adapters.discord.pressed import Pressed
from adapters.discord.rest import DEFERRED, MESSAGE, MODAL, SUGGESTIONS, UPDATE_LATER, Rest
from bot.cards import Card, Option
from bot.effects import Removal
from bot.errors import TryLater, Unknown

log = logging.getLogger(__name__)

ANSWERED_ALREADY: Final = 40060
UNKNOWN_MESSAGE: Final = 10008
"""It is gone already, which is what was wanted."""
_AGAIN_AFTER: Final = 0.3

Writing = Callable[[str, Card, str], Awaitable[None]]
"""Writes a card to somebody privately: their account, the card, what it answers."""


class Replier:
    """Answers one person alone. Where Discord no longer takes an answer, it is written to them privately instead."""

    def __init__(self, rest: Rest, write: Writing) -> None:
        self._rest, self._write = rest, write

    async def card(self, pressed: Pressed, card: Card) -> None:
        """Show a card."""
        if not await self._first(pressed, MESSAGE, render.answer(card), await attached(card)):
            await self._instead(pressed, card)

    async def removed(self, removal: Removal) -> bool:
        """Take somebody's own message away; False where Discord does not let the bot."""
        try:
            await self._rest.delete_message(removal.channel, removal.message_id)
        except Exception as problem:  # whoever asked reads how to do it themselves
            code = getattr(problem, "code", "-")
            log.info("a message could not be removed: %s, code %s", type(problem).__name__, code)
            return code == UNKNOWN_MESSAGE
        return True

    async def form(self, pressed: Pressed, asked: Asked) -> None:
        """Open a form."""
        await self._first(pressed, MODAL, modal(asked))

    async def nothing(self, pressed: Pressed) -> None:
        """Say that the press was heard, and leave everything as it is."""
        await self._first(pressed, UPDATE_LATER)

    async def choices(self, pressed: Pressed, options: list[Option]) -> None:
        """Offer what could be meant."""
        offered = [{"name": option.label, "value": option.value} for option in options]
        await self._first(pressed, SUGGESTIONS, {"choices": offered})

    async def later(self, pressed: Pressed) -> None:
        """Put the answer off: it is being worked on, and will be shown to them alone."""
        await self._first(pressed, DEFERRED, {"flags": render.EPHEMERAL})

    async def late(self, pressed: Pressed, card: Card) -> None:
        """Show the card that was put off."""
        body, file = render.answer(card), await attached(card)
        body["flags"] &= ~render.EPHEMERAL  # said when it was put off, and not to be said again
        to = pressed.application_id, pressed.token
        if not await self._sent(pressed, lambda: self._rest.fill_in(*to, body, file)):
            await self._instead(pressed, card)

    async def more(self, pressed: Pressed, card: Card) -> None:
        """Show one more card."""
        body, file, to = render.answer(card), await attached(card), (pressed.application_id, pressed.token)
        if not await self._sent(pressed, lambda: self._rest.follow_up(*to, body, file)):
            await self._instead(pressed, card)

    async def _first(self, pressed: Pressed, kind: int, data: Json | None = None, file: File | None = None) -> bool:
        return await self._sent(pressed, lambda: self._rest.respond(pressed.answer_to, kind, data, file))

    async def _sent(self, pressed: Pressed, call: Callable[[], Awaitable[None]]) -> bool:
        """Send an answer, once more where it may not have arrived; False when Discord does not take it."""
        for is_last in (False, True):
            try:
                await call()
                return True
            except Exception as problem:  # an answer is perishable: what cannot be sent now is told in the log
                if isinstance(problem, discord.HTTPException) and problem.code == ANSWERED_ALREADY:
                    return True
                known = outcome(problem)
                if isinstance(known, TryLater | Unknown) and not is_last:
                    await asyncio.sleep(_wait(known))
                    continue
                code = getattr(problem, "code", "-")
                log.warning("interaction %s not answered: %s, code %s", pressed.id, type(problem).__name__, code)
        return False

    async def _instead(self, pressed: Pressed, card: Card) -> None:
        try:
            await self._write(pressed.by.id, card, f"interaction:{pressed.id}")
        except Exception as problem:
            log.warning("interaction %s not answered privately either: %s", pressed.id, type(problem).__name__)


def _wait(known: TryLater | Unknown) -> float:
    """Return the seconds until an answer is tried again: as Discord asks, as long as somebody may still wait for it."""
    asked = known.after if isinstance(known, TryLater) else None
    return min(asked.total_seconds(), LONGEST_FOR_ANSWERS) if asked is not None else _AGAIN_AFTER
