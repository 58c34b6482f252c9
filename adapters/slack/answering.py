"""Commands, buttons, lists, forms and shortcuts: asked of the core, answered to one person within Slack's deadline."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any, Final

from adapters.slack import render
from adapters.slack.core import Core
from adapters.slack.forms import errors, modal, window
from adapters.slack.outcomes import reason
from adapters.slack.pressed import Deed, Pressed, Surface, opener
from adapters.slack.replying import Replier
from bot.cards import Card, FieldErrors, Form
from bot.commands import Parsed
from bot.effects import Reply
from bot.events import CommandInvoked, FormSubmitted
from bot.ports import Clock
from bot.wording import common, surface

log = logging.getLogger(__name__)

PATIENCE: Final = 2.0
"""Seconds after which an interaction is acknowledged without an answer: Slack gives 3, and a form must open in them."""

Acknowledgement = dict[str, Any] | None
Asked = Form | FieldErrors


class Answering:
    """Answers interactions. Rights are the core's to check, at every press."""

    def __init__(self, core: Core, replier: Replier, clock: Clock, patience: float = PATIENCE) -> None:
        self._core, self._replier, self._clock, self._patience = core, replier, clock, patience
        self._later: set[asyncio.Task[None]] = set()

    async def answer(self, pressed: Pressed) -> Acknowledgement:
        """Do what somebody asked for; return what goes back with the acknowledgement."""
        deed = self.deed(pressed)
        if deed is None:
            return await self._reply(pressed, [Reply(common.gone(await self._core.voice(pressed.by)))])
        handling = asyncio.create_task(self._core.handle(deed), name=f"slack {pressed.surface.name.lower()}")
        done, _ = await asyncio.wait({handling}, timeout=self._patience)
        if done:
            return await self._reply(pressed, await handling, deed)
        self._soon(self._late(pressed, deed, handling))
        return {"response_action": "clear"} if pressed.surface is Surface.FORM else None

    def deed(self, pressed: Pressed) -> Deed | None:
        """Return what the core is asked to do; None for a button that is not ours."""
        at = self._clock.now()
        if pressed.surface is not Surface.COMMAND:
            return pressed.deed(at)
        understood = self._core.parse_command(pressed.text)
        if isinstance(understood, Parsed):
            name, arguments = understood.command.name, dict(understood.arguments)
        else:
            name, arguments = understood.typed, {}
        return CommandInvoked(pressed.id, at, pressed.by, pressed.place, name, arguments)

    async def settled(self) -> None:
        """Wait until everything that follows an acknowledgement is done."""
        while self._later:
            await asyncio.wait(set(self._later))

    async def _reply(self, pressed: Pressed, replies: Sequence[Reply], deed: Deed | None = None) -> Acknowledgement:
        cards = [reply.answer for reply in replies if isinstance(reply.answer, Card)]
        asked = [reply.answer for reply in replies if not isinstance(reply.answer, Card)]
        self._soon(self._replier.files(pressed, cards))
        match pressed.surface:
            case Surface.FORM:
                return await self._to_form(pressed, cards, asked, deed)
            case _ if asked:
                await self._open(pressed, asked[-1], deed)
            case Surface.COMMAND:
                first, *rest = cards or [surface.done(await self._core.voice(pressed.by))]
                self._soon(self._replier.cards(pressed, rest))
                return {"response_type": "ephemeral", **render.answer(first)}
            case Surface.HOME | Surface.WINDOW | Surface.SHORTCUT if cards:
                await self._show(pressed, cards[0])
                cards = cards[1:]
        self._soon(self._replier.cards(pressed, cards))
        return None

    async def _to_form(
        self, pressed: Pressed, cards: Sequence[Card], asked: Sequence[Asked], deed: Deed | None
    ) -> Acknowledgement:
        """Answer a form in its own window: errors below the inputs, another form, or what came of it."""
        if asked:
            wrong = asked[-1]
            if isinstance(wrong, FieldErrors) and isinstance(deed, FormSubmitted) and wrong.form.action == deed.action:
                return {"response_action": "errors", "errors": errors(wrong.form, wrong)}
            return {"response_action": "update", "view": modal(wrong, pressed.where)}
        first, *rest = cards or [surface.done(await self._core.voice(pressed.by))]
        self._soon(self._replier.cards(pressed, rest))
        return {"response_action": "update", "view": _window(first, pressed)}

    async def _open(self, pressed: Pressed, asked: Asked, deed: Deed | None) -> None:
        form = asked.form if isinstance(asked, FieldErrors) else asked
        if not await self._replier.opens(pressed, modal(asked, pressed.where)):
            self._soon(self._replier.cards(pressed, [surface.form_waits(form, opener(deed))]))

    async def _show(self, pressed: Pressed, card: Card) -> None:
        if not await self._replier.opens(pressed, _window(card, pressed)):
            self._soon(self._replier.cards(pressed, [card]))

    async def _late(self, pressed: Pressed, deed: Deed, handling: "asyncio.Task[list[Reply]]") -> None:
        """Answer after the acknowledgement: nothing can be opened any more, a message says how to open it."""
        found = []
        for reply in await handling or [Reply(surface.done(await self._core.voice(pressed.by)))]:
            if isinstance(reply.answer, Card):
                found.append(reply.answer)
            else:
                form = reply.answer.form if isinstance(reply.answer, FieldErrors) else reply.answer
                found.append(surface.form_waits(form, opener(deed)))
        await self._replier.cards(pressed, found)
        await self._replier.files(pressed, found)

    def _soon(self, doing: Coroutine[Any, Any, None]) -> None:
        async def done() -> None:
            try:
                await doing
            except Exception as problem:
                log.warning("an answer on Slack was not shown: %s", reason(problem))

        task = asyncio.create_task(done(), name="slack answer")
        self._later.add(task)
        task.add_done_callback(self._later.discard)


def _window(card: Card, pressed: Pressed) -> render.Json:
    return window(card, pressed.where, surface.NAME, surface.close(card))
