"""conversations.*: finding conversations, and who is in them."""

from tests.doubles.slack.channels import Channel, ChannelKind
from tests.doubles.slack.errors import SlackError
from tests.doubles.slack.methods.registry import Answer, Call, method, page

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_MOST_IN_A_CHAT = 8


@method("conversations.info", *_READ, tier=3)
async def info(call: Call) -> Answer:
    """Describe a conversation."""
    channel = call.channel()
    call.needs_for(channel, "read")
    shown = channel.described(call.bot.id)
    if not call.arguments.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


@method("conversations.members", *_READ, tier=4)
async def members(call: Call) -> Answer:
    """List who is in a conversation."""
    channel = call.channel()
    call.needs_for(channel, "read")
    shown, cursor = page(channel.members, call.arguments, default=100)
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


@method("conversations.list", *_READ, tier=2)
async def everything(call: Call) -> Answer:
    """List conversations the bot may know of."""
    seen = [c for c in call.team.channels.values() if call.team.can_see(call.bot.id, c)]
    return _listed(call, seen)


@method("users.conversations", *_READ, tier=3)
async def of_a_person(call: Call) -> Answer:
    """List the conversations somebody (the bot itself, by default) is in, as far as the bot may know of them."""
    user_id = call.arguments.text("user", call.bot.id)
    seen = [c for c in call.team.chats_of(user_id) if call.team.can_see(call.bot.id, c)]
    return _listed(call, seen)


def _listed(call: Call, channels: list[Channel]) -> Answer:
    by_word = {kind.list_word: kind for kind in ChannelKind}
    words = call.arguments.text("types", "public_channel").split(",")
    if any(word.strip() not in by_word for word in words):
        raise SlackError("invalid_types")
    kinds = {by_word[word.strip()] for word in words}
    for kind in kinds:
        call.needs(f"{kind.value}:read")
    hides_archived = call.arguments.flag("exclude_archived")
    wanted = [c for c in channels if c.kind in kinds and not (hides_archived and c.is_archived)]
    shown, cursor = page(wanted, call.arguments, default=100)
    listed = [channel.described(call.bot.id) for channel in shown]
    return {"channels": listed, "response_metadata": {"next_cursor": cursor}}


@method("conversations.open", "im:write", "mpim:write", tier=3)
async def open_chat(call: Call) -> Answer:
    """Open the private chat with somebody, or one of several people."""
    if call.arguments.has("channel"):
        channel = call.channel()
        if channel.has_name:
            raise SlackError("method_not_supported_for_channel_type")
        return _opened(call, channel, was_there=True)
    names = [name.strip() for name in call.arguments.text("users").split(",") if name.strip()]
    if not names:
        raise SlackError("users_list_not_supplied")
    others = [call.team.users.get(name) for name in dict.fromkeys(names) if name != call.bot.id]
    users = [user for user in others if user is not None]
    if len(users) != len(others):
        raise SlackError("user_not_found")
    if len(users) > _MOST_IN_A_CHAT:
        raise SlackError("too_many_users")
    if not users or any(user.is_bot for user in users):
        raise SlackError("cannot_dm_bot")
    if any(user.is_gone for user in users):
        raise SlackError("user_disabled")
    call.needs("im:write" if len(users) == 1 else "mpim:write")
    ids = [call.bot.id, *(user.id for user in users)]
    known = call.team.between(*ids)
    if known is None and call.arguments.flag("prevent_creation"):
        raise SlackError("channel_not_found")
    return _opened(call, known or call.slack.chat(call.team, ids), was_there=known is not None)


def _opened(call: Call, channel: Channel, *, was_there: bool) -> Answer:
    answer: Answer = {"channel": {"id": channel.id}}
    if call.arguments.flag("return_im"):
        answer["channel"] = channel.described(call.bot.id)
    return answer | ({"no_op": True, "already_open": True} if was_there else {})


@method("conversations.join", "channels:join", tier=3)
async def join(call: Call) -> Answer:
    """Enter a public channel."""
    channel = call.channel()
    if channel.kind is not ChannelKind.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.bot.id not in channel.members:
        call.slack.enter(channel, call.bot, inviter=None)
    return {"channel": channel.described(call.bot.id)}
