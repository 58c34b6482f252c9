"""What an app says through a response_url, and in the acknowledgement of a command."""

from typing import TYPE_CHECKING, Any

from tests.doubles.slack import mrkdwn
from tests.doubles.slack.apps import Installation
from tests.doubles.slack.blocks import check_blocks, with_ids
from tests.doubles.slack.errors import SlackError, with_messages
from tests.doubles.slack.messages import Message
from tests.doubles.slack.metadata import checked
from tests.doubles.slack.triggers import Address

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble

_KNOWN = {
    *("text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts", "metadata"),
    *("unfurl_links", "unfurl_media", "mrkdwn", "link_names", "parse"),
}


def respond(slack: "SlackDouble", ticket: str, payload: Any) -> dict[str, Any]:
    """Take one of the five answers an address is good for."""
    if not isinstance(payload, dict):
        raise SlackError("invalid_payload")
    address = slack.addresses.use(ticket, slack.clock.now())
    if not address.installation.is_active:
        raise SlackError("account_inactive")
    original = _original(address)
    if payload.get("delete_original"):
        if original is not None:
            address.installation.team.messages.remove(original)
        return {"ok": True}
    message = said(slack, address.installation, address.channel_id, payload)
    message.only_for = "" if payload.get("response_type") == "in_channel" else address.user_id
    if payload.get("replace_original") and original is not None:
        original.text, original.blocks, original.metadata = message.text, message.blocks, message.metadata
        return {"ok": True}
    address.installation.team.messages.add(message)
    return {"ok": True}


def said(slack: "SlackDouble", installation: Installation, channel_id: str, payload: dict[str, Any]) -> Message:
    """Return the message a payload makes; SlackError where Slack would not show it."""
    for name in sorted(set(payload) - _KNOWN):
        slack.complain(f"a response has no {name}")
    text, blocks = str(payload.get("text") or ""), payload.get("blocks") or []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    found = check_blocks(blocks, "message")
    if found:
        raise with_messages("invalid_blocks", found)
    if not text.strip() and not blocks:
        raise SlackError("no_text")
    if not text.strip():
        slack.complain("a response has blocks and no text: notifications and screen readers have nothing to say")
    metadata = payload.get("metadata")
    by_blocks = mrkdwn.pings_of_blocks(blocks, installation.team, links_names=False)
    called = by_blocks if blocks else mrkdwn.pings(text, installation.team, links_names=False)
    return Message(
        ts=slack.timestamps.new(slack.clock.now()),
        channel_id=channel_id,
        user_id=installation.user.id,
        text=text,
        team_id=installation.team.id,
        bot_id=installation.user.bot_id,
        app_id=installation.app.id,
        blocks=with_ids(blocks, slack.short_id),
        thread_ts=str(payload.get("thread_ts") or ""),
        metadata=checked(metadata) if metadata is not None else None,
        pings=called,
    )


def _original(address: Address) -> Message | None:
    messages, ts = address.installation.team.messages, address.message_ts
    return messages.private(address.channel_id, ts, address.user_id) or messages.find(address.channel_id, ts)
