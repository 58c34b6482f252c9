"""The way in: what Slack tells becomes events of the core, in order within a conversation; answers go to one person."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from adapters.ending import ended
from adapters.slack import pressed, translate
from adapters.slack.answering import Acknowledgement, Answering
from adapters.slack.core import Core
from adapters.slack.directory import PLATFORM, Directory
from adapters.slack.home import Homes
from adapters.slack.lanes import Lanes
from adapters.slack.messenger import SlackMessenger
from adapters.slack.outcomes import reason
from adapters.slack.workspaces import Workspaces
from bot.cards import Card, FieldErrors
from bot.commands import Parsed
from bot.effects import Reply
from bot.events import Account, CommandInvoked, MessageEdited, MessageReceived, PersonEvent, Place
from bot.wording import surface
from bot.wording.common import TROUBLE

log = logging.getLogger(__name__)

Told = Mapping[str, Any]
_END_WITHIN: Final = 5.0
_AGAIN_AFTER: Final = 25.0
LAST_TIME: Final = 3
"""Slack delivers an event three times more; after that it is lost."""


class NotHandled(Exception):
    """The core had trouble and nothing was stored: the event must not be acknowledged, so that it comes again."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a gateway hands things to. `handled` is called after every event.

    `gone` hears where the app was taken out, and the event's id; it returns False when that could not be stored.
    `changed` hears whose profile is another now, `lost` which channel is gone.
    `knows` says whether the app is in a workspace.
    """

    core: Core
    directory: Directory
    workspaces: Workspaces
    answering: Answering
    homes: Homes
    messenger: SlackMessenger
    handled: Callable[[], None]
    gone: Callable[[str, str], Awaitable[bool]]
    changed: Callable[[Account], Coroutine[Any, Any, None]]
    lost: Callable[[Place, str], Awaitable[None]]
    knows: Callable[[str], Awaitable[bool]]


class Gateway:
    """Hears. Everything is told twice some day: the core does it once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lanes = Lanes()
        self._later: set[asyncio.Task[None]] = set()
        self._taking, self._is_stopping, self._is_idle = 0, False, asyncio.Event()

    async def take(self, told: Told, attempt: int = 0) -> Acknowledgement:
        """Handle what Slack delivered; return what goes back with the acknowledgement. NotHandled: do not acknowledge.

        `attempt` counts repetitions of an event.
        """
        if self._is_stopping:
            raise NotHandled
        self._taking += 1
        try:
            if told.get("type") == "event_callback":
                await self._event(told, attempt)
                return None
            act = pressed.command(told) if "command" in told else pressed.interaction(told)
            return await self._answer(act) if act is not None else None
        finally:
            self._taking -= 1
            if not self._taking:
                self._is_idle.set()
            self._parts.handled()

    async def settled(self) -> None:
        """Wait until everything that follows an acknowledgement is done."""
        while self._later:
            await asyncio.wait(set(self._later))
        await self._parts.answering.settled()

    async def stop(self) -> None:
        """Take nothing more, and let what is under way end; what was not acknowledged comes again."""
        self._is_stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_WITHIN):
                while self._taking:
                    self._is_idle.clear()
                    await self._is_idle.wait()
                await self.settled()
        await ended(*self._later)

    async def _answer(self, act: pressed.Pressed) -> Acknowledgement:
        if not await self._parts.knows(act.by.workspace):
            log.warning("somebody acted in workspace %s, where the app is not installed", act.by.workspace)
            return None
        acknowledgement = await self._parts.answering.answer(act)
        self._soon(self._parts.homes.changed(act.by))
        return acknowledgement

    async def _event(self, told: Told, attempt: int) -> None:
        team_id, event = str(told["team_id"]), told["event"]
        if not await self._parts.knows(team_id):
            return
        match event.get("type"):
            case "message":
                lane = str(event.get("channel"))
            case "team_join" | "user_change":
                lane = "people"
            case "group_archive" | "group_deleted":
                lane = "rooms"
            case "app_home_opened" if event.get("tab") == "home":
                self._soon(self._parts.homes.opened(Account(PLATFORM, team_id, str(event["user"]))))
                return
            case "app_uninstalled" | "tokens_revoked":
                if not await self._parts.gone(team_id, str(told["event_id"])):
                    raise NotHandled
                return
            case _:
                return
        async with self._lanes.within((team_id, lane), together=_is_said_in_a_channel(event)) as in_order:
            await self._hear(told, team_id, attempt, in_order)

    async def _hear(self, told: Told, team_id: str, attempt: int, in_order: asyncio.Lock) -> None:
        if told["event"].get("type") in ("group_archive", "group_deleted"):
            await self._gone(told, team_id)
            return
        if told["event"].get("type") == "user_change":
            self._soon(self._parts.changed(Account(PLATFORM, team_id, str(told["event"]["user"]["id"]))))
        async with in_order:
            event = await self._read(told["event"], team_id, str(told["event_id"]))
        if event is None:
            return
        if isinstance(event, MessageReceived) and event.place.is_direct and event.text.lstrip().startswith("/"):
            event = self._typed_command(event)
        replies = await self._parts.core.handle(event)
        if any(_is_trouble(reply) for reply in replies):
            if attempt < LAST_TIME:
                raise NotHandled
            self._soon(self._keep_trying(event))
        place = getattr(event, "place", None)
        if place is not None and place.is_direct:  # elsewhere nobody asked for an answer
            self._soon(self._write(event, replies))

    async def _keep_trying(self, event: PersonEvent) -> None:
        """Go on with what Slack does not tell again, for as long as nothing at all can be stored."""
        while not await self._parts.core.stores():
            await asyncio.sleep(_AGAIN_AFTER)
            replies = await self._parts.core.handle(event)
            if not any(_is_trouble(reply) for reply in replies):
                self._parts.handled()
                place = getattr(event, "place", None)
                if place is not None and place.is_direct:
                    await self._write(event, replies)
                return

    async def _gone(self, told: Told, team_id: str) -> None:
        """Hear of a channel that somebody else put away or deleted."""
        event, access = told["event"], self._parts.workspaces.find(team_id)
        if access is None or event.get("user") != access.user_id:
            await self._parts.lost(Place(PLATFORM, team_id, str(event["channel"])), str(told["event_id"]))

    async def _read(self, event: Told, team_id: str, event_id: str) -> PersonEvent | None:
        match event.get("type"):
            case "team_join":
                return translate.joined(event, team_id, event_id)
            case "user_change":
                return translate.left(event, team_id, event_id)
        found = _said(event, team_id)
        if found is None or found.place.is_direct:
            return found
        return found if await self._parts.directory.is_ours(team_id, found.place.channel) else None

    def _typed_command(self, message: MessageReceived) -> CommandInvoked:
        """Understand a command typed as a message, as people do where a client knows no slash commands."""
        understood = self._parts.core.parse_command(message.text)
        if isinstance(understood, Parsed):
            name, arguments = understood.command.name, dict(understood.arguments)
        else:
            name, arguments = understood.typed, {}
        return CommandInvoked(message.id, message.at, message.by, message.place, name, arguments)

    async def _write(self, event: PersonEvent, replies: list[Reply]) -> None:
        for reply in replies:
            answer = reply.answer
            if not isinstance(answer, Card):
                form = answer.form if isinstance(answer, FieldErrors) else answer
                answer = surface.form_waits(form, pressed.opener(event))
            await self._parts.messenger.write(event.by.workspace, event.by.id, answer)
        await self._parts.homes.changed(event.by)

    def _soon(self, doing: Coroutine[Any, Any, None]) -> None:
        async def done() -> None:
            try:
                await doing
            except Exception as problem:
                log.warning("something on Slack could not be shown: %s", reason(problem))

        task = asyncio.create_task(done(), name="slack afterwards")
        self._later.add(task)
        task.add_done_callback(self._later.discard)


def _said(event: Told, team_id: str) -> MessageReceived | MessageEdited | None:
    """Return what somebody wrote or changed; None for what apps and Slack itself wrote."""
    if event.get("subtype") == "message_changed":
        return translate.edited(event, team_id)
    return translate.received(event, team_id) if translate.is_by_a_person(event) else None


def _is_said_in_a_channel(event: Told) -> bool:
    """Whether this is a new message in a channel: those may be stored together with their neighbours."""
    is_message = event.get("type") == "message" and event.get("channel_type") != translate.DIRECT
    return is_message and translate.is_by_a_person(event)


def _is_trouble(reply: Reply) -> bool:
    return isinstance(reply.answer, Card) and reply.answer.kind == TROUBLE
