"""Scheduled events: planning, changing and deleting them, with the events of the gateway that follow."""

from typing import Any

from tests.doubles.discord.broadcast import Broadcast
from tests.doubles.discord.model import Guild, ScheduledEvent, User
from tests.doubles.discord.state import State


class Calendars:
    """The calendars of all servers."""

    def __init__(self, state: State, broadcast: Broadcast) -> None:
        self._state = state
        self._broadcast = broadcast

    def add(self, guild: Guild, creator: User, fields: dict[str, Any]) -> ScheduledEvent:
        """Plan an event."""
        event = ScheduledEvent(self._state.new_id(), creator.id, fields)
        guild.events[event.id] = event
        self._broadcast.event("GUILD_SCHEDULED_EVENT_CREATE", guild, event)
        return event

    def change(self, guild: Guild, event: ScheduledEvent, status: int, fields: dict[str, Any]) -> None:
        """Change an event."""
        event.status = status
        event.fields = {**event.fields, **fields}
        self._broadcast.event("GUILD_SCHEDULED_EVENT_UPDATE", guild, event)

    def delete(self, guild: Guild, event: ScheduledEvent) -> None:
        """Delete an event."""
        del guild.events[event.id]
        self._broadcast.event("GUILD_SCHEDULED_EVENT_DELETE", guild, event)
