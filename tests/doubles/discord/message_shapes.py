"""Messages as Discord writes them in JSON, with and without what the message-content intent guards."""

from typing import TYPE_CHECKING, Any

from tests.doubles.discord import shapes
from tests.doubles.discord.clock import iso
from tests.doubles.discord.content import EPHEMERAL

if TYPE_CHECKING:
    from tests.doubles.discord.messages import Message
    from tests.doubles.discord.state import State

GUARDED = {"content": "", "embeds": [], "attachments": [], "components": []}


def message(state: "State", one: "Message", *, sees_content: bool = True) -> dict[str, Any]:
    """Write a message; without the intent the bot still sees its own, private ones and those that mention it."""
    draft = one.draft
    shape: dict[str, Any] = {
        "id": one.id,
        "channel_id": one.channel.id,
        "type": draft.kind,
        "author": shapes.user(one.author),
        "content": draft.content,
        "embeds": draft.embeds,
        "attachments": draft.attachments,
        "components": draft.components,
        "flags": draft.flags | (EPHEMERAL if one.is_ephemeral else 0),
        "timestamp": iso(one.at),
        "edited_timestamp": iso(one.edited_at) if one.edited_at else None,
        "mentions": [shapes.user(state.users[each]) for each in one.mentions.users if each in state.users],
        "mention_roles": list(one.mentions.roles),
        "mention_everyone": one.mentions.everyone,
        "pinned": one.pinned_at is not None,
        "tts": False,
        **_more(state, one),
    }
    return shape if sees_content or not is_guarded(state, one) else {**shape, **GUARDED}


def is_guarded(state: "State", one: "Message") -> bool:
    """Say whether a message's content is hidden from a bot without the message-content intent."""
    in_private = one.channel.guild is None
    return not (in_private or one.author is state.bot or state.bot.id in one.mentions.users)


def _more(state: "State", one: "Message") -> dict[str, Any]:
    draft, more = one.draft, dict[str, Any]()
    if one.author is state.bot and draft.interaction is not None:
        more |= {"interaction_metadata": draft.interaction, "webhook_id": state.application.id}
        more |= {"application_id": state.application.id}
    if draft.replies_to is not None:
        more["message_reference"] = _reference(draft.replies_to)
        if draft.kind == 19:
            more["referenced_message"] = message(state, draft.replies_to) if not draft.replies_to.is_deleted else None
    if one.reactions:
        more["reactions"] = [_reaction(state, emoji, people) for emoji, people in one.reactions.items()]
    return more


def _reference(to: "Message") -> dict[str, Any]:
    shape: dict[str, Any] = {"type": 0, "channel_id": to.channel.id, "message_id": to.id}
    return {**shape, "guild_id": to.channel.guild.id} if to.channel.guild else shape


def _reaction(state: "State", emoji: str, people: list[str]) -> dict[str, Any]:
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(people),
        "count_details": {"burst": 0, "normal": len(people)},
        "burst_colors": [],
        "me_burst": False,
        "me": state.bot.id in people,
        "burst_me": False,
        "burst_count": 0,
    }


def sent(state: "State", one: "Message", *, sees_content: bool) -> dict[str, Any]:
    """Write a message as the gateway tells of it: with the server, the author's membership and the nonce."""
    shape = message(state, one, sees_content=sees_content)
    if one.draft.nonce is not None:
        shape["nonce"] = one.draft.nonce
    guild = one.channel.guild
    if guild is None:
        return {**shape, "channel_type": 1}
    author = guild.members.get(one.author.id)
    if author is not None and one.draft.interaction is None:
        shape["member"] = shapes.member(author, with_user=False)
    for mentioned in shape["mentions"]:
        if mentioned["id"] in guild.members:
            mentioned["member"] = shapes.member(guild.members[mentioned["id"]], with_user=False)
    return {**shape, "guild_id": guild.id, "channel_type": int(one.channel.kind)}
