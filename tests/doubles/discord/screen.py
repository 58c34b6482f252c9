"""What Discord shows one person: channels by permission, private chats, ephemeral answers, an open form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.doubles.discord import modals
from tests.doubles.discord.components import SELECTS, Type, walk
from tests.doubles.discord.interactions import Interaction
from tests.doubles.discord.messages import Message
from tests.doubles.discord.model import Channel, User
from tests.doubles.discord.permissions import May, in_channel

if TYPE_CHECKING:
    from tests.doubles.discord.double import Discord


@dataclass(frozen=True)
class Seen:
    """A message as one person sees it."""

    message: Message
    viewer: User
    is_thinking: bool = False

    @property
    def text(self) -> str:
        """The text of it, with the text displays of newer layouts; embeds are not in it."""
        return self.message.text.strip()

    @property
    def embeds(self) -> list[dict[str, Any]]:
        """The embeds."""
        return self.message.draft.embeds

    @property
    def whole(self) -> str:
        """Everything that can be read: text, embeds, labels of buttons and options."""
        return "\n".join([self.text, *self._embedded(), *self.buttons, *self.options])

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons, in order."""
        return [label_of(one) for one in self._components() if one["type"] == Type.BUTTON]

    @property
    def enabled(self) -> list[str]:
        """The labels of the buttons that can be pressed."""
        shown = [one for one in self._components() if one["type"] == Type.BUTTON]
        return [label_of(one) for one in shown if not one.get("disabled") and one.get("custom_id")]

    @property
    def options(self) -> list[str]:
        """The labels of what can be picked from selects, in order."""
        selects = [one for one in self._components() if one["type"] == Type.SELECT]
        return [option["label"] for one in selects for option in one["options"]]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The selects."""
        return [one for one in self._components() if one["type"] in SELECTS]

    @property
    def by(self) -> str:
        """Who wrote it."""
        return self.message.author.name

    @property
    def is_private(self) -> bool:
        """Whether nobody else sees it: "Only you can see this"."""
        return self.message.is_ephemeral

    @property
    def is_edited(self) -> bool:
        """Whether it was changed."""
        return self.message.edited_at is not None

    @property
    def is_pinned(self) -> bool:
        """Whether it is pinned."""
        return self.message.pinned_at is not None

    @property
    def notifies(self) -> bool:
        """Whether the viewer was notified because it mentions them; private messages always notify."""
        guild = self.message.channel.guild
        if self.message.author is self.viewer:
            return False
        if guild is None:
            return True
        member = guild.members.get(self.viewer.id)
        return member is not None and self.message.mentions.notify(member)

    def __contains__(self, text: str) -> bool:
        """Say whether it can be read anywhere in it."""
        return text in self.whole

    def __str__(self) -> str:
        """Write who wrote what."""
        return f"{self.by}: {self.whole}"

    def _components(self) -> list[dict[str, Any]]:
        return [one for _, one in walk(self.message.draft.components)]

    def _embedded(self) -> Iterator[str]:
        for embed in self.embeds:
            yield from (embed.get("title", ""), embed.get("description", ""))
            for field in embed.get("fields", []):
                yield from (field["name"], field["value"])
            yield from ((embed.get("author") or {}).get("name", ""), (embed.get("footer") or {}).get("text", ""))


def label_of(button: dict[str, Any]) -> str:
    """Return what a button reads: its label, or else its emoji."""
    return str(button.get("label") or (button.get("emoji") or {}).get("name", ""))


@dataclass(frozen=True)
class Modal:
    """An open form."""

    interaction: Interaction

    @property
    def shape(self) -> dict[str, Any]:
        """The form as the bot sent it."""
        assert self.interaction.form is not None
        return self.interaction.form

    @property
    def title(self) -> str:
        """What stands above it."""
        return str(self.shape["title"])

    @property
    def inputs(self) -> dict[str, dict[str, Any]]:
        """The inputs by the label above them."""
        return dict(modals.inputs(self.shape))

    @property
    def labels(self) -> list[str]:
        """The labels, in order."""
        return list(self.inputs)


@dataclass(frozen=True)
class Screen:
    """Everything one person can look at now."""

    places: dict[str, tuple[Channel, list[Seen]]]
    private: list[Seen]
    modal: Modal | None
    failures: list[Interaction]

    def __getitem__(self, place: Channel) -> list[Seen]:
        """Return the messages of a place in order, ephemeral ones among them; empty where it is not seen."""
        kept = self.places.get(place.id, (place, []))[1]
        here = [one for one in self.private if one.message.channel is place]
        return sorted([*kept, *here], key=lambda one: int(one.message.id))

    def __contains__(self, place: Channel) -> bool:
        """Say whether a place is shown at all."""
        return place.id in self.places

    @property
    def channels(self) -> list[str]:
        """The names of the channels and threads that are shown."""
        return [channel.name for channel, _ in self.places.values() if channel.guild is not None]

    @property
    def everything(self) -> list[Seen]:
        """All messages of all places, oldest first."""
        kept = [one for _, messages in self.places.values() for one in messages]
        return sorted([*kept, *self.private], key=lambda one: int(one.message.id))

    @property
    def chat(self) -> list[Seen]:
        """The private chat with the bot, in order."""
        return next((self[channel] for channel, _ in self.places.values() if channel.guild is None), [])


def screen_of(discord: "Discord", user: User) -> Screen:
    """Look over somebody's shoulder."""
    now = discord.clock.now()
    loading = {one.response for one in discord.interactions.all.values() if one.is_loading}
    places = {}
    for channel in discord.state.channels.values():
        if (messages := _read(discord, channel, user)) is not None:
            places[channel.id] = (channel, [Seen(one, user, one in loading) for one in messages])
    private = [Seen(one, user, one in loading) for one in discord.interactions.private if one.draft.only_for is user]
    opened = discord.interactions.forms.get(user.id)
    failures = [one for one in discord.interactions.all.values() if one.user is user and one.has_failed(now)]
    return Screen(places, private, Modal(opened) if opened else None, failures)


def _read(discord: "Discord", channel: Channel, user: User) -> list[Message] | None:
    if channel.guild is None:
        return list(channel.messages.values()) if channel.recipient is user else None
    member = channel.guild.members.get(user.id)
    if member is None or channel.guild.is_unavailable:
        return None
    rights = in_channel(channel, member, discord.clock.now())
    if May.VIEW_CHANNEL not in rights:
        return None
    return list(channel.messages.values()) if May.READ_MESSAGE_HISTORY in rights else []
