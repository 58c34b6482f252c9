"""Pinned messages; a permission of their own since February 2026."""

from tests.doubles.discord.clock import iso
from tests.doubles.discord.errors import Refused
from tests.doubles.discord.permissions import May
from tests.doubles.discord.rest.messages import found, readable, shape
from tests.doubles.discord.rest.routing import Answer, Call, route

MOST_PINS = 250


@route("PUT", "/channels/{channel_id}/messages/pins/{message_id}")
def pin(call: Call) -> Answer:
    """Pin a message."""
    channel = readable(call, May.PIN_MESSAGES)
    message = found(call, channel)
    if channel.thread is not None and channel.thread.is_archived:
        raise Refused(400, 50083, "Thread is archived")
    if sum(one.pinned_at is not None for one in channel.messages.values()) >= MOST_PINS:
        raise Refused(400, 30003, f"Maximum number of pins reached for the channel ({MOST_PINS})")
    if message.pinned_at is None:
        call.discord.messages.pin(message, call.discord.state.bot)
    return Answer(204)


@route("DELETE", "/channels/{channel_id}/messages/pins/{message_id}")
def unpin(call: Call) -> Answer:
    """Take a pin away."""
    call.discord.messages.unpin(found(call, readable(call, May.PIN_MESSAGES)))
    return Answer(204)


@route("GET", "/channels/{channel_id}/messages/pins")
def listed(call: Call) -> Answer:
    """List the pins, the newest first."""
    pinned = [one for one in readable(call).messages.values() if one.pinned_at is not None]
    pinned.sort(key=lambda one: one.pinned_at or one.at, reverse=True)
    limit = call.number("limit", 50, 1, 50)
    items = [{"pinned_at": iso(one.pinned_at or one.at), "message": shape(call, one)} for one in pinned[:limit]]
    return Answer(body={"items": items, "has_more": len(pinned) > limit})
