"""Somebody in a workspace, as tests act as them: they can do what Slack's client lets them, and see what it shows."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.doubles.slack import forms, mrkdwn
from tests.doubles.slack.apps import Shortcut
from tests.doubles.slack.channels import Channel
from tests.doubles.slack.forms import NoSuchThing
from tests.doubles.slack.interactions import Interactions
from tests.doubles.slack.messages import Message
from tests.doubles.slack.people import User
from tests.doubles.slack.post import Fate, Receipt
from tests.doubles.slack.sight import Eyes, SeenForm, SeenMessage, Sight, pressable, seen_form, seen_home, seen_message
from tests.doubles.slack.team import Team
from tests.doubles.slack.views import View

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble

Spot = Channel | str
"""A conversation, or `"#name"`."""
Said = Message | SeenMessage
Where = Said | str
"""A message, the `"form"` on top, or the `"home"`."""
Content = dict[str, Any]


class Person:
    """One human being. What they do waits until the app has answered, or failed to in time."""

    def __init__(self, slack: "SlackDouble", team: Team, user: User) -> None:
        self.slack, self.team, self.user = slack, team, user
        self.id = user.id
        self.troubles: list[str] = []

    @property
    def direct(self) -> Channel:
        """Their private chat with the app."""
        return self.slack.direct(self.team, self.user)

    @property
    def _doing(self) -> Interactions:
        return Interactions(self.slack, self.slack.app.installations[self.team.id], self.user)

    async def says(self, spot: Spot, text: str, *, reply_to: Said | None = None) -> Message:
        """Write in a conversation, or in the thread of a message."""
        channel = self._in(spot)
        thread = "" if reply_to is None else reply_to.ts
        parent = self.team.messages.find(channel.id, thread) if thread else None
        message = Message(
            ts=self.slack.timestamps.new(self.slack.clock.now()),
            channel_id=channel.id,
            user_id=self.id,
            text=mrkdwn.typed(text, self.team),
            team_id=self.team.id,
            thread_ts=thread if parent is None else parent.thread_ts or parent.ts,
            client_msg_id=self.slack.ids.secret(),
        )
        self.team.messages.add(message)
        self.slack.events.said(channel, message)
        await self.slack.told()
        return message

    async def edits(self, message: Message, text: str) -> None:
        """Change what they wrote."""
        self._own(message)
        before = message.described()
        message.text = mrkdwn.typed(text, self.team)
        message.edited = {"user": self.id, "ts": self.slack.timestamps.new(self.slack.clock.now())}
        self.slack.events.changed(self.team.channels[message.channel_id], message, before)
        await self.slack.told()

    async def deletes(self, message: Message) -> None:
        """Take back what they wrote."""
        self._own(message)
        self.team.messages.remove(message)
        self.slack.events.deleted(self.team.channels[message.channel_id], message)
        await self.slack.told()

    async def reacts(self, message: Said, name: str) -> None:
        """Put an emoji below a message."""
        channel = self._in(self.team.channels[message.channel_id])
        found = self._message(message)
        found.reactions.setdefault(name, []).append(self.id)
        self.slack.events.reacted(channel, found, self.user, name)
        await self.slack.told()

    async def presses(self, where: Where, label: str) -> Receipt:
        """Press a button of a message, of the `"form"` on top, or of the `"home"`."""
        block, element = self._element(where, lambda element: element.get("text", {}).get("text") == label, label)
        kept = {key: element[key] for key in ("action_id", "type", "text", "value", "style", "url") if key in element}
        return await self._acts(where, {**kept, "block_id": block["block_id"], "action_ts": self._now()})

    async def selects(self, where: Where, label: str) -> Receipt:
        """Choose from the list that offers this."""

        def offers(element: Content) -> bool:
            try:
                return bool(forms.option(element, label))
            except NoSuchThing:
                return False

        block, element = self._element(where, offers, label)
        chosen = {"selected_option": forms.option(element, label)}
        kept = {"action_id": element["action_id"], "type": element["type"], "block_id": block["block_id"]}
        return await self._acts(where, {**kept, **chosen, "action_ts": self._now()})

    async def runs(self, text: str, spot: Spot | None = None) -> Receipt:
        """Type a slash command, in the private chat with the app if nowhere else is said."""
        name, _, rest = text.partition(" ")
        command = self.slack.app.command(name)
        if command is None:
            raise NoSuchThing(f"the app has no command {name}")
        channel = self.direct if spot is None else self._in(spot)
        receipt = await self._doing.command(channel, name, rest.strip(), escaped=command.should_escape)
        return self._felt(receipt, name)

    async def uses(self, name: str, message: Said | None = None) -> Receipt:
        """Choose a shortcut: of a message, or the global one."""
        for shortcut in self.slack.app.shortcuts:
            if shortcut.name == name and shortcut.is_for_messages == (message is not None):
                return self._felt(await self._shortcut(shortcut, message), name)
        raise NoSuchThing(f"the app has no shortcut {name!r} here")

    async def _shortcut(self, shortcut: Shortcut, message: Said | None) -> Receipt:
        if message is None:
            return await self._doing.shortcut(shortcut)
        return await self._doing.message_shortcut(shortcut, self._message(message))

    async def opens_home(self, tab: str = "home") -> None:
        """Look at the app's page."""
        self.slack.events.opened_home(self._doing.installation, self.user, self.direct, tab)
        await self.slack.told()

    async def submits(self, values: Mapping[str, Any] | None = None) -> Receipt | None:
        """Fill in the form on top, by label, and send it; None where Slack's client itself found something missing."""
        view = self._form()
        forms.prefilled(view)
        for label, value in (values or {}).items():
            forms.fill_in(view, label, value)
        view.errors = forms.faults(view)
        if view.errors:
            return None
        receipt = self._felt(await self._doing.submit(view), "the form")
        if receipt.is_good and (trouble := forms.answered(self.slack, view, receipt.answer)):
            self.slack.complain(f"the answer to a submission: {trouble}")
            self.troubles.append("We had some trouble connecting. Try again?")
        return receipt

    async def closes(self) -> None:
        """Close the form on top without sending it."""
        view = self._form()
        self.team.views.stack(self.id).remove(view)
        if view.content.get("notify_on_close"):
            await self._doing.closed(view, is_cleared=False)

    async def joins(self, channel: Channel) -> None:
        """Enter a public channel."""
        assert not channel.is_private, "nobody enters a private channel by themselves"
        self.slack.enter(channel, self.user, inviter=None)
        await self.slack.told()

    async def leaves(self, channel: Channel) -> None:
        """Leave a channel."""
        self.slack.leave(self._in(channel), self.user)
        await self.slack.told()

    async def archives(self, channel: Channel) -> None:
        """Put a channel away."""
        assert self.id in channel.members, "only who is in a channel puts it away"
        channel.is_archived = True
        self.slack.events.archived(channel, self.user)
        await self.slack.told()

    async def destroys(self, channel: Channel) -> None:
        """Delete a private channel for good, as owners of a workspace may."""
        self.slack.events.gone(channel, self.user)
        del self.team.channels[channel.id]
        await self.slack.told()

    async def arrives(self) -> None:
        """Enter the workspace."""
        self.user.is_gone = False
        self.slack.events.arrived(self.team, self.user)
        await self.slack.told()

    async def goes(self) -> None:
        """Leave the workspace for good, as Slack says it: the account is deactivated."""
        self.user.is_gone = True
        for channel in self.team.chats_of(self.id):
            if channel.has_name:
                self.slack.leave(channel, self.user)
        self.slack.events.changed_person(self.team, self.user)
        await self.slack.told()

    def sees(self) -> Sight:
        """Return what is before their eyes now."""
        home = self.team.views.home(self.id, self.slack.app.id)
        return Sight(
            channels={c.name: self._read(c) for c in self.team.chats_of(self.id) if c.id != self.direct.id},
            direct=self._read(self.direct),
            home=seen_home(home, self._eyes) if home is not None else None,
            form=self.window,
            troubles=list(self.troubles),
        )

    @property
    def window(self) -> SeenForm | None:
        """The form on top, if one is open."""
        top = self.team.views.top(self.id)
        if top is None:
            return None
        forms.prefilled(top)
        return seen_form(top, self._eyes)

    def _read(self, channel: Channel) -> list[SeenMessage]:
        said = [m for m in self.team.messages.of(channel.id) if m.only_for in ("", self.id)]
        return [seen_message(m, self.team.users[m.user_id].name, self._eyes) for m in said]

    @property
    def _eyes(self) -> Eyes:
        return Eyes(lambda text: mrkdwn.shown(text, self.team, self.user), self._part)

    def _part(self, part: Content) -> str:
        """Return what they read of a part of rich text."""
        match part:
            case {"type": "user", "user_id": user_id}:
                return f"@{self.team.users[user_id].name}"
            case {"type": "date", "timestamp": int(seconds), "format": str(tokens)}:
                return mrkdwn.date(seconds, tokens, self.user)
            case {"type": "link", "url": url}:
                return str(part.get("text") or url)
            case {"type": "broadcast", "range": crowd}:
                return f"@{crowd}"
            case {"type": "emoji", "name": name}:
                return f":{name}:"
            case _:
                return str(part.get("text", ""))

    async def _acts(self, where: Where, action: Content) -> Receipt:
        if isinstance(where, str):
            return self._felt(await self._doing.view_action(self._view(where), action), "the button")
        return self._felt(await self._doing.message_action(self._message(where), action), "the button")

    def _felt(self, receipt: Receipt, what: str) -> Receipt:
        if receipt.fate is not Fate.ACKNOWLEDGED:
            self.troubles.append(f"{what} failed with the error “{receipt.fate.value}”")
        return receipt

    def _element(self, where: Where, fits: Callable[[Content], bool], label: str) -> tuple[Content, Content]:
        blocks = self._view(where).content["blocks"] if isinstance(where, str) else self._message(where).blocks
        for block, element in pressable(blocks):
            if fits(element):
                return block, element
        raise NoSuchThing(f"there is no {label!r} to press or choose here")

    def _view(self, where: str) -> View:
        view = self.team.views.home(self.id, self.slack.app.id) if where == "home" else self._form()
        if view is None:
            raise NoSuchThing("the app has no page for them")
        return view

    def _form(self) -> View:
        view = self.team.views.top(self.id)
        if view is None:
            raise NoSuchThing("no form is open before them")
        return view

    def _message(self, message: Said) -> Message:
        messages, channel_id = self.team.messages, message.channel_id
        found = messages.find(channel_id, message.ts) or messages.private(channel_id, message.ts, self.id)
        if found is None or self.id not in self.team.channels[channel_id].members:
            raise NoSuchThing("they do not see this message (any more)")
        return found

    def _in(self, spot: Spot) -> Channel:
        channel = self.team.channel_named(spot) if isinstance(spot, str) else spot
        if channel is None or self.id not in channel.members or channel.is_archived:
            raise NoSuchThing("they cannot write there")
        return channel

    def _own(self, message: Message) -> None:
        if message.user_id != self.id:
            raise NoSuchThing("it is not theirs")

    def _now(self) -> str:
        return self.slack.timestamps.new(self.slack.clock.now())
