"""Slack's text: what a reader sees of it, whom it calls, and what becomes of what people type."""

import html
import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.doubles.slack.people import User
from tests.doubles.slack.team import Team

_ENTITY = re.compile(r"<([^<>\n]+)>")
_TYPED_PERSON = re.compile(r"(?<![\w<@])@([a-z0-9._-]+)")
_TYPED_CHANNEL = re.compile(r"(?<![\w<#&])#([a-z0-9_-]+)")
_TYPED_LINK = re.compile(r"https?://[^\s<>|]+")
_CROWDS = ("channel", "here", "everyone", "group")
_DATE = re.compile(r"\{(\w+)\}")


def shown(text: str, team: Team, reader: User) -> str:
    """Return what somebody reads: names for ids, moments on their clock, labels for links; styles stay as typed."""
    return html.unescape(_ENTITY.sub(lambda found: _entity(found[1], team, reader), text))


def _entity(inside: str, team: Team, reader: User) -> str:
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@":
            user = team.users.get(target[1:])
            return f"@{user.name}" if user is not None else f"<{inside}>"
        case "#":
            channel = team.channels.get(target[1:])
            return "#private" if channel is None or not team.can_see(reader.id, channel) else f"#{channel.name}"
        case "!":
            return _special(target[1:], label, reader)
        case _ if target.startswith(("http://", "https://", "mailto:")):
            return label or target
    return f"<{inside}>"


def _special(command: str, label: str, reader: User) -> str:
    if command in _CROWDS:
        return f"@{command}"
    parts = command.split("^")
    if parts[0] == "date" and len(parts) in (3, 4) and parts[1].isdigit() and label:
        return date(int(parts[1]), parts[2], reader)
    return label or f"<!{command}>"


def date(seconds: int, tokens: str, reader: User) -> str:
    """Write a moment as the reader's client does."""
    at = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(reader.tz or "UTC"))
    styles = {
        "date_num": f"{at:%Y-%m-%d}",
        "date": f"{at:%B} {at.day}, {at.year}",
        "date_short": f"{at:%b} {at.day}, {at.year}",
        "date_long": f"{at:%A}, {at:%B} {at.day}, {at.year}",
        "time": f"{at:%H:%M}",
        "time_secs": f"{at:%H:%M:%S}",
    }
    styles |= {f"{name}_pretty": styles[name] for name in ("date", "date_short", "date_long")}
    return _DATE.sub(lambda found: styles.get(found[1], found[0]), tokens)


def pings(text: str, team: Team, *, links_names: bool = True) -> frozenset[str]:
    """Return whom a text calls: ids of people, and words for crowds. Bare @names count where names are linked."""
    found = set()
    for inside in _ENTITY.findall(text):
        target = inside.partition("|")[0]
        if target.startswith("@") or (target[:1] == "!" and target[1:] in _CROWDS) or target.startswith("!subteam^"):
            found.add(target[1:])
    if links_names:
        for name in _TYPED_PERSON.findall(_ENTITY.sub("", text)):
            user = team.user_named(name)
            found |= {name} if name in _CROWDS else {user.id} if user is not None else set()
    return frozenset(found)


def pings_of_blocks(blocks: list[dict[str, Any]], team: Team, *, links_names: bool) -> frozenset[str]:
    """Return whom blocks call: by their mrkdwn texts, and by the people and crowds in their rich text."""
    found: set[str] = set()
    for part in _parts(blocks):
        match part:
            case {"type": "mrkdwn" | "markdown", "text": str(text)}:
                found |= pings(text, team, links_names=links_names)
            case {"type": "user", "user_id": str(name)} | {"type": "broadcast", "range": str(name)}:
                found.add(name)
            case {"type": "usergroup", "usergroup_id": str(name)}:
                found.add(f"subteam^{name}")
    return frozenset(found)


def _parts(value: Any) -> list[dict[str, Any]]:
    match value:
        case dict():
            return [value, *(found for part in value.values() for found in _parts(part))]
        case list():
            return [found for part in value for found in _parts(part)]
    return []


def has_link(text: str) -> bool:
    """Whether there is something to make a preview of."""
    return bool(re.search(r"https?://", text))


def typed(text: str, team: Team) -> str:
    """Return what a client sends of what somebody typed: entities escaped, names and links resolved."""
    escaped = escape(text)
    linked = _TYPED_LINK.sub(lambda found: f"<{found[0]}>", escaped)
    return resolved(linked, team)


def escape(text: str) -> str:
    """Escape the three characters that mean something to Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def resolved(text: str, team: Team, *, with_names: bool = False) -> str:
    """Put ids in the place of @people and #channels somebody typed; commands get the names beside them."""

    def person(found: re.Match[str]) -> str:
        user = team.user_named(found[1])
        if user is None:
            return f"<!{found[1]}>" if found[1] in _CROWDS else found[0]
        return f"<@{user.id}|{user.name}>" if with_names else f"<@{user.id}>"

    def channel(found: re.Match[str]) -> str:
        known = team.channel_named(found[1])
        return found[0] if known is None else f"<#{known.id}|{known.name}>"

    return _TYPED_CHANNEL.sub(channel, _TYPED_PERSON.sub(person, text))
