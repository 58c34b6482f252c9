"""conversations.history and conversations.replies: what was said, page by page."""

from tests.doubles.slack.errors import SlackError
from tests.doubles.slack.ids import read
from tests.doubles.slack.messages import Message
from tests.doubles.slack.methods.registry import Answer, Call, method, page


@method("conversations.history", "channels:history", "groups:history", "im:history", "mpim:history", tier=3)
async def history(call: Call) -> Answer:
    """Return what stands in a channel, the newest first; answers in threads are not among it."""
    channel = call.own_channel()
    call.needs_for(channel, "history")
    said = [message for message in call.team.messages.main(channel.id) if _is_wanted(call, message)]
    shown, cursor = page(said, call.arguments, default=100, most=999)
    return {**_page(call, shown, cursor), "pin_count": len(channel.pins)}


@method("conversations.replies", "channels:history", "groups:history", "im:history", "mpim:history", tier=3)
async def replies(call: Call) -> Answer:
    """Return a message and what was answered to it, the oldest first."""
    channel, ts = call.own_channel(), call.arguments.needed("ts")
    call.needs_for(channel, "history")
    whole = call.team.messages.thread(channel.id, ts)
    if not whole:
        raise SlackError("thread_not_found")
    said = [message for message in whole if message.ts == ts or _is_wanted(call, message)]
    shown, cursor = page(said, call.arguments, default=999, most=1000)
    return _page(call, shown, cursor)


def _is_wanted(call: Call, message: Message) -> bool:
    """Whether a message lies between `oldest` and `latest`; the borders themselves only if `inclusive`."""
    at = read(message.ts) or 0
    for name, is_too_far in (("oldest", lambda border: at < border), ("latest", lambda border: at > border)):
        if not call.arguments.has(name):
            continue
        border = read(call.arguments.text(name))
        if border is None:
            raise SlackError(f"invalid_ts_{name}")
        if is_too_far(border) or (at == border and not call.arguments.flag("inclusive")):
            return False
    return True


def _page(call: Call, shown: list[Message], cursor: str) -> Answer:
    with_metadata = call.arguments.flag("include_all_metadata")
    answer: Answer = {
        "messages": [message.described(with_metadata=with_metadata) for message in shown],
        "has_more": bool(cursor),
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})
