"""Which handler answers which event. Each flow has a router of its own; the application joins them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.commands import Command, describe
from bot.domain.members import Role
from bot.effects import Effects
from bot.turn import Turn

Handler = Callable[..., Awaitable[Effects]]
Registering = Callable[[Handler], Handler]


@dataclass(frozen=True, slots=True)
class Route:
    """A handler and who may reach it (None: every member). Handlers check again whose row it is.

    `always`: also for those who have not started, who declined or left, and after the cohort's end.
    """

    handler: Handler
    role: Role | None = None
    command: Command | None = None
    always: bool = False


@dataclass(slots=True)
class Router:
    """Handlers by command name, by action name (buttons, forms, timers) and by type of event.

    `after` run when a member has done something in private: they may add to its effects.
    """

    commands: dict[str, Route] = field(default_factory=dict)
    actions: dict[str, Route] = field(default_factory=dict)
    forms: dict[str, Route] = field(default_factory=dict)
    timers: dict[str, Route] = field(default_factory=dict)
    events: dict[type, Route] = field(default_factory=dict)
    after: list[Handler] = field(default_factory=list)

    def command(self, name: str, *, role: Role | None = None, always: bool = False) -> Registering:
        """Register `handler(turn, **typed parameters)` for a slash command."""

        def register(handler: Handler) -> Handler:
            _put(self.commands, name, Route(handler, role, describe(name, role, handler), always))
            return handler

        return register

    def action(self, name: str, *, role: Role | None = None, always: bool = False) -> Registering:
        """Register `handler(turn, subject)` for a button or select."""
        return self._register(self.actions, name, role, always=always)

    def form(self, name: str, *, role: Role | None = None, always: bool = False) -> Registering:
        """Register `handler(turn, subject, values)` for a submitted form."""
        return self._register(self.forms, name, role, always=always)

    def timer(self, name: str) -> Registering:
        """Register `handler(turn, subject)` for due work."""
        return self._register(self.timers, name)

    def on(self, kind: type) -> Registering:
        """Register `handler(turn, event)` for every event of a type."""
        return self._register(self.events, kind)

    def afterwards(self, handler: Handler) -> Handler:
        """Register `handler(turn, effects)`: what is added to the answer when a member did something in private."""
        self.after.append(handler)
        return handler

    @staticmethod
    def _register(table: dict[Any, Route], name: Any, role: Role | None = None, *, always: bool = False) -> Registering:
        def register(handler: Handler) -> Handler:
            _put(table, name, Route(handler, role, always=always))
            return handler

        return register

    @classmethod
    def joined(cls, routers: Iterable["Router"]) -> "Router":
        """Return one router with the routes of all; two handlers for one name are a programmer's error."""
        whole = cls()
        for router in routers:
            for mine, theirs in zip(whole._tables(), router._tables(), strict=True):
                for name, route in theirs.items():
                    _put(mine, name, route)
            whole.after += router.after
        return whole

    def _tables(self) -> tuple[dict[Any, Route], ...]:
        return (self.commands, self.actions, self.forms, self.timers, self.events)

    def described(self) -> Mapping[str, Command]:
        """Return every command by name."""
        return {name: route.command for name, route in sorted(self.commands.items()) if route.command is not None}


def _put(table: dict[Any, Route], name: Any, route: Route) -> None:
    if name in table:
        raise ValueError(f"two handlers for {name}")
    table[name] = route


__all__ = ["Handler", "Route", "Router", "Turn"]
