"""One channel or thread: showing, changing and deleting it."""

from typing import Any

from tests.doubles.discord import shapes
from tests.doubles.discord.errors import Refused, no_permission
from tests.doubles.discord.forms import Form
from tests.doubles.discord.messages import RENAMED, Draft
from tests.doubles.discord.model import Channel
from tests.doubles.discord.permissions import May
from tests.doubles.discord.places import channel_name
from tests.doubles.discord.rest.guilds import overwrites
from tests.doubles.discord.rest.routing import Answer, Body, Call, Rate, route
from tests.doubles.discord.rest.threads import DURATIONS


@route("GET", "/channels/{channel_id}")
def one(call: Call) -> Answer:
    """Show a channel."""
    return Answer(body=shapes.channel(call.channel()))


@route("PATCH", "/channels/{channel_id}", rate=Rate(5, 10))
def change(call: Call) -> Answer:
    """Change a channel or thread."""
    channel = call.channel()
    if channel.guild is None:
        raise Refused(403, 50003, "Cannot execute action on a DM channel")
    if channel.thread is not None:
        _change_thread(call, channel)
    else:
        _change_channel(call, channel)
    return Answer(body=shapes.channel(channel))


@route("DELETE", "/channels/{channel_id}")
def delete(call: Call) -> Answer:
    """Delete a channel or thread; a private chat is only closed."""
    channel = call.channel()
    if channel.guild is not None:
        needed = May.MANAGE_THREADS if channel.thread is not None else May.MANAGE_CHANNELS
        if needed not in call.discord.broadcast.rights(channel):
            raise no_permission()
        call.discord.places.delete(channel)
    return Answer(body=shapes.channel(channel))


def _change_channel(call: Call, channel: Channel) -> None:
    body, form = call.body, Form()
    rights = call.discord.broadcast.rights(channel)
    if May.MANAGE_CHANNELS not in rights:
        raise no_permission()
    if "name" in body:
        form.text(("name",), body["name"], 1, 100)
    form.text(("topic",), body.get("topic"), 0, 1024)
    form.done()
    changes: dict[str, Any] = {}
    if "name" in body:
        changes["name"] = channel_name(body["name"], channel.kind)
    if "topic" in body:
        changes["topic"] = body["topic"]
    if any(getattr(channel, name) != value for name, value in changes.items()):
        call.discord.renames.use(channel.id)
    if "permission_overwrites" in body:
        if May.MANAGE_ROLES not in rights:
            raise no_permission()
        changes["overwrites"] = overwrites(call, channel.in_guild, body["permission_overwrites"] or [])
    for name, ours in (("rate_limit_per_user", "slowmode_seconds"), ("position", "position")):
        if body.get(name) is not None:
            changes[ours] = body[name]
    if "parent_id" in body:
        changes["parent_id"] = str(body["parent_id"]) if body["parent_id"] else None
    call.discord.places.change(channel, **changes)


def _change_thread(call: Call, channel: Channel) -> None:
    thread, body = channel.thread, call.body
    assert thread is not None
    _check_thread_change(body)
    rights = call.discord.broadcast.rights(channel)
    may_manage = May.MANAGE_THREADS in rights
    if thread.is_archived and set(body) - {"archived", "locked", "reason"} and body.get("archived") is not False:
        raise Refused(400, 50083, "Thread is archived")
    only_wakes = body == {"archived": False} and not thread.is_locked and May.SEND_MESSAGES_IN_THREADS in rights
    is_owner = thread.owner_id == call.discord.state.bot.id and not ({"locked", "rate_limit_per_user"} & set(body))
    if not (may_manage or only_wakes or is_owner):
        raise no_permission()
    names = {"archived": "is_archived", "locked": "is_locked", "invitable": "invitable", "applied_tags": "tags"}
    names["auto_archive_duration"] = "auto_archive_minutes"
    changes = {ours: body[name] for name, ours in names.items() if body.get(name) is not None}
    if body.get("name") and body["name"].strip() != channel.name:
        call.discord.renames.use(channel.id)
        channel.name = body["name"].strip()
        call.discord.messages.post(Draft(channel, call.discord.state.bot, channel.name, kind=RENAMED))
    if body.get("rate_limit_per_user") is not None:
        channel.slowmode_seconds = body["rate_limit_per_user"]
    call.discord.places.change_thread(channel, **changes)


def _check_thread_change(body: Body) -> None:
    form = Form()
    if "name" in body:
        form.text(("name",), body["name"], 1, 100)
    if body.get("auto_archive_duration") is not None:
        form.choice(("auto_archive_duration",), body["auto_archive_duration"], DURATIONS)
    form.done()
