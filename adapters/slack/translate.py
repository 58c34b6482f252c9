"""What Slack tells of messages and people, as the core's events. Pure.

Ids of events come from Slack's own, so that the same thing told twice is handled once.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from adapters.slack.directory import PLATFORM
from adapters.slack.mrkdwn import typed
from bot.events import Account, MemberJoined, MemberLeft, MessageEdited, MessageReceived, Place

Told = Mapping[str, Any]
_WRITTEN: Final = ("", "file_share", "thread_broadcast", "me_message")
"""Subtypes of what somebody wrote themselves."""
DIRECT: Final = "im"


def is_by_a_person(message: Told) -> bool:
    """Whether somebody wrote this themselves: no app, no notice of Slack's own."""
    return bool(message.get("user")) and not message.get("bot_id") and message.get("subtype", "") in _WRITTEN


def place_of(event: Told, team_id: str) -> Place:
    """Return where a message was written; `event` has its channel and what kind that is."""
    message = event.get("message") or event
    is_direct = event.get("channel_type") == DIRECT
    return Place(PLATFORM, team_id, str(event["channel"]), str(message.get("thread_ts") or ""), is_direct)


def received(event: Told, team_id: str) -> MessageReceived:
    """Return a message somebody wrote."""
    ts, shared = str(event["ts"]), "" if event.get("text") else _shared(event)
    return MessageReceived(
        f"message:{event['channel']}:{ts}",
        moment(ts),
        Account(PLATFORM, team_id, str(event["user"])),
        place_of(event, team_id),
        ts,
        shared or _words(event),
        _answered(event, team_id),
        bool(shared),
    )


def edited(event: Told, team_id: str) -> MessageEdited | None:
    """Return how somebody changed a message; None when Slack only added a preview to it, or an app changed its own."""
    message, before = event.get("message") or {}, event.get("previous_message") or {}
    at = (message.get("edited") or {}).get("ts")
    if not at or at == (before.get("edited") or {}).get("ts") or not is_by_a_person(message):
        return None
    ts = str(message["ts"])
    by = Account(PLATFORM, team_id, str(message["user"]))
    id, text = f"edit:{event['channel']}:{ts}:{at}", _words(message)
    return MessageEdited(id, moment(at), by, place_of(event, team_id), ts, text)


def joined(event: Told, team_id: str, event_id: str) -> MemberJoined | None:
    """Return that somebody entered a workspace."""
    user = event.get("user") or {}
    if user.get("is_bot"):
        return None
    return MemberJoined(f"event:{event_id}", moment(event["event_ts"]), Account(PLATFORM, team_id, str(user["id"])))


def left(event: Told, team_id: str, event_id: str) -> MemberLeft | None:
    """Return that somebody's account was closed; Slack tells it as a change of their profile, as any other."""
    user = event.get("user") or {}
    if user.get("is_bot") or not user.get("deleted"):
        return None
    return MemberLeft(f"event:{event_id}", moment(event["event_ts"]), Account(PLATFORM, team_id, str(user["id"])))


def moment(ts: object) -> datetime:
    """Return when something with this timestamp happened."""
    whole, _, part = str(ts).partition(".")
    return datetime.fromtimestamp(int(whole), UTC) + timedelta(microseconds=int(part.ljust(6, "0")[:6] or 0))


def _words(message: Told) -> str:
    """Return everything somebody put into words: the text, and what they call and say of a file."""
    texts = [typed(str(message.get("text") or ""))]
    for file in message.get("files") or []:
        texts += [str(file.get("alt_txt") or ""), str(file.get("title") or "") if _is_titled(file) else ""]
    return "\n".join(text for text in texts if text)


def _is_titled(file: Told) -> bool:
    """Whether somebody gave a file a title; without one it is the file's name."""
    return file.get("title") != file.get("name")


def _shared(message: Told) -> str:
    """Return the words of other messages that somebody shares without a word of their own."""
    shares = [one for one in message.get("attachments") or [] if one.get("is_share") or one.get("is_msg_unfurl")]
    return "\n".join(typed(str(one.get("text") or "")) for one in shares if one.get("text"))


def _answered(event: Told, team_id: str) -> Account | None:
    user = str(event.get("parent_user_id") or "")
    return Account(PLATFORM, team_id, user) if user else None
