"""Interactions: what somebody did with the bot, and the rules for answering it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from tests.doubles.discord import message_shapes, shapes
from tests.doubles.discord.broadcast import Broadcast
from tests.doubles.discord.errors import Refused, unknown
from tests.doubles.discord.messages import Message
from tests.doubles.discord.model import Channel, User
from tests.doubles.discord.permissions import IN_PRIVATE, in_channel
from tests.doubles.discord.state import State

FIRST_ANSWER = timedelta(seconds=3)
TOKEN_LIVES = timedelta(minutes=15)


class Act(IntEnum):
    """What somebody did, by Discord's numbers."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    FORM = 5


class Reply(IntEnum):
    """The kinds of first answer, by Discord's numbers."""

    MESSAGE = 4
    LATER = 5
    UPDATE_LATER = 6
    UPDATE = 7
    CHOICES = 8
    FORM = 9


@dataclass(eq=False)
class Interaction:
    """One thing somebody did, and what became of it."""

    id: str
    act: Act
    user: User
    channel: Channel
    data: dict[str, Any]
    at: datetime
    message: Message | None = None
    parent: "Interaction | None" = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(60))
    reply: Reply | None = None
    response: Message | None = None
    is_loading: bool = False
    followups: list[Message] = field(default_factory=list)
    form: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None

    def allowed(self) -> tuple[Reply, ...]:
        """Return the kinds of first answer that fit: a form cannot answer a form."""
        match self.act:
            case Act.AUTOCOMPLETE:
                return (Reply.CHOICES,)
            case Act.COMMAND:
                return (Reply.MESSAGE, Reply.LATER, Reply.FORM)
            case Act.COMPONENT:
                return (Reply.MESSAGE, Reply.LATER, Reply.UPDATE_LATER, Reply.UPDATE, Reply.FORM)
        with_message = (Reply.MESSAGE, Reply.LATER, Reply.UPDATE_LATER, Reply.UPDATE)
        return with_message if self.message is not None else (Reply.MESSAGE, Reply.LATER)

    def has_failed(self, now: datetime) -> bool:
        """Say whether the person was told that the bot did not answer."""
        return self.reply is None and now - self.at >= FIRST_ANSWER


class Interactions:
    """All interactions, and the ephemeral messages that only their people see."""

    def __init__(self, state: State, broadcast: Broadcast, changed: Callable[[], None]) -> None:
        self._state = state
        self._broadcast = broadcast
        self._changed = changed
        self.all: dict[str, Interaction] = {}
        self.private: list[Message] = []
        self.forms: dict[str, Interaction] = {}  # the open form of each person

    def start(self, act: Act, user: User, channel: Channel, data: dict[str, Any], **more: Any) -> Interaction:
        """Note that somebody did something, and tell the bot."""
        now = self._state.clock.now()
        interaction = Interaction(self._state.new_id(), act, user, channel, data, now, **more)
        self.all[interaction.token] = interaction
        self._broadcast.interaction(channel.guild, self._shape(interaction))
        self._changed()
        return interaction

    def to_answer(self, interaction_id: str, token: str) -> Interaction:
        """Return an interaction that can still be answered: within 3 seconds, and once."""
        interaction = self.all.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise unknown("interaction")
        if interaction.reply is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if self._state.clock.now() - interaction.at >= FIRST_ANSWER:
            raise unknown("interaction")
        return interaction

    def to_follow_up(self, application_id: str, token: str) -> Interaction:
        """Return an interaction that can be followed up: answered, and less than 15 minutes old."""
        interaction = self.all.get(token)
        if interaction is None or application_id != self._state.application.id:
            raise unknown("webhook")
        if self._state.clock.now() - interaction.at >= TOKEN_LIVES:
            raise Refused(401, 50027, "Invalid Webhook Token")
        if interaction.reply is None:
            raise unknown("webhook")
        return interaction

    def metadata(self, interaction: Interaction) -> dict[str, Any]:
        """Write what a message says about the interaction it answers."""
        user = shapes.user(interaction.user)
        owners = self._owners(interaction.channel)
        shape: dict[str, Any] = {"id": interaction.id, "type": int(interaction.act), "user": user}
        shape["authorizing_integration_owners"] = owners
        if interaction.act is Act.COMPONENT and interaction.message is not None:
            shape["interacted_message_id"] = interaction.message.id
        if interaction.act is Act.FORM and interaction.parent is not None:
            shape["triggering_interaction_metadata"] = self.metadata(interaction.parent)
        if interaction.act is Act.COMMAND:
            shape["command_type"] = interaction.data["type"]
        return shape

    def _owners(self, channel: Channel) -> dict[str, str]:
        return {"0": channel.guild.id if channel.guild is not None else "0"}

    def _shape(self, interaction: Interaction) -> dict[str, Any]:
        channel = interaction.channel
        shape: dict[str, Any] = {
            "id": interaction.id,
            "application_id": self._state.application.id,
            "type": int(interaction.act),
            "data": interaction.data,
            "channel": {**shapes.channel(channel), "permissions": self._rights(interaction)},
            "channel_id": channel.id,
            "token": interaction.token,
            "version": 1,
            "locale": interaction.user.locale,
            "entitlements": [],
            "authorizing_integration_owners": self._owners(channel),
            "attachment_size_limit": 10485760,
            **self._place(interaction),
        }
        if interaction.message is not None:
            shape["message"] = message_shapes.message(self._state, interaction.message)
        return shape

    def _rights(self, interaction: Interaction) -> str:
        guild = interaction.channel.guild
        if guild is None:
            return str(int(IN_PRIVATE))
        member = guild.members[interaction.user.id]
        return str(int(in_channel(interaction.channel, member, self._state.clock.now())))

    def _place(self, interaction: Interaction) -> dict[str, Any]:
        channel, user = interaction.channel, interaction.user
        if channel.guild is None:
            return {"context": 1, "user": shapes.user(user), "app_permissions": str(int(IN_PRIVATE))}
        guild = channel.guild
        return {
            "context": 0,
            "guild_id": guild.id,
            "guild": {"id": guild.id, "locale": "en-GB", "features": ["COMMUNITY"]},
            "guild_locale": "en-GB",
            "member": {**shapes.member(guild.members[user.id]), "permissions": self._rights(interaction)},
            "app_permissions": str(int(self._broadcast.rights(channel))),
        }
