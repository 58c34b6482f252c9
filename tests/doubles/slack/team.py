"""One workspace: its people, conversations, messages, files and open views."""

from tests.doubles.slack.channels import Channel, ChannelKind
from tests.doubles.slack.files import Files
from tests.doubles.slack.messages import Messages
from tests.doubles.slack.people import User
from tests.doubles.slack.views import Views


class Team:
    """Everything of one workspace; nothing of another is reachable from here."""

    def __init__(self, id: str, name: str, domain: str) -> None:
        self.id, self.name, self.domain = id, name, domain
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.messages, self.files, self.views = Messages(), Files(), Views()

    def described(self) -> dict[str, str]:
        """Return the team object of team.info."""
        return {"id": self.id, "name": self.name, "domain": self.domain}

    def user_named(self, name: str) -> User | None:
        """Return somebody by the name people write after an @."""
        wanted = name.removeprefix("@").casefold()
        return next((user for user in self.users.values() if user.name.casefold() == wanted), None)

    def channel_named(self, name: str) -> Channel | None:
        """Return a channel by its name, archived ones included."""
        wanted = name.removeprefix("#")
        return next((c for c in self.channels.values() if c.has_name and c.name == wanted), None)

    def between(self, *user_ids: str) -> Channel | None:
        """Return the private chat of exactly these people."""
        for channel in self.channels.values():
            if not channel.has_name and set(channel.members) == set(user_ids):
                return channel
        return None

    def chats_of(self, user_id: str) -> list[Channel]:
        """Return every conversation somebody is in."""
        return [channel for channel in self.channels.values() if user_id in channel.members]

    def can_see(self, user_id: str, channel: Channel) -> bool:
        """Whether somebody may know of a conversation."""
        return channel.kind is ChannelKind.PUBLIC or user_id in channel.members
