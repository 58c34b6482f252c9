"""Whom a message mentions, and who is therefore notified."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.doubles.discord.forms import Form
from tests.doubles.discord.model import Channel, Member, Role, User
from tests.doubles.discord.permissions import May, in_channel

USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYONE = re.compile(r"@(everyone|here)\b")
KINDS = ("users", "roles", "everyone")


@dataclass(frozen=True)
class Mentions:
    """Who is mentioned so that it notifies: by id, by role, or all."""

    users: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    everyone: bool = False

    def notify(self, member: Member) -> bool:
        """Say whether a member is notified."""
        return self.everyone or member.id in self.users or not member.role_ids.isdisjoint(self.roles)


@dataclass(frozen=True)
class Writing:
    """A text somebody wrote in a channel, with what they allowed it to mention."""

    text: str
    channel: Channel
    author: User
    allowed: dict[str, Any] | None = None
    replies_to: User | None = None


def found_in(writing: Writing, now: datetime) -> Mentions:
    """Return the mentions that fire; code blocks and backslashes protect nobody here."""
    users = [one for one in USER.findall(writing.text) if _may(writing, "users", one)]
    answered = writing.replies_to
    if answered is not None and (writing.allowed or {}).get("replied_user", writing.allowed is None):
        users.append(answered.id)
    if writing.channel.guild is None:
        return Mentions(tuple(dict.fromkeys(users)))
    everyone = bool(EVERYONE.search(writing.text)) and _may(writing, "everyone", "") and _may_mention_all(writing, now)
    roles = [one for one in ROLE.findall(writing.text) if _may(writing, "roles", one) and _fires(writing, one, now)]
    return Mentions(tuple(dict.fromkeys(users)), tuple(dict.fromkeys(roles)), everyone)


def _may(writing: Writing, kind: str, wanted: str) -> bool:
    if writing.allowed is None:
        return True
    listed = [str(one) for one in writing.allowed.get(kind) or []] if kind != "everyone" else []
    return kind in (writing.allowed.get("parse") or []) or wanted in listed


def _may_mention_all(writing: Writing, now: datetime) -> bool:
    member = writing.channel.in_guild.members.get(writing.author.id)
    return member is not None and May.MENTION_EVERYONE in in_channel(writing.channel, member, now)


def _fires(writing: Writing, role_id: str, now: datetime) -> bool:
    role: Role | None = writing.channel.in_guild.roles.get(role_id)
    return role is not None and (role.is_mentionable or _may_mention_all(writing, now))


def check_allowed(allowed: dict[str, Any] | None, form: Form, at: str = "allowed_mentions") -> None:
    """Check the `allowed_mentions` of a request."""
    if allowed is None:
        return
    parse = allowed.get("parse") or []
    for place, one in enumerate(parse):
        form.choice((at, "parse", place), one, KINDS)
    for kind in ("users", "roles"):
        listed = allowed.get(kind) or []
        form.length((at, kind), listed, 0, 100)
        if listed and kind in parse:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            form.wrong((at,), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
