"""Threads: starting them, letting people in and out, and finding archived ones."""

from typing import Any

from tests.doubles.discord import content, shapes
from tests.doubles.discord.errors import Refused, no_access, no_permission, unknown
from tests.doubles.discord.forms import Form
from tests.doubles.discord.messages import LET_IN, Draft
from tests.doubles.discord.model import THREADS, Channel, Kind
from tests.doubles.discord.permissions import NOTHING, May, in_channel
from tests.doubles.discord.rest.messages import drafted, found, readable, shape
from tests.doubles.discord.rest.routing import Answer, Body, Call, Rate, route

DURATIONS = (60, 1440, 4320, 10080)
MOST_ACTIVE = 1000


@route("POST", "/channels/{channel_id}/threads", rate=Rate(10, 10))
def start(call: Call) -> Answer:
    """Start a thread without a message, or a forum's post with one."""
    parent = call.channel()
    _check(call.body)
    if parent.kind == Kind.FORUM:
        return _post(call, parent)
    if parent.kind not in (Kind.TEXT, Kind.ANNOUNCEMENT):
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    kind = Kind(call.body.get("type") or Kind.PRIVATE_THREAD)
    if kind == Kind.PRIVATE_THREAD and parent.kind != Kind.TEXT:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    _check_may_start(call, parent, kind)
    more: dict[str, Any] = {"auto_archive_minutes": call.body.get("auto_archive_duration") or 4320}
    if kind == Kind.PRIVATE_THREAD:
        more["invitable"] = call.body.get("invitable", True) is not False
    made = call.discord.places.add_thread(parent, kind, call.body["name"], call.discord.state.bot, **more)
    return Answer(201, _with_me(call, made))


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads", rate=Rate(10, 10))
def start_from_message(call: Call) -> Answer:
    """Start a public thread from a message; it gets the message's id."""
    parent = readable(call)
    message = found(call, parent)
    _check(call.body)
    _check_may_start(call, parent, Kind.PUBLIC_THREAD)
    if message.id in call.discord.state.channels:
        raise Refused(400, 160004, "A thread has already been created for this message")
    made = call.discord.places.add_thread(
        parent, Kind.PUBLIC_THREAD, call.body["name"], call.discord.state.bot, with_id=message.id
    )
    return Answer(201, _with_me(call, made))


def _check(body: Body) -> None:
    form = Form()
    form.text(("name",), body.get("name"), 1, 100)
    if body.get("auto_archive_duration") is not None:
        form.choice(("auto_archive_duration",), body["auto_archive_duration"], DURATIONS)
    form.done()


def _check_may_start(call: Call, parent: Channel, kind: Kind) -> None:
    needed = May.CREATE_PRIVATE_THREADS if kind == Kind.PRIVATE_THREAD else May.CREATE_PUBLIC_THREADS
    if needed not in call.discord.broadcast.rights(parent):
        raise no_permission()
    active = [one for one in parent.in_guild.channels.values() if one.thread and not one.thread.is_archived]
    if len(active) >= MOST_ACTIVE:
        raise Refused(400, 160006, "Maximum number of active threads reached")


def _post(call: Call, forum: Channel) -> Answer:
    rights = call.discord.broadcast.rights(forum)
    if May.SEND_MESSAGES not in rights:
        raise no_permission()
    form, tags = Form(), [str(one) for one in call.body.get("applied_tags") or []]
    known = {str(one["id"]) for one in forum.tags}
    for place, tag in enumerate(tags):
        if tag not in known:
            form.wrong(("applied_tags", place), "BASE_TYPE_CHOICES", "Unknown tag")
    if not isinstance(call.body.get("message"), dict):
        form.missing(("message",))
    form.done()
    if forum.flags & 1 << 4 and not tags:
        raise Refused(400, 40067, "A tag is required to create a forum post in this channel")
    read = content.read(call.body["message"], Form(), len(call.files))
    made = call.discord.places.add_thread(
        forum,
        Kind.PUBLIC_THREAD,
        call.body["name"],
        call.discord.state.bot,
        tags=tags,
        auto_archive_minutes=call.body.get("auto_archive_duration") or 4320,
    )
    message = call.discord.messages.post(drafted(call, made, read), with_id=made.id)
    return Answer(201, {**_with_me(call, made), "message": shape(call, message)})


def _with_me(call: Call, made: Channel) -> Body:
    assert made.thread is not None
    me = call.discord.state.bot.id
    return {**shapes.channel(made), "member": shapes.thread_member(made, me, made.thread.members[me])}


def thread_in_path(call: Call) -> Channel:
    """Return the thread in the path."""
    channel = call.channel()
    if channel.kind not in THREADS:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    return channel


@route("GET", "/channels/{channel_id}/thread-members")
def members(call: Call) -> Answer:
    """List who is in a thread; like the list of a server's members, it needs the members intent."""
    if "members" not in call.discord.state.application.switched_on:
        raise no_access()
    return Answer(body=call.discord.places.members_of(thread_in_path(call)))


@route("GET", "/channels/{channel_id}/thread-members/{user_id}")
def member(call: Call) -> Answer:
    """Show one membership."""
    channel = thread_in_path(call)
    listed = [one for one in call.discord.places.members_of(channel) if one["user_id"] == call.member_id()]
    if not listed:
        raise unknown("member")
    return Answer(body=listed[0])


@route("PUT", "/channels/{channel_id}/thread-members/{user_id}", rate=Rate(10, 10))
def let_in(call: Call) -> Answer:
    """Let somebody into a thread; they have to see the channel it is in."""
    channel = thread_in_path(call)
    _check_awake(channel)
    user = call.user()
    guild = channel.in_guild
    if user.id not in guild.members:
        raise unknown("member")
    parent = guild.channels[channel.parent_id or ""]
    if in_channel(parent, guild.members[user.id], call.discord.state.clock.now()) == NOTHING:
        raise no_access()
    if user is not call.discord.state.bot:
        _check_may_invite(call, channel)
    is_new = channel.thread is not None and user.id not in channel.thread.members
    call.discord.places.join(channel, user)
    if is_new and user is not call.discord.state.bot:
        call.discord.messages.post(Draft(channel, call.discord.state.bot, kind=LET_IN, about=user))
    return Answer(204)


@route("PUT", "/channels/{channel_id}/thread-members/@me", rate=Rate(10, 10))
def join(call: Call) -> Answer:
    """Join a thread."""
    return let_in(call)


@route("DELETE", "/channels/{channel_id}/thread-members/{user_id}", rate=Rate(10, 10))
def take_out(call: Call) -> Answer:
    """Take somebody out of a thread: whoever started a private one may, others need MANAGE_THREADS."""
    channel = thread_in_path(call)
    _check_awake(channel)
    user, me = call.user(), call.discord.state.bot
    thread = channel.thread
    assert thread is not None
    is_own = channel.kind == Kind.PRIVATE_THREAD and thread.owner_id == me.id
    if user is not me and not is_own and May.MANAGE_THREADS not in call.discord.broadcast.rights(channel):
        raise no_permission()
    if user.id not in thread.members:
        raise unknown("member")
    call.discord.places.leave(channel, user)
    return Answer(204)


@route("DELETE", "/channels/{channel_id}/thread-members/@me", rate=Rate(10, 10))
def leave(call: Call) -> Answer:
    """Leave a thread."""
    return take_out(call)


@route("GET", "/channels/{channel_id}/threads/archived/private")
def archived_private(call: Call) -> Answer:
    """List archived private threads; needs to manage threads."""
    return _archived(call, call.channel(May.READ_MESSAGE_HISTORY | May.MANAGE_THREADS), Kind.PRIVATE_THREAD)


@route("GET", "/channels/{channel_id}/users/@me/threads/archived/private")
def archived_joined(call: Call) -> Answer:
    """List archived private threads the bot is in."""
    return _archived(call, call.channel(May.READ_MESSAGE_HISTORY), Kind.PRIVATE_THREAD)


@route("GET", "/channels/{channel_id}/threads/archived/public")
def archived_public(call: Call) -> Answer:
    """List archived public threads."""
    return _archived(call, call.channel(May.READ_MESSAGE_HISTORY), Kind.PUBLIC_THREAD)


def _archived(call: Call, parent: Channel, kind: Kind) -> Answer:
    me = call.discord.state.bot.id
    all_of_them = May.MANAGE_THREADS in call.discord.broadcast.rights(parent) and not call.route.template.endswith(
        "@me"
    )
    threads = [
        one
        for one in parent.in_guild.channels.values()
        if one.parent_id == parent.id and one.kind == kind and one.thread is not None and one.thread.is_archived
    ]
    joined = {one.id: one.thread.members[me] for one in threads if one.thread and me in one.thread.members}
    threads = [one for one in threads if kind == Kind.PUBLIC_THREAD or all_of_them or one.id in joined]
    mine = [shapes.thread_member(one, me, joined[one.id]) for one in threads if one.id in joined]
    return Answer(body={"threads": [shapes.channel(one) for one in threads], "members": mine, "has_more": False})


def _check_awake(channel: Channel) -> None:
    if channel.thread is not None and channel.thread.is_archived:
        raise Refused(400, 50083, "Thread is archived")


def _check_may_invite(call: Call, channel: Channel) -> None:
    thread, rights = channel.thread, call.discord.broadcast.rights(channel)
    assert thread is not None
    if May.SEND_MESSAGES_IN_THREADS not in rights:
        raise no_permission()
    is_open = channel.kind == Kind.PUBLIC_THREAD or thread.invitable
    if not (is_open or thread.owner_id == call.discord.state.bot.id or May.MANAGE_THREADS in rights):
        raise no_permission()
