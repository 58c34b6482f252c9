"""The way in: what Discord tells becomes events of the core, in order within a channel; answers go to one person."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from adapters.discord import pressed, translate
from adapters.discord.answering import Answering
from adapters.discord.core import Core
from adapters.discord.lanes import Ending, Lanes
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.where import Whereabouts
from bot.cards import Card
from bot.commands import Parsed
from bot.effects import Reply
from bot.events import CommandInvoked, MessageReceived, PersonEvent
from bot.ports import Clock
from bot.wording.common import TROUBLE

log = logging.getLogger(__name__)

Told = Mapping[str, Any]
_AGAIN_AFTER: Final = (1.0, 5.0, 25.0)
"""Seconds until an event the core had trouble with is handed over again, the last one for as long as nothing at all can
be stored; what comes after it in its channel waits, but for messages that were handed over together with it."""
HEARD: Final = (
    "INTERACTION_CREATE",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "GUILD_MEMBER_ADD",
    "GUILD_MEMBER_REMOVE",
    "THREAD_CREATE",
    "THREAD_LIST_SYNC",
)


@dataclass(frozen=True, slots=True)
class Hearing:
    """One dispatch: `mark` tells it from every other, `done` is called when the core has finished with it."""

    name: str
    told: Told
    mark: str
    done: Callable[[], None]


class Gateway:
    """Hears. `handled` is called after every event, for whoever wants to look at the outbox at once."""

    def __init__(
        self,
        core: Core,
        where: Whereabouts,
        answering: Answering,
        messenger: DiscordMessenger,
        clock: Clock,
        handled: Callable[[], None] = lambda: None,
    ) -> None:
        self._core, self._where, self._answering = core, where, answering
        self._messenger, self._clock, self._handled = messenger, clock, handled
        self.lanes = Lanes()
        self.reads_titles = False
        self._interactions: set[asyncio.Task[None]] = set()

    def hear(self, hearing: Hearing) -> None:
        """Take a dispatch in; what is not for us is done at once."""
        told = hearing.told
        match hearing.name:
            case "INTERACTION_CREATE":
                self._interact(told)
            case "MESSAGE_CREATE" | "MESSAGE_UPDATE" if translate.is_by_a_person(told):
                is_in_a_channel = hearing.name == "MESSAGE_CREATE" and bool(told.get("guild_id"))
                self._queue(str(told["channel_id"]), hearing, together=is_in_a_channel)
                return
            case "GUILD_MEMBER_ADD" | "GUILD_MEMBER_REMOVE":
                self._queue(f"people of {told['guild_id']}", hearing)
                return
            case "THREAD_CREATE":
                self._where.note([told])
                if self.reads_titles and told.get("newly_created"):
                    self._queue(str(told["id"]), hearing)
                    return
            case "THREAD_LIST_SYNC":
                self._where.note(list(told.get("threads") or []))
        hearing.done()

    async def stop(self) -> None:
        """Let answers that are under way end, drop what waits: Discord tells it again."""
        if self._interactions:
            await asyncio.wait(self._interactions, timeout=2)
        await self.lanes.stop()

    @property
    def is_busy(self) -> bool:
        """Whether something that was heard is still being handled."""
        return bool(self._interactions) or self.lanes.is_busy

    def _queue(self, lane: str, hearing: Hearing, *, together: bool = False) -> None:
        async def begin() -> Ending:
            return partial(self._end, hearing, await self._read(hearing))

        if not self.lanes.put(lane, begin, together=together):
            hearing.done()

    async def _read(self, hearing: Hearing) -> PersonEvent | None:
        try:
            return await self._event(hearing)
        except Exception as problem:
            _not_handled(hearing, problem)
            return None

    async def _end(self, hearing: Hearing, event: PersonEvent | None) -> None:
        try:
            if event is not None:
                await self._handle(event)
        except Exception as problem:
            _not_handled(hearing, problem)
        self._handled()
        hearing.done()

    def _interact(self, told: Told) -> None:
        task = asyncio.create_task(self._answer(told), name=f"discord interaction {told['id']}")
        self._interactions.add(task)
        task.add_done_callback(self._interactions.discard)

    async def _answer(self, told: Told) -> None:
        try:
            place = await self._where.of_interaction(told)
            await self._answering.answer(pressed.read(told, place.workspace, place))
        except Exception as problem:
            log.error("interaction %s was not handled: %s", told.get("id"), type(problem).__name__)
        self._handled()

    async def _handle(self, event: PersonEvent) -> None:
        if isinstance(event, MessageReceived) and event.place.is_direct and event.text.lstrip().startswith("/"):
            event = self._typed_command(event)
        replies = await self._tried(event)
        await self._write(event, replies, event.id)
        while _went_wrong(replies) and not await self._core.stores():
            await asyncio.sleep(_AGAIN_AFTER[-1])
            replies = await self._core.handle(event)
            if not _went_wrong(replies):
                await self._write(event, replies, f"{event.id}:later")

    async def _tried(self, event: PersonEvent) -> list[Reply]:
        """Hand an event over; where the core had trouble nothing was stored, and the same event may come again."""
        for wait in _AGAIN_AFTER:
            replies = await self._core.handle(event)
            if not _went_wrong(replies):
                return replies
            await asyncio.sleep(wait)
        return await self._core.handle(event)

    async def _write(self, event: PersonEvent, replies: Sequence[Reply], mark: str) -> None:
        place = getattr(event, "place", None)
        if place is None or not place.is_direct:
            return  # nobody asked for an answer
        for number, reply in enumerate(replies):
            answer = reply.answer
            if isinstance(answer, Card):
                await self._messenger.write(event.by.id, answer, f"{mark}:{number}")
            elif isinstance(event, CommandInvoked):
                card = self._answering.in_words(event.by.id, event, answer)
                await self._messenger.write(event.by.id, card, f"{mark}:{number}")

    async def _event(self, hearing: Hearing) -> PersonEvent | None:
        told = hearing.told
        match hearing.name:
            case "GUILD_MEMBER_ADD":
                return translate.joined(told)
            case "GUILD_MEMBER_REMOVE":
                return translate.left(told, hearing.mark, self._clock.now())
            case "THREAD_CREATE":
                above = await self._where.above(told)
                return translate.titled(told, above) if above is not None else None
        place = await self._where.of_message(told)
        if place is None:
            return None
        if hearing.name == "MESSAGE_UPDATE":
            return translate.edited(told, place.workspace, place)
        return translate.received(told, place.workspace, place)

    def _typed_command(self, message: MessageReceived) -> CommandInvoked:
        """Understand a command typed as a message, for clients that know no slash commands."""
        understood = self._core.parse_command(message.text)
        if isinstance(understood, Parsed):
            name, arguments = understood.command.name, dict(understood.arguments)
        else:
            name, arguments = understood.typed, {}
        return CommandInvoked(message.id, message.at, message.by, message.place, name, arguments)


def _not_handled(hearing: Hearing, problem: Exception) -> None:
    log.error("%s %s was not handled: %s", hearing.name, hearing.mark, type(problem).__name__)


def _went_wrong(replies: Sequence[Reply]) -> bool:
    return any(isinstance(reply.answer, Card) and reply.answer.kind == TROUBLE for reply in replies)
