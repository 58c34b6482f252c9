"""Discord's REST operations, one module per resource; importing this registers them all."""

from tests.doubles.discord.rest import (
    callbacks,
    channels,
    commands,
    events,
    followups,
    guilds,
    me,
    members,
    messages,
    overwrites,
    pins,
    reactions,
    roles,
    threads,
)

__all__ = [
    "callbacks",
    "channels",
    "commands",
    "events",
    "followups",
    "guilds",
    "me",
    "members",
    "messages",
    "overwrites",
    "pins",
    "reactions",
    "roles",
    "threads",
]
