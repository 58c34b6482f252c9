"""pins.*, bookmarks.*, reactions.*: what is fastened to channels and messages."""

import re

from tests.doubles.slack.channels import Channel
from tests.doubles.slack.errors import SlackError
from tests.doubles.slack.messages import Message
from tests.doubles.slack.methods.registry import Answer, Call, method

MOST_PINS = 100


@method("pins.add", "pins:write", tier=2)
async def pin(call: Call) -> Answer:
    """Pin a message to its channel."""
    channel, message = _marked(call)
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    if len(channel.pins) >= MOST_PINS:
        raise SlackError("too_many_pins")
    channel.pins.append(message.ts)
    return {}


@method("pins.remove", "pins:write", tier=2)
async def unpin(call: Call) -> Answer:
    """Take a pin away."""
    channel, message = _marked(call)
    if message.ts not in channel.pins:
        raise SlackError("no_pin")
    channel.pins.remove(message.ts)
    return {}


@method("pins.list", "pins:read", tier=2)
async def pins(call: Call) -> Answer:
    """List what is pinned to a channel, the newest first."""
    channel = call.channel()
    found = [call.team.messages.find(channel.id, ts) for ts in reversed(channel.pins)]
    items = [{"type": "message", "channel": channel.id, "message": m.described()} for m in found if m is not None]
    return {"items": items}


@method("reactions.add", "reactions:write", tier=3)
async def react(call: Call) -> Answer:
    """Put an emoji below a message."""
    name = call.arguments.needed("name")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-\d)?", name):
        raise SlackError("invalid_name")
    _, message = _marked(call)
    users = message.reactions.setdefault(name, [])
    if call.bot.id in users:
        raise SlackError("already_reacted")
    users.append(call.bot.id)
    return {}


@method("bookmarks.add", "bookmarks:write", tier=2)
async def bookmark(call: Call) -> Answer:
    """Put a link on top of a channel."""
    channel = call.own_channel("channel_id")
    if call.arguments.needed("type") != "link":
        raise SlackError("invalid_bookmark_type")
    link = call.arguments.text("link")
    if not link.startswith(("http://", "https://")):
        raise SlackError("invalid_link")
    mark = {
        "id": call.slack.ids.new("Bk"),
        "channel_id": channel.id,
        "title": call.arguments.needed("title"),
        "link": link,
        "type": "link",
    }
    channel.bookmarks.append(mark)
    return {"bookmark": mark}


@method("bookmarks.list", "bookmarks:read", tier=3)
async def bookmarks(call: Call) -> Answer:
    """List the links on top of a channel."""
    return {"bookmarks": list(call.channel("channel_id").bookmarks)}


def _marked(call: Call) -> tuple[Channel, Message]:
    channel = call.own_channel()
    if not call.arguments.has("timestamp"):
        raise SlackError("no_item_specified")
    message = call.team.messages.find(channel.id, call.arguments.text("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    return channel, message
