"""Events as the app is told of them: only those it subscribed to, may read, and is there for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.doubles.slack.apps import Installation
from tests.doubles.slack.channels import Channel
from tests.doubles.slack.messages import Message
from tests.doubles.slack.people import User
from tests.doubles.slack.post import Parcel, ParcelKind
from tests.doubles.slack.team import Team

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble
    from tests.doubles.slack.person import Person

_SCOPES = {
    "app_mention": "app_mentions:read",
    "team_join": "users:read",
    "user_change": "users:read",
    "channel_archive": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "reaction_added": "reactions:read",
}
Content = dict[str, Any]


@dataclass(slots=True)
class Events:
    """Tells the app what happened; everything is told in the background, as in life."""

    slack: "SlackDouble"

    def said(self, channel: Channel, message: Message) -> None:
        """Somebody, or the bot itself, said something."""
        if message.only_for:
            return
        self._in(channel, {**message.described(), **self._where(channel, message.ts)})
        for installation in self.slack.app.installations.values():
            called = f"<@{installation.user.id}" in message.text and not message.bot_id
            if installation.team.id == channel.team_id and called and channel.has_name:
                self._tell(installation, {**message.described(), "type": "app_mention", "channel": channel.id})

    def changed(self, channel: Channel, message: Message, before: Content) -> None:
        """A message says something else now."""
        ts = self.slack.timestamps.new(self.slack.clock.now())
        content = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": ts}
        content |= {"message": message.described(), "previous_message": before}
        self._in(channel, {**content, **self._where(channel, ts)})

    def deleted(self, channel: Channel, message: Message) -> None:
        """A message is gone."""
        ts = self.slack.timestamps.new(self.slack.clock.now())
        content = {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": ts}
        content |= {"deleted_ts": message.ts, "previous_message": message.described()}
        self._in(channel, {**content, **self._where(channel, ts)})

    def entered(self, channel: Channel, user: User, inviter: User | None) -> None:
        """Somebody is in a channel now."""
        content = {"type": "member_joined_channel", "user": user.id, "channel": channel.id, "team": channel.team_id}
        content |= {"channel_type": channel.kind.event_word[0].upper()}
        self._in(channel, content | ({"inviter": inviter.id} if inviter is not None else {}))

    def left(self, channel: Channel, user: User) -> None:
        """Somebody is in a channel no longer."""
        content = {"type": "member_left_channel", "user": user.id, "channel": channel.id, "team": channel.team_id}
        self._in(channel, content | {"channel_type": channel.kind.event_word[0].upper()})

    def archived(self, channel: Channel, user: User) -> None:
        """A channel was put away."""
        kind = "channel_archive" if not channel.is_private else "group_archive"
        self._in(channel, {"type": kind, "channel": channel.id, "user": user.id})

    def gone(self, channel: Channel, user: User) -> None:
        """A private channel was deleted for good."""
        self._in(channel, {"type": "group_deleted", "channel": channel.id, "user": user.id})

    def arrived(self, team: Team, user: User) -> None:
        """Somebody is in the workspace now."""
        self._everywhere(team, {"type": "team_join", "user": self._described(user)})

    def changed_person(self, team: Team, user: User) -> None:
        """Somebody's profile changed, or they left."""
        self._everywhere(team, {"type": "user_change", "user": self._described(user)})

    def opened_home(self, installation: Installation, user: User, channel: Channel, tab: str) -> None:
        """Somebody looks at the app's page."""
        view = installation.team.views.home(user.id, installation.app.id)
        content: Content = {"type": "app_home_opened", "user": user.id, "channel": channel.id, "tab": tab}
        self._tell(installation, content | ({"view": view.described()} if view is not None and tab == "home" else {}))

    def reacted(self, channel: Channel, message: Message, user: User, name: str) -> None:
        """Somebody put an emoji below a message."""
        item = {"type": "message", "channel": channel.id, "ts": message.ts}
        content = {"type": "reaction_added", "user": user.id, "reaction": name, "item": item}
        self._in(channel, content | {"item_user": message.user_id})

    def uninstalled(self, installation: Installation) -> None:
        """The app was taken out of a workspace."""
        self._tell(installation, {"type": "app_uninstalled"}, even_gone=True)

    def revoked(self, installation: Installation) -> None:
        """Tokens were ended."""
        content = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installation.user.id]}}
        self._tell(installation, content, even_gone=True)

    def message(self, person: "Person", channel: Channel, text: str) -> Parcel:
        """Write down what would be told if somebody said something, for tests that carry it there themselves."""
        said = Message(
            ts=self.slack.timestamps.new(self.slack.clock.now()),
            channel_id=channel.id,
            user_id=person.id,
            text=text,
            team_id=channel.team_id,
        )
        content = {**said.described(), **self._where(channel, said.ts)}
        installation = self.slack.app.installations[channel.team_id]
        return Parcel(ParcelKind.EVENT, self._wrapped(installation, content))

    def _described(self, user: User) -> Content:
        return user.described(self.slack.clock.now(), with_email=self.slack.has_scope(user.team_id, "users:read.email"))

    @staticmethod
    def _where(channel: Channel, ts: str) -> Content:
        return {"channel": channel.id, "channel_type": channel.kind.event_word, "event_ts": ts}

    def _in(self, channel: Channel, content: Content) -> None:
        for installation in self.slack.app.installations.values():
            leaving = content.get("user") == installation.user.id
            if installation.team.id == channel.team_id and (installation.user.id in channel.members or leaving):
                self._tell(installation, content, channel)

    def _everywhere(self, team: Team, content: Content) -> None:
        for installation in self.slack.app.installations.values():
            if installation.team is team:
                self._tell(installation, content)

    def _tell(
        self, installation: Installation, content: Content, channel: Channel | None = None, *, even_gone: bool = False
    ) -> None:
        is_wanted, scope = _wanted_by(installation, content, channel)
        if not is_wanted or not (installation.is_active or even_gone):
            return
        self.slack.used_scopes |= {scope} - {""}
        content.setdefault("event_ts", self.slack.timestamps.new(self.slack.clock.now()))
        parcel = Parcel(ParcelKind.EVENT, self._wrapped(installation, content))
        self.slack.tell(parcel)

    def _wrapped(self, installation: Installation, content: Content) -> Content:
        app, team = installation.app, installation.team
        bot = {"team_id": team.id, "user_id": installation.user.id, "is_bot": True}
        return {
            "token": app.verification_token,
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": None,
            "api_app_id": app.id,
            "event": content,
            "type": "event_callback",
            "event_id": self.slack.ids.new("Ev"),
            "event_time": int(self.slack.clock.now().timestamp()),
            "authorizations": [{"enterprise_id": None, "is_enterprise_install": False, **bot}],
            "is_ext_shared_channel": False,
            "event_context": f"4-{self.slack.ids.secret()}",
        }


def _wanted_by(installation: Installation, content: Content, channel: Channel | None) -> tuple[bool, str]:
    """Whether the app subscribed to an event and may hear of it, and the scope it needs for that."""
    name = content["type"]
    word, scope = name, _SCOPES.get(name, "")
    if channel is not None and name == "message":
        word, scope = f"message.{channel.kind.value}", f"{channel.kind.value}:history"
    elif channel is not None and name.startswith("member_"):
        scope = f"{channel.kind.value}:read"
    return word in installation.app.events and (not scope or installation.has(scope)), scope
