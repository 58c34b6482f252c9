"""What Discord tells of messages and people, as the core's events. Pure.

Ids of events come from Discord's own, so that the same thing told twice is handled once.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import discord

from adapters.discord.directory import PLATFORM
from bot.events import Account, MemberJoined, MemberLeft, MessageEdited, MessageReceived, Place

Told = Mapping[str, Any]
_PLAIN, _ANSWER = 0, 19
_FORWARD: Final = 1
THREADS: Final = frozenset({10, 11, 12})


def is_by_a_person(message: Told) -> bool:
    """Whether somebody wrote this themselves: no bot, no webhook, no notice of the platform's own."""
    author = message.get("author") or {}
    is_written = message.get("type", _PLAIN) in (_PLAIN, _ANSWER)
    return bool(author.get("id")) and not author.get("bot") and not message.get("webhook_id") and is_written


def received(message: Told, workspace: str, place: Place) -> MessageReceived:
    """Return a message somebody wrote; its text is empty where Discord keeps it from us."""
    is_quoted = (message.get("message_reference") or {}).get("type") == _FORWARD
    return MessageReceived(
        f"message:{message['id']}",
        made_at(message["id"]),
        Account(PLATFORM, workspace, str(message["author"]["id"])),
        place,
        str(message["id"]),
        _forwarded(message) if is_quoted else _words(message),
        _answered(message, workspace),
        is_quoted,
    )


def edited(message: Told, workspace: str, place: Place) -> MessageEdited | None:
    """Return how somebody changed a message; None when Discord only added a preview."""
    if not message.get("edited_timestamp"):
        return None
    at = datetime.fromisoformat(message["edited_timestamp"])
    return MessageEdited(
        f"edit:{message['id']}:{int(at.timestamp() * 1000)}",
        at,
        Account(PLATFORM, workspace, str(message["author"]["id"])),
        place,
        str(message["id"]),
        _words(message),
    )


def titled(thread: Told, place: Place) -> MessageEdited | None:
    """Return the title somebody opened a thread with, as words of theirs that are no message; None for old threads."""
    if not thread.get("newly_created") or not thread.get("owner_id"):
        return None
    by, at = Account(PLATFORM, place.workspace, str(thread["owner_id"])), made_at(thread["id"])
    return MessageEdited(f"title:{thread['id']}", at, by, place, "", str(thread.get("name") or ""))


def joined(told: Told) -> MemberJoined | None:
    """Return that somebody entered a server."""
    if told["user"].get("bot"):
        return None
    by = Account(PLATFORM, str(told["guild_id"]), str(told["user"]["id"]))
    at = datetime.fromisoformat(told["joined_at"])
    return MemberJoined(f"join:{by.id}:{int(at.timestamp() * 1000)}", at, by)


def left(told: Told, mark: str, at: datetime) -> MemberLeft | None:
    """Return that somebody left a server; `mark` tells this time from others, since Discord gives no moment."""
    if told["user"].get("bot"):
        return None
    by = Account(PLATFORM, str(told["guild_id"]), str(told["user"]["id"]))
    return MemberLeft(f"leave:{by.id}:{mark}", at, by)


def made_at(snowflake: str | int) -> datetime:
    """Return when something of Discord's was made, by its id."""
    return discord.utils.snowflake_time(int(snowflake))


def _forwarded(message: Told) -> str:
    texts = [_words(each.get("message") or {}) for each in message.get("message_snapshots") or []]
    return "\n".join(text for text in texts if text)


def _words(message: Told) -> str:
    """Return everything somebody put into words: the text, a poll's question and answers, what describes a file."""
    poll = message.get("poll") or {}
    asked = [poll.get("question") or {}, *(answer.get("poll_media") or {} for answer in poll.get("answers") or [])]
    texts = [message.get("content"), *(media.get("text") for media in asked)]
    texts += [attachment.get("description") for attachment in message.get("attachments") or []]
    return "\n".join(str(text) for text in texts if text)


def _answered(message: Told, workspace: str) -> Account | None:
    author = (message.get("referenced_message") or {}).get("author") or {}
    if message.get("type") != _ANSWER or not author.get("id") or author.get("bot"):
        return None
    return Account(PLATFORM, workspace, str(author["id"]))
