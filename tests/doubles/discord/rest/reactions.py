"""Reactions to messages."""

import re

from tests.doubles.discord import shapes
from tests.doubles.discord.errors import Refused, no_permission, unknown
from tests.doubles.discord.permissions import May
from tests.doubles.discord.rest.messages import found, readable
from tests.doubles.discord.rest.routing import Answer, Call, Rate, route

REACTING = Rate(1, 0.25)
CUSTOM = re.compile(r"\w+:\d+$")


def _emoji(call: Call) -> str:
    emoji = call.ids["emoji_name"]
    if CUSTOM.match(emoji) or emoji.isascii():
        raise unknown("emoji")
    return emoji


@route("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", rate=REACTING)
def add(call: Call) -> Answer:
    """React; the first of a kind needs ADD_REACTIONS."""
    channel = readable(call)
    message, emoji = found(call, channel), _emoji(call)
    if channel.thread is not None and channel.thread.is_archived:
        raise Refused(400, 50083, "Thread is archived")
    is_new = emoji not in message.reactions
    if is_new and channel.guild is not None and May.ADD_REACTIONS not in call.discord.broadcast.rights(channel):
        raise no_permission()
    if is_new and len(message.reactions) >= 20:
        raise Refused(400, 30010, "Maximum number of reactions reached (20)")
    call.discord.messages.react(message, call.discord.state.bot, emoji, add=True)
    return Answer(204)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", rate=REACTING)
def take_back(call: Call) -> Answer:
    """Take the bot's own reaction away."""
    message = found(call, readable(call))
    call.discord.messages.react(message, call.discord.state.bot, _emoji(call), add=False)
    return Answer(204)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}", rate=REACTING)
def take(call: Call) -> Answer:
    """Take somebody's reaction away."""
    message = found(call, readable(call, May.MANAGE_MESSAGES))
    call.discord.messages.react(message, call.user(), _emoji(call), add=False)
    return Answer(204)


@route("GET", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}")
def people(call: Call) -> Answer:
    """List who reacted."""
    message = found(call, readable(call))
    users = call.discord.state.users
    return Answer(body=[shapes.user(users[one]) for one in message.reactions.get(_emoji(call), [])])
