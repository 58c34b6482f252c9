"""What somebody does at the desk: they look, which is noted, and they act, which is an event like any other."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from bot.app import Application
from bot.cards import Action
from bot.desk.door import Visitor
from bot.domain.members import Role
from bot.domain.seals import is_sealed, seal
from bot.effects import Reply
from bot.events import ActionChosen, Event, FormSubmitted
from bot.turn import Turn

View = TypeVar("View")
NOTED_EVERY = timedelta(minutes=10)
"""A page that renews itself before somebody is noted so often at most."""
_REMEMBERED = 10_000
Handle = Callable[[Event], Awaitable[list[Reply]]]
"""How an event reaches the application."""


class NotThere(LookupError):
    """What somebody asks for is not there, or not for them: which of the two is not said."""


def for_coordinators(turn: Turn) -> None:
    """Leave everybody else before a closed door."""
    if turn.me.role is not Role.COORDINATOR:
        raise NotThere


class Room:
    """The desk, for whoever is in."""

    def __init__(self, app: Application, handle: Handle) -> None:
        self._app, self._handle = app, handle
        self._noted = dict[tuple[str, str, str], datetime]()

    def now(self) -> datetime:
        """Return the moment it is."""
        return self._app.clock.now()

    async def see(
        self,
        visitor: Visitor,
        read: Callable[[Turn], Awaitable[View]],
        what: str,
        subject: Callable[[View], str] | None = None,
    ) -> View:
        """Read something and note who looked at what; NotThere where it is not for them. Unnoted nothing is seen.

        `subject` tells the id of what was looked at; without it, it is the cohort.
        """
        async with self._app.looking(visitor.account, visitor.place) as turn:
            if turn.actor is None or turn.actor.id != visitor.member.id:
                raise NotThere
            view = await read(turn)
        await self._note(visitor, what, subject(view) if subject else visitor.cohort.id)
        return view

    async def _note(self, visitor: Visitor, what: str, subject_id: str) -> None:
        """Write a look down; a page that stays open and renews itself is noted once in a while."""
        now, key = self._app.clock.now(), (visitor.visit.id, what, subject_id)
        if visitor.is_glance and now - self._noted.get(key, now - NOTED_EVERY) < NOTED_EVERY:
            return
        async with self._app.storage.transaction() as tx:
            await tx.audit.add(now, visitor.member.id, what, subject_id)
        if len(self._noted) >= _REMEMBERED:
            self._noted.clear()
        self._noted[key] = now

    async def press(self, visitor: Visitor, action: Action, once: str, value: str = "") -> list[Reply]:
        """Press a button, or choose `value` from a list; a second request with the same `once` changes nothing."""
        event_id = f"desk:{visitor.visit.id}:{once}"
        event = ActionChosen(event_id, self._app.clock.now(), visitor.account, visitor.place, action, value)
        return await self._handle(event)

    async def submit(self, visitor: Visitor, action: Action, once: str, values: Mapping[str, str]) -> list[Reply]:
        """Send a form in."""
        event_id = f"desk:{visitor.visit.id}:{once}"
        event = FormSubmitted(event_id, self._app.clock.now(), visitor.account, visitor.place, action, values)
        return await self._handle(event)

    def seal(self, visitor: Visitor, *parts: str) -> str:
        """Return the mark a page gives out with what may come back from this visit."""
        return seal(self._app.secret, "desk page", visitor.visit.id, *parts)

    def is_sealed(self, visitor: Visitor, mark: str, *parts: str) -> bool:
        """Whether what comes back was given out to this visit."""
        return is_sealed(self._app.secret, mark, "desk page", visitor.visit.id, *parts)
