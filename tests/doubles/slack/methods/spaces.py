"""conversations.*: making channels, bringing people in, putting channels away."""

import re

from tests.doubles.slack.channels import Channel, ChannelKind
from tests.doubles.slack.errors import SlackError
from tests.doubles.slack.methods.registry import Answer, Call, method

_WRITE = ("channels:manage", "groups:write")
MOST_NAME = 80
MOST_TOPIC = 250
MOST_INVITED = 100


@method("conversations.create", *_WRITE, tier=2)
async def create(call: Call) -> Answer:
    """Make a channel; whoever makes it is in it."""
    is_private = call.arguments.flag("is_private")
    call.needs("groups:write" if is_private else "channels:manage")
    name = _name(call)
    kind = ChannelKind.PRIVATE if is_private else ChannelKind.PUBLIC
    channel = call.slack.make_channel(call.team, name, kind, call.bot)
    return {"channel": channel.described(call.bot.id)}


@method("conversations.rename", *_WRITE, tier=2)
async def rename(call: Call) -> Answer:
    """Give a channel another name."""
    channel = _managed(call)
    channel.name = _name(call)
    return {"channel": channel.described(call.bot.id)}


@method("conversations.invite", *_WRITE, tier=3)
async def invite(call: Call) -> Answer:
    """Bring people into a channel: all of them, or nobody."""
    channel = _managed(call)
    names = [name.strip() for name in call.arguments.text("users").split(",") if name.strip()]
    if not names:
        raise SlackError("no_user")
    if len(names) > MOST_INVITED:
        raise SlackError("too_many_users")
    faults = {name: fault for name in names if (fault := _cannot_come(call, channel, name))}
    if faults and not call.arguments.flag("force"):
        errors = [{"user": name, "ok": False, "error": fault} for name, fault in faults.items()]
        raise SlackError(next(iter(faults.values())), errors=errors)
    for name in names:
        if name not in faults:
            call.slack.enter(channel, call.team.users[name], inviter=call.bot)
    return {"channel": channel.described(call.bot.id)}


def _cannot_come(call: Call, channel: Channel, name: str) -> str:
    user = call.team.users.get(name)
    if user is None:
        return "user_not_found"
    if user.id == call.bot.id:
        return "cant_invite_self"
    if user.is_gone:
        return "user_not_found"
    if user.id in channel.members:
        return "already_in_channel"
    return "user_is_restricted" if user.is_guest else ""


@method("conversations.kick", *_WRITE, tier=3)
async def kick(call: Call) -> Answer:
    """Take somebody out of a channel."""
    channel, user = _managed(call), call.person()
    if user.id == call.bot.id:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    if user.id not in channel.members:
        raise SlackError("not_in_channel")
    call.slack.leave(channel, user)
    return {"errors": {}}


@method("conversations.leave", *_WRITE, tier=3)
async def leave(call: Call) -> Answer:
    """Leave a channel."""
    channel = call.channel()
    call.needs_for(channel, "write")
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if call.bot.id not in channel.members:
        return {"not_in_channel": True}
    call.slack.leave(channel, call.bot)
    return {}


@method("conversations.archive", *_WRITE, tier=2)
async def archive(call: Call) -> Answer:
    """Put a channel away."""
    channel = _named(call)
    if channel.is_archived:
        raise SlackError("already_archived")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    _is_in(call, channel)
    channel.is_archived = True
    call.slack.events.archived(channel, call.bot)
    return {}


@method("conversations.unarchive", *_WRITE, tier=2)
async def unarchive(call: Call) -> Answer:
    """Bring a channel back."""
    channel = _named(call)
    if not channel.is_archived:
        raise SlackError("not_archived")
    channel.is_archived = False
    return {}


@method("conversations.setTopic", "channels:manage", "groups:write", "im:write", "mpim:write", tier=2)
async def set_topic(call: Call) -> Answer:
    """Say in a line what a channel is about."""
    channel = _managed(call)
    if len(call.arguments.text("topic")) > MOST_TOPIC:
        raise SlackError("too_long")
    channel.topic = call.arguments.text("topic")
    return {"channel": channel.described(call.bot.id)}


@method("conversations.setPurpose", "channels:manage", "groups:write", "im:write", "mpim:write", tier=2)
async def set_purpose(call: Call) -> Answer:
    """Say what a channel is for."""
    channel = _managed(call)
    if len(call.arguments.text("purpose")) > MOST_TOPIC:
        raise SlackError("too_long")
    channel.purpose = call.arguments.text("purpose")
    return {"channel": channel.described(call.bot.id)}


def _named(call: Call) -> Channel:
    channel = call.channel()
    if not channel.has_name:
        raise SlackError("method_not_supported_for_channel_type")
    call.needs_for(channel, "write")
    return channel


def _is_in(call: Call, channel: Channel) -> None:
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel")


def _managed(call: Call) -> Channel:
    """Return a channel the bot is in and may change."""
    channel = _named(call)
    if channel.is_archived:
        raise SlackError("is_archived")
    _is_in(call, channel)
    return channel


def _name(call: Call) -> str:
    name = call.arguments.text("name").strip()
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > MOST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not re.search(r"\w", name):
        raise SlackError("invalid_name_punctuation")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if call.team.channel_named(name) is not None:
        raise SlackError("name_taken")
    return name
