"""What somebody does with the app: commands, buttons, forms, shortcuts; and what the app's answer does to them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.doubles.slack import mrkdwn
from tests.doubles.slack.apps import Installation, Shortcut
from tests.doubles.slack.channels import Channel
from tests.doubles.slack.messages import Message
from tests.doubles.slack.people import User
from tests.doubles.slack.post import Parcel, ParcelKind, Receipt
from tests.doubles.slack.responses import said
from tests.doubles.slack.views import View

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble

Content = dict[str, Any]


@dataclass(slots=True)
class Interactions:
    """Makes the payloads of one person in one workspace and hands them over."""

    slack: "SlackDouble"
    installation: Installation
    user: User

    async def command(self, channel: Channel, name: str, text: str, *, escaped: bool) -> Receipt:
        """Type a slash command in a conversation; the app may answer at once, to this person alone."""
        app, team = self.installation.app, self.installation.team
        self.slack.used_scopes.add("commands")
        payload = {
            "token": app.verification_token,
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": channel.id,
            "channel_name": channel.name if channel.has_name else "directmessage",
            "user_id": self.user.id,
            "user_name": self.user.name,
            "command": name,
            "text": mrkdwn.resolved(mrkdwn.escape(text), team, with_names=True) if escaped else text,
            "api_app_id": app.id,
            "is_enterprise_install": "false",
            "response_url": self._address(channel),
            "trigger_id": self._trigger(),
        }
        receipt = await self.slack.post.hand_over(Parcel(ParcelKind.COMMAND, payload, takes_answer=True))
        if receipt.answer:
            message = said(self.slack, self.installation, channel.id, receipt.answer)
            message.only_for = "" if receipt.answer.get("response_type") == "in_channel" else self.user.id
            team.messages.add(message)
        return receipt

    async def message_action(self, message: Message, action: Content) -> Receipt:
        """Press something on a message."""
        channel = self.installation.team.channels[message.channel_id]
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": bool(message.only_for),
        }
        payload = self._base("block_actions") | {
            "container": container | ({"thread_ts": message.thread_ts} if message.is_reply else {}),
            "trigger_id": self._trigger(),
            "channel": {"id": channel.id, "name": channel.name if channel.has_name else "directmessage"},
            "state": {"values": {}},
            "response_url": self._address(channel, message.ts),
            "actions": [action],
        }
        if not message.only_for:
            payload["message"] = message.described()
        return await self._interactive(payload)

    async def view_action(self, view: View, action: Content) -> Receipt:
        """Press something in a form or on the App Home."""
        payload = self._base("block_actions") | {
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self._trigger(view.id),
            "view": view.described(),
            "actions": [action],
        }
        return await self._interactive(payload)

    async def submit(self, view: View) -> Receipt:
        """Send a form in; only this takes an answer."""
        payload = self._base("view_submission") | {"trigger_id": self._trigger(view.id), "view": view.described()}
        return await self._interactive(payload | {"response_urls": []}, takes_answer=True)

    async def closed(self, view: View, *, is_cleared: bool) -> Receipt:
        """Close a form whose app wants to know."""
        return await self._interactive(self._base("view_closed") | {"view": view.described(), "is_cleared": is_cleared})

    async def shortcut(self, shortcut: Shortcut) -> Receipt:
        """Choose an entry behind the lightning."""
        payload = self._base("shortcut") | {"callback_id": shortcut.callback_id, "trigger_id": self._trigger()}
        return await self._interactive(payload | {"action_ts": self._now()})

    async def message_shortcut(self, shortcut: Shortcut, message: Message) -> Receipt:
        """Choose an entry of a message's menu."""
        channel = self.installation.team.channels[message.channel_id]
        payload = self._base("message_action") | {
            "callback_id": shortcut.callback_id,
            "trigger_id": self._trigger(),
            "action_ts": self._now(),
            "message_ts": message.ts,
            "message": message.described(),
            "channel": {"id": channel.id, "name": channel.name if channel.has_name else "directmessage"},
            "response_url": self._address(channel, message.ts),
        }
        return await self._interactive(payload)

    async def _interactive(self, payload: Content, *, takes_answer: bool = False) -> Receipt:
        return await self.slack.post.hand_over(Parcel(ParcelKind.INTERACTIVE, payload, takes_answer))

    def _base(self, kind: str) -> Content:
        team, app = self.installation.team, self.installation.app
        return {
            "type": kind,
            "team": {"id": team.id, "domain": team.domain},
            "user": {"id": self.user.id, "username": self.user.name, "name": self.user.name, "team_id": team.id},
            "api_app_id": app.id,
            "token": app.verification_token,
            "is_enterprise_install": False,
            "enterprise": None,
        }

    def _trigger(self, view_id: str = "") -> str:
        return self.slack.triggers.new(self.installation, self.user.id, self.slack.clock.now(), view_id)

    def _address(self, channel: Channel, message_ts: str = "") -> str:
        address = self.slack.addresses.new(self.installation, self.user.id, channel.id, self.slack.clock.now())
        address.message_ts = message_ts
        return f"{self.slack.root}/commands/{address.ticket}"

    def _now(self) -> str:
        return self.slack.timestamps.new(self.slack.clock.now())
