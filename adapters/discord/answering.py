"""Commands, buttons, lists and forms: asked of the core, answered within Discord's deadline."""

import asyncio
from collections.abc import Sequence
from typing import Final

from adapters.discord import catalogue
from adapters.discord.core import Core
from adapters.discord.forms import filled
from adapters.discord.kept_forms import Asked, KeptForms
from adapters.discord.pressed import COMPONENT, SUBMITTED, TYPING, Deed, Pressed, opener
from adapters.discord.replying import Replier
from bot.cards import Card, FieldErrors
from bot.effects import Reply
from bot.events import ActionChosen, FormSubmitted
from bot.wording import common, surface

PATIENCE: Final = 2.0
"""Seconds after which an answer is put off: Discord gives 3 from the press to the first answer."""


class Answering:
    """Answers interactions. Rights are the core's to check, at every press."""

    def __init__(self, core: Core, replier: Replier, patience: float = PATIENCE) -> None:
        self._core, self._replier, self._patience = core, replier, patience
        self.forms = KeptForms()

    async def answer(self, pressed: Pressed) -> None:
        """Do what somebody asked for, and answer them alone."""
        if pressed.kind == TYPING:
            await self._suggest(pressed)
            return
        deed = pressed.deed()
        if deed is None:
            await self._replier.card(pressed, common.gone(await self._core.voice(pressed.by)))
            return
        waiting = self.forms.take(pressed.by.id, deed.action) if isinstance(deed, ActionChosen) else None
        if waiting is not None:
            await self._replier.form(pressed, waiting)
            return
        handling = asyncio.create_task(self._core.handle(deed), name=f"discord interaction {pressed.id}")
        done, _ = await asyncio.wait({handling}, timeout=self._patience)
        if not done:
            await self._replier.later(pressed)
        await self._reply(pressed, deed, await handling, is_late=not done)

    def in_words(self, user_id: str, deed: Deed, asked: Asked) -> Card:
        """Return the message that stands in for a form where none can open; its button opens it."""
        form = asked.form if isinstance(asked, FieldErrors) else asked
        by = opener(deed) if not isinstance(deed, FormSubmitted) else self.forms.opener(user_id, form)
        if isinstance(deed, FormSubmitted) and isinstance(asked, FieldErrors):
            asked = FieldErrors(filled(form, deed.values), asked.errors)
        if by is not None:
            self.forms.keep(user_id, by, asked)
            self.forms.opened(user_id, form, by)
        if isinstance(asked, FieldErrors) and asked.errors:
            return surface.not_quite(form, asked.errors, by)
        return surface.form_waits(form, by)

    async def _suggest(self, pressed: Pressed) -> None:
        name, given = catalogue.invoked(pressed.data)
        option = catalogue.typing(pressed.data)
        asking = self._core.suggest(pressed.by, pressed.place, name, option, given.get(option, ""))
        try:
            async with asyncio.timeout(self._patience):
                choices = await asking
        except TimeoutError:
            choices = []
        await self._replier.choices(pressed, choices)

    async def _reply(self, pressed: Pressed, deed: Deed, replies: Sequence[Reply], *, is_late: bool) -> None:
        answers = [await self._answer(reply) for reply in replies]
        if not is_late and len(answers) == 1 and not isinstance(answers[0], Card) and pressed.kind != SUBMITTED:
            await self._open(pressed, deed, answers[0])
            return
        if not answers and not is_late and pressed.kind == COMPONENT:
            await self._replier.nothing(pressed)
            return
        cards = [each if isinstance(each, Card) else self.in_words(pressed.by.id, deed, each) for each in answers]
        first, *rest = cards or [surface.done(await self._core.voice(pressed.by))]
        await (self._replier.late(pressed, first) if is_late else self._replier.card(pressed, first))
        for card in rest:
            await self._replier.more(pressed, card)

    async def _answer(self, reply: Reply) -> Card | Asked:
        if reply.removes is not None and await self._replier.removed(reply.removes):
            return reply.removes.done
        return reply.answer

    async def _open(self, pressed: Pressed, deed: Deed, asked: Asked) -> None:
        form = asked.form if isinstance(asked, FieldErrors) else asked
        self.forms.opened(pressed.by.id, form, opener(deed))
        await self._replier.form(pressed, asked)
