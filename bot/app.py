"""The application: one event, one transaction. It finds who acts and the handler, and stores what is asked for."""

import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot import commands
from bot.arguments import bind, missing
from bot.cards import Action, Card, Option, Page
from bot.commands import Command, NotUnderstood, Parsed
from bot.domain.access import Standing, may_use, standing
from bot.domain.signals import Packs
from bot.effects import Effects, Refused, Reply
from bot.events import (
    Account,
    ActionChosen,
    CommandInvoked,
    DeliveryFailed,
    Event,
    FormSubmitted,
    MessageReceived,
    PersonEvent,
    Place,
    TimerFired,
)
from bot.lately import Lately
from bot.pages import page
from bot.ports import Clock, Storage, Timer, Tx
from bot.readers import NOBODYS, voice_of
from bot.recorder import Recorder, event_key
from bot.router import Route, Router
from bot.suggestions import Typing, suggest
from bot.transcript import Observer
from bot.turn import Turn
from bot.who import who_acts
from bot.wording import common
from bot.wording import standing as standing_wording
from bot.wording.voice import Voice

log = logging.getLogger(__name__)

Closing = Callable[[Tx], Awaitable[bool]]

RUN = "command.run"
_RETRY = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=5))
_BATCH = 50


class Application:
    """Handles events and rings due timers. Everything it needs is given; it keeps no state of its own."""

    def __init__(self, storage: Storage, router: Router, clock: Clock, packs: Packs, secret: bytes) -> None:
        self.storage, self.clock = storage, clock
        self._router, self._packs, self.secret = router, packs, secret
        self.lately = Lately()
        self._commands = router.described()
        self._observers: list[Observer] = []

    def observe(self, observer: Observer) -> None:
        """Call `observer` with what was said after every commit, in the order of commits."""
        self._observers.append(observer)

    @property
    def commands(self) -> Mapping[str, Command]:
        """Every command by name, for help, completion, manifests."""
        return self._commands

    def parse_command(self, text: str) -> Parsed | NotUnderstood:
        """Understand a command line; adapters without typed commands use this."""
        return commands.parse(text, self._commands)

    async def suggest(self, by: Account, place: Place, command: str, option: str, typed: str) -> list[Option]:
        """Return what could be meant by what somebody has typed so far into an option of a command."""
        known = self._commands.get(command)
        parameter = next((p for p in known.parameters if p.name == option), None) if known is not None else None
        if known is None or parameter is None:
            return []
        async with self.storage.snapshot() as tx:
            actor, _ = await who_acts(by, place, tx)
            if actor is None:
                return []
            return await suggest(tx, Typing(actor, known, parameter, typed, self.clock.now()))

    async def page(self, by: Account) -> Page:
        """Return what somebody's own page shows now: their status, then what their role looks after. Reads only."""
        async with self.looking(by, _nowhere(by)) as turn:
            try:
                await self._allowed(turn, self._router.commands[commands.PAGE[0]])
            except Refused as refusal:
                return Page((refusal.card,))
            return await page(turn, self._router)

    async def voice(self, by: Account) -> Voice:
        """Return the voice for somebody, for what a platform's adapter says itself."""
        async with self.looking(by, _nowhere(by)) as turn:
            return await voice_of(turn)

    @asynccontextmanager
    async def looking(self, by: Account, place: Place) -> AsyncIterator[Turn]:
        """Open a turn of somebody's that reads: nothing can be written through it, and nothing is claimed."""
        now = self.clock.now()
        async with self.storage.snapshot() as tx:
            yield await self._turn(CommandInvoked("page", now, by, place, commands.PAGE[0]), tx, now)

    async def handle(self, event: Event, closing: Closing | None = None) -> list[Reply]:
        """Handle one event in one transaction; the same event twice is handled once and then answers nothing.

        Returns the private answers. People get a sentence for whatever goes wrong; nothing is raised for that.
        `closing` is written first, in the same transaction: what the event says has ended. False ends it there.
        """
        now, voice = self.clock.now(), NOBODYS
        try:
            async with self.storage.transaction() as tx:
                if closing is not None and not await closing(tx):
                    return []
                if not await tx.inbox.claim(event_key(event.id, event), now):
                    return []
                recorder = Recorder.of(await self._turn(event, tx, now))
                voice = await voice_of(recorder.turn)
                await self._perform(recorder)
        except Refused as refusal:
            recorder = recorder.refused(refusal.card)
        except Exception as problem:  # one of the two places: an event must never take the process down
            return [Reply(common.went_wrong(voice, report(event.id, problem)))]
        await self._committed(recorder)
        return recorder.replies

    async def handle_together(self, events: Iterable[Event]) -> list[list[Reply]]:
        """Handle events in one transaction, up to and with the first that has any effect; return answers to those.

        Raises what a handler raises, Refused too: then nothing is stored of any of them.
        """
        now, handled = self.clock.now(), list[Recorder | None]()
        async with self.storage.transaction() as tx:
            for event in events:
                if not await tx.inbox.claim(event_key(event.id, event), now):
                    handled.append(None)
                    continue
                handled.append(recorder := Recorder.of(await self._turn(event, tx, now)))
                if await self._perform(recorder):
                    break
        for each in handled:
            if each is not None:
                await self._committed(each)
        return [each.replies if each is not None else [] for each in handled]

    async def tick(self) -> int:
        """Fire every due timer, each in a transaction of its own; return how many fired."""
        async with self.storage.snapshot() as tx:
            due = await self.due(tx)
        return await self.fire(due)

    async def due(self, tx: Tx) -> list[Timer]:
        """Return the timers that are due now."""
        return await tx.timers.due(self.clock.now(), _BATCH)

    async def fire(self, due: Iterable[Timer]) -> int:
        """Fire these timers, each in a transaction of its own, where they still are due; return how many fired."""
        fired = 0
        for timer in due:
            fired += await self._fire(timer)
        return fired

    async def retime(self) -> int:
        """Ask every local time again which moment it is, after new zone rules; return how many moved."""
        async with self.storage.transaction() as tx:
            return await tx.timers.retime()

    async def _fire(self, timer: Timer) -> bool:
        now = self.clock.now()
        try:
            async with self.storage.transaction() as tx:
                taken = await tx.timers.take(timer.action, now)
                if taken is None:
                    return False
                identity = f"timer:{taken.action.id}:{taken.due_at.isoformat()}"
                turn = await self._turn(TimerFired(identity, now, taken.action, taken.due_at), tx, now)
                recorder = Recorder.of(turn)
                await recorder.record(await self._dispatch(turn))
        except Exception as problem:  # the other place: one broken timer must not stop the rest
            report(timer.action.id, problem)
            async with self.storage.transaction() as tx:
                await tx.timers.fail(timer.action, now + _RETRY[min(timer.attempts, len(_RETRY) - 1)])
            return False
        await self._committed(recorder)
        return True

    async def _perform(self, recorder: Recorder) -> bool:
        """Run the handler and store what it asks for; return whether that is anything."""
        effects = await self._dispatch(recorder.turn)
        effects = [*effects, *await self._afterwards(recorder.turn, effects)]
        await recorder.record(effects)
        return bool(effects)

    async def _committed(self, recorder: Recorder) -> None:
        for observer in self._observers:
            observer(recorder.lines)
        for failure in recorder.failures:
            await self.handle(failure)

    async def _turn(self, event: Event, tx: Tx, now: datetime) -> Turn:
        actor, cohort = None, None
        if isinstance(event, PersonEvent):
            actor, cohort = await who_acts(event.by, getattr(event, "place", None), tx, event)
        return Turn(now, event, tx, self._packs, self.secret, actor, cohort, self.lately)

    async def _dispatch(self, turn: Turn) -> Effects:
        match turn.event:
            case CommandInvoked(name=name, arguments=arguments):
                return await self._command(turn, name, arguments)
            case ActionChosen(action=Action(name=name, subject=subject)) if name == RUN:
                return await self._command(turn, subject.replace(".", " "), {})
            case FormSubmitted(action=Action(name=name, subject=subject), values=values) if name == RUN:
                return await self._command(turn, subject.replace(".", " "), values)
            case ActionChosen(action=action):
                route = await self._allowed(turn, self._router.actions.get(action.name))
                return await route.handler(turn, action.subject)
            case FormSubmitted(action=action, values=values):
                route = await self._allowed(turn, self._router.forms.get(action.name))
                return await route.handler(turn, action.subject, values)
            case TimerFired(action=action):
                return await self._router.timers[action.name].handler(turn, action.subject)
            case _:
                heard = self._router.events.get(type(turn.event))
                return await heard.handler(turn, turn.event) if heard is not None else []

    async def _afterwards(self, turn: Turn, effects: Effects) -> Effects:
        """Run what follows whatever a member did in private: a command, a button, a form, a direct message."""
        event = turn.event
        is_private = isinstance(event, CommandInvoked | ActionChosen | FormSubmitted) or (
            isinstance(event, MessageReceived) and event.place.is_direct
        )
        if turn.actor is None or not is_private:
            return []
        return [effect for handler in self._router.after for effect in await handler(turn, effects)]

    async def _allowed(self, turn: Turn, route: Route | None) -> Route:
        if turn.actor is None:
            raise Refused(standing_wording.stranger(await voice_of(turn)))
        if route is None:
            raise Refused(common.gone(Voice.to(turn.me)))
        where = standing(turn.me, turn.here)
        if where is not Standing.TAKES_PART and not route.always:
            raise Refused(standing_wording.refused(Voice.to(turn.me), where, turn.me, turn.here))
        if route.role is not None and not may_use(turn.actor.role, route.role):
            raise Refused(common.only_for(Voice.to(turn.me), route.role))
        return route

    async def _command(self, turn: Turn, name: str, arguments: Mapping[str, str]) -> Effects:
        if turn.actor is None:
            raise Refused(standing_wording.stranger(await voice_of(turn)))
        route = self._router.commands.get(name)
        if route is None or route.command is None:
            usable = [command for command in self._commands.values() if may_use(turn.me.role, command.role)]
            raise Refused(
                common.not_understood(Voice.to(turn.me), NotUnderstood(name, commands.nearest(name.lower(), usable)))
            )
        await self._allowed(turn, route)
        if missing(route.command, arguments):
            return [Reply(common.ask_arguments(Voice.to(turn.me), route.command, dict(arguments)))]
        return await route.handler(turn, **await bind(turn, route.command, arguments))


def _nowhere(by: Account) -> Place:
    """Return the place of what happens in private and in no conversation."""
    return Place(by.platform, by.workspace, "", is_direct=True)


def report(event_id: str, problem: Exception) -> str:
    """Log where something failed, without its message: exceptions may quote what people wrote.

    Returns the reference that people are told.
    """
    frames = traceback.extract_tb(problem.__traceback__)
    where = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames[-6:]))
    reference = f"{abs(hash((event_id, where))) % 0xFFFFFF:06x}"
    log.error("event %s failed: %s at %s (reference %s)", event_id, type(problem).__name__, where, reference)
    return reference


def all_commands(commands: Iterable[Command]) -> list[Command]:
    """Return commands in the order people read them: by root, then name."""
    roots = ("peer", "mentor", "coord")
    return sorted(commands, key=lambda command: (roots.index(command.root), command.name))


__all__ = ["Application", "Card", "DeliveryFailed", "all_commands"]
