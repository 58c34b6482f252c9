"""Messages in channels and private chats: sending, reading, changing, deleting."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.doubles.discord import content, message_shapes
from tests.doubles.discord.errors import Refused, no_permission, unknown
from tests.doubles.discord.forms import Form
from tests.doubles.discord.messages import REPLY, Draft, Message
from tests.doubles.discord.model import THREADS, Channel, Kind
from tests.doubles.discord.permissions import May
from tests.doubles.discord.rest.routing import Answer, Body, Call, Rate, route

SENDING = Rate(5, 5)
OLD = timedelta(hours=1)


def shape(call: Call, message: Message) -> Body:
    """Write a message as REST shows it to this bot."""
    state = call.discord.state
    return message_shapes.message(state, message, sees_content="content" in state.application.switched_on)


def found(call: Call, channel: Channel) -> Message:
    """Return the message in the path."""
    message = channel.messages.get(call.ids["message_id"])
    if message is None:
        raise unknown("message")
    return message


def readable(call: Call, needed: May = May.VIEW_CHANNEL) -> Channel:
    """Return the channel in the path, where the bot may read what was written before."""
    return call.channel(needed | May.READ_MESSAGE_HISTORY)


@route("POST", "/channels/{channel_id}/messages", rate=SENDING)
def create(call: Call) -> Answer:
    """Send a message; the same nonce within the window gives the message of the first time."""
    channel = call.channel()
    _check_may_send(call, channel)
    read = content.read(call.body, Form(), len(call.files))
    _check_rights(call, channel, read)
    nonce = _nonce(call.body)
    if nonce is not None and call.body.get("enforce_nonce"):
        earlier = call.discord.nonces.earlier(nonce)
        if earlier is not None:
            return _again(call, earlier, nonce)
    draft = replace(drafted(call, channel, read), nonce=nonce)
    answered = _answered(call, channel)
    if answered is not None:
        draft = replace(draft, replies_to=answered, kind=REPLY)
    message = call.discord.messages.post(draft)
    if nonce is not None:
        call.discord.nonces.keep(nonce, message)
    return _answer(call, message, nonce)


def drafted(call: Call, channel: Channel, read: content.Content) -> Draft:
    """Return the bot's message with what the body holds."""
    return Draft(
        channel,
        call.discord.state.bot,
        read.content,
        read.embeds,
        read.components,
        call.discord.uploads(call.files, read.attachments),
        read.flags,
        allowed_mentions=read.allowed_mentions,
    )


def _answer(call: Call, message: Message, nonce: str | None) -> Answer:
    body = shape(call, message)
    return Answer(body=body if nonce is None else {**body, "nonce": nonce})


def _again(call: Call, earlier: Message, nonce: str) -> Answer:
    if earlier.is_deleted:
        raise unknown("message")
    return _answer(call, earlier, nonce)


def _nonce(body: Body) -> str | None:
    nonce, form = body.get("nonce"), Form()
    if isinstance(nonce, str):
        form.length(("nonce",), nonce, 0, 25)
    elif nonce is not None and not isinstance(nonce, int):
        form.wrong(("nonce",), "NONCE_TYPE_INVALID", "Nonce must be a string or an integer.")
    form.done()
    return None if nonce is None else str(nonce)


def _check_may_send(call: Call, channel: Channel) -> None:
    if channel.guild is None:
        check_takes_dms(call, channel)
        return
    if channel.kind in (Kind.CATEGORY, Kind.FORUM):
        raise Refused(400, 50008, "Cannot send messages in a non-text channel")
    needed = May.SEND_MESSAGES_IN_THREADS if channel.kind in THREADS else May.SEND_MESSAGES
    if needed not in call.discord.broadcast.rights(channel):
        raise no_permission()
    thread = channel.thread
    is_shut = thread is not None and thread.is_archived and thread.is_locked
    if is_shut and May.MANAGE_THREADS not in call.discord.broadcast.rights(channel):
        raise Refused(400, 50083, "Thread is archived")


def check_takes_dms(call: Call, channel: Channel) -> None:
    """Refuse a private message to somebody who takes none, or shares no server with the bot."""
    recipient = channel.recipient
    if recipient is None or not recipient.takes_dms or recipient.is_bot:
        raise Refused(403, 50007, "Cannot send messages to this user")
    if not call.discord.state.share_a_guild(recipient):
        raise Refused(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def _check_rights(call: Call, channel: Channel, read: content.Content) -> None:
    if channel.guild is None:
        return
    rights = call.discord.broadcast.rights(channel)
    if read.embeds and May.EMBED_LINKS not in rights:
        raise no_permission()
    if call.files and May.ATTACH_FILES not in rights:
        raise no_permission()


def _answered(call: Call, channel: Channel) -> Message | None:
    reference = call.body.get("message_reference")
    if not reference:
        return None
    if channel.guild is not None and May.READ_MESSAGE_HISTORY not in call.discord.broadcast.rights(channel):
        raise Refused(400, 160002, "Cannot reply without permission to read message history")
    answered = channel.messages.get(str(reference.get("message_id")))
    if answered is None and reference.get("fail_if_not_exists", True):
        form = Form()
        form.wrong(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        form.done()
    return answered


@route("GET", "/channels/{channel_id}/messages")
def history(call: Call) -> Answer:
    """Read what was written, newest first; without the right to, nothing is shown."""
    channel = call.channel()
    limit = call.number("limit", 50, 1, 100)
    if channel.guild is not None and May.READ_MESSAGE_HISTORY not in call.discord.broadcast.rights(channel):
        return Answer(body=[])
    newest_first = sorted(channel.messages.values(), key=lambda one: int(one.id), reverse=True)
    return Answer(body=[shape(call, one) for one in _page(newest_first, call.query, limit)])


def _page(newest_first: list[Message], query: dict[str, str], limit: int) -> list[Message]:
    if "after" in query:
        later = [one for one in newest_first if int(one.id) > int(query["after"])]
        return later[-limit:]
    if "before" in query:
        return [one for one in newest_first if int(one.id) < int(query["before"])][:limit]
    if "around" in query:
        later = [one for one in newest_first if int(one.id) > int(query["around"])]
        return [*later[max(0, len(later) - limit // 2) :], *newest_first[len(later) :]][:limit]
    return newest_first[:limit]


@route("GET", "/channels/{channel_id}/messages/{message_id}")
def one(call: Call) -> Answer:
    """Read one message."""
    return Answer(body=shape(call, found(call, readable(call))))


@route("PATCH", "/channels/{channel_id}/messages/{message_id}", rate=SENDING)
def change(call: Call) -> Answer:
    """Change one of the bot's messages; old ones only a few times an hour."""
    channel = call.channel()
    message = found(call, channel)
    if message.author is not call.discord.state.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    if channel.thread is not None and channel.thread.is_archived:
        raise Refused(400, 50083, "Thread is archived")
    if call.discord.clock.now() - message.at >= OLD:
        call.discord.old_edits.use(channel.id)
    return Answer(body=shape(call, changed(call, message)))


def changed(call: Call, message: Message, form: Form | None = None) -> Message:
    """Change a message by the fields of the body; refuses one that would be left empty."""
    body, draft = call.body, message.draft
    is_v2 = bool((body.get("flags") or draft.flags) & content.COMPONENTS_V2)
    content.check_changes(body, form or Form(), is_v2=is_v2)
    changes: dict[str, Any] = {}
    if "content" in body:
        changes["content"] = (body["content"] or "").strip()
    for name in ("embeds", "components"):
        if name in body:
            changes[name] = body[name] or []
    if "attachments" in body or call.files:
        changes["attachments"] = call.discord.uploads(call.files, body.get("attachments") or [])
    if body.get("flags") is not None:
        changes["flags"] = body["flags"] | (draft.flags & content.COMPONENTS_V2)
    after = {"content": draft.content, "embeds": draft.embeds, "components": draft.components, **changes}
    if not any((after["content"], after["embeds"], after["components"], changes.get("attachments", draft.attachments))):
        raise Refused(400, 50006, "Cannot send an empty message")
    return call.discord.messages.change(message, **changes)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}", rate=Rate(5, 1))
def delete(call: Call) -> Answer:
    """Delete a message: the bot's own, or with the right to, somebody else's."""
    channel = call.channel()
    message = found(call, channel)
    if message.author is not call.discord.state.bot:
        if channel.guild is None:
            raise Refused(403, 50003, "Cannot execute action on a DM channel")
        if May.MANAGE_MESSAGES not in call.discord.broadcast.rights(channel):
            raise no_permission()
    call.discord.messages.delete(message)
    return Answer(204)


@route("POST", "/channels/{channel_id}/typing")
def typing(call: Call) -> Answer:
    """Show that the bot is typing."""
    _check_may_send(call, call.channel())
    return Answer(204)
