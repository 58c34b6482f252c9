"""The app as it is registered with Slack, and its installations in workspaces."""

from dataclasses import dataclass, field

from tests.doubles.slack.people import User
from tests.doubles.slack.team import Team

BOT_SCOPES = frozenset(
    {
        *(
            "app_mentions:read",
            "bookmarks:read",
            "bookmarks:write",
            "chat:write",
            "commands",
            "files:read",
            "files:write",
        ),
        *("channels:history", "channels:join", "channels:manage", "channels:read", "chat:write.public"),
        *("groups:history", "groups:read", "groups:write", "im:history", "im:read", "im:write"),
        *("mpim:history", "mpim:read", "mpim:write", "pins:read", "pins:write", "reactions:read", "reactions:write"),
        *("team:read", "usergroups:read", "users:read", "users:read.email"),
    }
)
"""Every scope the double knows a use of."""

BOT_EVENTS = frozenset(
    {
        *("app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked", "team_join", "user_change"),
        *("message.channels", "message.groups", "message.im", "message.mpim", "reaction_added"),
        *("member_joined_channel", "member_left_channel", "channel_archive", "group_archive", "group_deleted"),
    }
)
"""Every event the double can send."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; `should_escape` turns the people and channels typed after it into ids."""

    name: str
    should_escape: bool = True


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in the menu of messages, or in the one behind the lightning."""

    name: str
    callback_id: str
    is_for_messages: bool


@dataclass(slots=True)
class App:
    """What the page of an app says. `request_url` is where it listens when it does not use Socket Mode."""

    id: str
    name: str
    client_id: str
    client_secret: str
    signing_secret: str
    verification_token: str
    scopes: frozenset[str] = BOT_SCOPES
    events: frozenset[str] = BOT_EVENTS
    commands: tuple[Command, ...] = (Command("/peer"), Command("/mentor"), Command("/coord"))
    shortcuts: tuple[Shortcut, ...] = (
        Shortcut("Get help", "get_help", is_for_messages=False),
        Shortcut("Report privately", "report", is_for_messages=True),
    )
    has_home: bool = True
    has_messages_tab: bool = True
    uses_sockets: bool = True
    is_interactive: bool = True
    rotates_tokens: bool = False
    is_for_organisations: bool = False
    redirect_urls: tuple[str, ...] = ()
    request_url: str = ""
    installations: dict[str, "Installation"] = field(default_factory=dict)

    def command(self, name: str) -> Command | None:
        """Return the command of this name, slash included."""
        return next((command for command in self.commands if command.name == name), None)


@dataclass(slots=True)
class Installation:
    """An app in one workspace: its bot user there, and what it may do."""

    app: App
    team: Team
    user: User
    scopes: frozenset[str]
    is_active: bool = True

    def has(self, *scopes: str) -> bool:
        """Whether it has one of these scopes."""
        return any(scope in self.scopes for scope in scopes)
