"""chat.*: what the bot says, changes and takes back."""

from typing import Any

from tests.doubles.slack import mrkdwn
from tests.doubles.slack.blocks import check_blocks, with_ids
from tests.doubles.slack.blocks.surfaces import ALL_TEXT, text_length
from tests.doubles.slack.channels import Channel
from tests.doubles.slack.errors import SlackError, with_messages
from tests.doubles.slack.messages import Message
from tests.doubles.slack.metadata import checked
from tests.doubles.slack.methods.registry import Answer, Call, method
from tests.doubles.slack.rates import SPECIAL

MOST_TEXT = 40_000
MOST_TEXT_OF_A_CHANGE = 4_000


@method("chat.postMessage", "chat:write", most=SPECIAL)
async def post_message(call: Call) -> Answer:
    """Say something in a conversation the bot may write to."""
    channel = await _target(call)
    message = _composed(call, channel)
    call.slack.rates.post(call.team.id, channel.id, call.now)
    call.team.messages.add(message)
    call.slack.events.said(channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.described(with_metadata=True)}


@method("chat.postEphemeral", "chat:write", tier=4)
async def post_ephemeral(call: Call) -> Answer:
    """Say something that one person in a channel sees, until they reload."""
    channel = _writable(call, call.channel())
    user = call.arguments.needed("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _composed(call, channel)
    message.only_for = user
    call.team.messages.add(message)
    return {"message_ts": message.ts}


@method("chat.update", "chat:write", tier=3)
async def update(call: Call) -> Answer:
    """Change what the bot said; what is not given stays."""
    channel, message = _own_message(call, "cant_update_message")
    before = message.described()
    if len(call.arguments.text("text")) > MOST_TEXT_OF_A_CHANGE:
        raise SlackError("msg_too_long")
    if not any(call.arguments.has(name) for name in ("text", "blocks", "attachments")):
        raise SlackError("no_text")
    _warn_without_text(call, "chat.update")
    if call.arguments.has("blocks"):
        message.blocks = _blocks(call)
    if call.arguments.has("text"):
        message.text = call.arguments.text("text")
    if call.arguments.has("metadata"):
        message.metadata = checked(call.arguments.parsed("metadata", "invalid_metadata_format"))
    if call.arguments.has("file_ids"):
        message.files = _files(call, channel)
    message.edited = {"user": call.bot.id, "ts": call.slack.timestamps.new(call.now)}
    call.slack.events.changed(channel, message, before)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.described()}


@method("chat.delete", "chat:write", tier=3)
async def delete(call: Call) -> Answer:
    """Take back what the bot said."""
    channel, message = _own_message(call, "cant_delete_message")
    call.team.messages.remove(message)
    call.slack.events.deleted(channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink", most=SPECIAL)
async def permalink(call: Call) -> Answer:
    """Return the address of a message."""
    channel, ts = call.channel(), call.arguments.needed("message_ts")
    if call.team.messages.find(channel.id, ts) is None:
        raise SlackError("message_not_found")
    link = f"https://{call.team.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


async def _target(call: Call) -> Channel:
    """Return where a message goes: a conversation, or a person, whose chat with the bot is opened for it."""
    name = call.arguments.needed("channel")
    user = call.team.users.get(name)
    if user is None:
        return _writable(call, call.channel())
    if user.is_bot:
        raise SlackError("cannot_dm_bot")
    if user.is_gone:
        raise SlackError("channel_not_found")
    return _writable(call, call.slack.direct(call.team, user))


def _writable(call: Call, channel: Channel) -> Channel:
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.bot.id not in channel.members:
        if channel.is_private or not call.installation.has("chat:write.public"):
            raise SlackError("not_in_channel")
        call.needs("chat:write.public")
    if not channel.has_name and any(call.team.users[member].is_gone for member in channel.members):
        raise SlackError("is_archived")
    if channel.kind == "im" and not call.installation.app.has_messages_tab:
        raise SlackError("messages_tab_disabled")
    return channel


def _composed(call: Call, channel: Channel) -> Message:
    """Return the message the arguments make; SlackError for everything that cannot be said."""
    given = call.arguments
    for name in ("username", "icon_emoji", "icon_url"):
        if given.has(name):
            call.needs("chat:write.customize")
    text, blocks, attachments = (
        given.text("text"),
        _blocks(call),
        given.parsed("attachments", "invalid_attachments") or [],
    )
    if given.has("markdown_text") and (text or blocks):
        raise SlackError("markdown_text_conflict")
    text = text or given.text("markdown_text")
    if not text.strip() and not blocks and not attachments:
        raise SlackError("no_text")
    _warn_without_text(call, "a message")
    if len(text) > MOST_TEXT:
        text = text[:MOST_TEXT]
    thread = _thread(call, channel)
    metadata = given.parsed("metadata", "invalid_metadata_format")
    return Message(
        ts=call.slack.timestamps.new(call.now),
        channel_id=channel.id,
        user_id=call.bot.id,
        text=text,
        team_id=call.team.id,
        bot_id=call.bot.bot_id,
        app_id=call.installation.app.id,
        blocks=blocks,
        attachments=attachments,
        metadata=checked(metadata) if metadata is not None else None,
        thread_ts=thread,
        pings=_called(call, text, blocks),
        unfurls=mrkdwn.has_link(text) and given.flag("unfurl_links", default=True),
        is_broadcast=bool(thread) and given.flag("reply_broadcast"),
    )


def _called(call: Call, text: str, blocks: list[dict[str, Any]]) -> frozenset[str]:
    """Whom a message calls: by its blocks where there are any, else by its text."""
    links = call.arguments.flag("link_names") or call.arguments.text("parse") == "full"
    if blocks:
        return mrkdwn.pings_of_blocks(blocks, call.team, links_names=links)
    is_markup = call.arguments.flag("mrkdwn", default=True)
    return mrkdwn.pings(text, call.team, links_names=links) if is_markup else frozenset()


def _thread(call: Call, channel: Channel) -> str:
    thread = call.arguments.text("thread_ts")
    if not thread:
        return ""
    parent = call.team.messages.find(channel.id, thread)
    if parent is None:
        raise SlackError("cannot_reply_to_message")
    return parent.thread_ts or parent.ts


def _blocks(call: Call) -> list[dict[str, Any]]:
    given = call.arguments.parsed("blocks", "invalid_blocks_format")
    if not given:
        return []
    if not isinstance(given, list) or not all(isinstance(block, dict) for block in given):
        raise SlackError("invalid_blocks_format")
    found = check_blocks(given, "message")
    if found:
        raise with_messages("invalid_blocks", found)
    if text_length(given) > ALL_TEXT:
        raise SlackError("msg_blocks_too_long")
    return with_ids(given, call.slack.short_id)


def _warn_without_text(call: Call, what: str) -> None:
    if (
        call.arguments.has("blocks")
        and not (call.arguments.text("text") or call.arguments.text("markdown_text")).strip()
    ):
        call.slack.complain(f"{what} has blocks and no text: notifications and screen readers have nothing to say")


def _files(call: Call, channel: Channel) -> list[dict[str, Any]]:
    """Return the files a message is to carry: the bot's own, uploaded and complete."""
    found = []
    for file_id in filter(None, call.arguments.text("file_ids").split(",")):
        file = call.team.files.find(file_id)
        if file is None or not file.is_complete or file.user_id != call.bot.id:
            raise SlackError("file_not_found")
        file.channels.append(channel.id)
        found.append(file.described())
    return found


def _own_message(call: Call, not_yours: str) -> tuple[Channel, Message]:
    channel = call.channel()
    message = call.team.messages.find(channel.id, call.arguments.needed("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user_id != call.bot.id:
        raise SlackError(not_yours)
    return channel, message
