"""A workspace as tests furnish it: people, channels, the app."""

from typing import TYPE_CHECKING

from tests.doubles.slack.apps import Installation
from tests.doubles.slack.channels import Channel, ChannelKind
from tests.doubles.slack.people import User
from tests.doubles.slack.person import Person
from tests.doubles.slack.team import Team
from tests.doubles.slack.tokens import Code, Token

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble


class Workspace:
    """The tests' hand on one workspace."""

    def __init__(self, slack: "SlackDouble", team: Team) -> None:
        self.slack, self.team = slack, team
        self.id = team.id

    @property
    def installation(self) -> Installation:
        """The app here."""
        return self.slack.app.installations[self.id]

    @property
    def token(self) -> Token:
        """The newest bot token."""
        return self.slack.keyring.of(self.installation)[-1]

    @property
    def bot_token(self) -> str:
        """The newest bot token, as it is sent."""
        return self.token.value

    def install(self, scopes: frozenset[str] | None = None) -> Token:
        """Put the app in, with the scopes it asks for or fewer."""
        return self.slack.keyring.bot(self._installed(scopes), self.slack.clock.now())

    def consent(self, redirect_uri: str, scopes: frozenset[str] | None = None) -> Code:
        """Say yes on the page that asks; the app gets a code and has to make a token of it."""
        return self.slack.keyring.code(self._installed(scopes), redirect_uri, self.slack.clock.now())

    def _installed(self, scopes: frozenset[str] | None) -> Installation:
        app, ids = self.slack.app, self.slack.ids
        known = app.installations.get(self.id)
        granted = app.scopes if scopes is None else scopes
        if known is not None:
            for token in [] if known.is_active else self.slack.keyring.of(known):
                token.is_revoked = True  # what was taken away does not come back with a new consent
            known.scopes, known.is_active = granted, True
            return known
        user = User(ids.new("U"), self.id, app.name.lower(), app.name, bot_id=ids.new("B"))
        self.team.users[user.id] = user
        app.installations[self.id] = Installation(app, self.team, user, granted)
        return app.installations[self.id]

    def uninstall(self) -> None:
        """Take the app out."""
        self.slack.uninstall(self.installation)

    def revoke_tokens(self) -> None:
        """End every token, and tell the app."""
        for token in self.slack.keyring.of(self.installation):
            token.is_revoked = True
        self.slack.events.revoked(self.installation)

    def person(self, name: str, *, tz: str | None = "Europe/Berlin", locale: str = "en-US") -> Person:
        """Make somebody who is here already."""
        user = User(self.slack.ids.new("U"), self.id, name, name.title(), tz, locale, f"{name}@example.org")
        self.team.users[user.id] = user
        return Person(self.slack, self.team, user)

    def channel(self, name: str, *people: Person, is_private: bool = False, with_bot: bool = True) -> Channel:
        """Make a channel with these people in it, and the bot."""
        members = [person.user.id for person in people]
        if with_bot:
            members.append(self.installation.user.id)
        kind = ChannelKind.PRIVATE if is_private else ChannelKind.PUBLIC
        creator = members[0] if members else "U0NOBODY"
        created = int(self.slack.clock.now().timestamp())
        channel = Channel(self.slack.ids.new("C"), self.id, kind, name, creator, created, members)
        self.team.channels[channel.id] = channel
        return channel
