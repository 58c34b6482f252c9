"""Tokens: who they belong to, what they may do, and why they may no longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.doubles.slack.apps import App, Installation
from tests.doubles.slack.errors import SlackError
from tests.doubles.slack.ids import Ids

LIVES = timedelta(hours=12)
"""How long a rotating token is good for."""
CODE_LIVES = timedelta(minutes=10)


@dataclass(slots=True)
class Token:
    """A bot token (with its installation) or an app-level one (without)."""

    value: str
    app: App
    scopes: frozenset[str]
    installation: Installation | None = None
    expires_at: datetime | None = None
    is_revoked: bool = False
    refresh: str = ""


@dataclass(slots=True)
class Code:
    """What comes back from Slack's consent page; good once."""

    value: str
    installation: Installation
    made_at: datetime
    redirect_uri: str
    is_used: bool = False


class Keyring:
    """Every token and code Slack has given out."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._tokens: dict[str, Token] = {}
        self._codes: dict[str, Code] = {}

    def bot(self, installation: Installation, now: datetime) -> Token:
        """Make a bot token; where the app rotates them, one that expires."""
        rotates = installation.app.rotates_tokens
        value = ("xoxe.xoxb-" if rotates else "xoxb-") + self._ids.secret()
        token = Token(value, installation.app, installation.scopes, installation)
        if rotates:
            token.expires_at, token.refresh = now + LIVES, "xoxe-" + self._ids.secret()
        self._tokens[value] = token
        return token

    def app_level(self, app: App, scopes: frozenset[str] = frozenset({"connections:write"})) -> Token:
        """Make an app-level token."""
        token = Token(f"xapp-1-{app.id}-{self._ids.secret()}", app, scopes)
        self._tokens[token.value] = token
        return token

    def code(self, installation: Installation, redirect_uri: str, now: datetime) -> Code:
        """Make the code that a consent page sends back."""
        code = Code(self._ids.secret(), installation, now, redirect_uri)
        self._codes[code.value] = code
        return code

    def find_code(self, value: str) -> Code | None:
        """Return a code; whoever takes it marks it used."""
        return self._codes.get(value)

    def refreshed(self, refresh: str, now: datetime) -> Token | None:
        """Take a refresh token, once: a new token is made, the old one lives until it expires."""
        for token in list(self._tokens.values()):
            if refresh and token.refresh == refresh and not token.is_revoked and token.installation is not None:
                token.refresh = ""
                return self.bot(token.installation, now)
        return None

    def of(self, installation: Installation) -> list[Token]:
        """Every token of an installation."""
        return [token for token in self._tokens.values() if token.installation is installation]

    def valid(self, value: str | None, now: datetime) -> Token:
        """Return the token a request carries; SlackError names what is wrong with it."""
        if not value:
            raise SlackError("not_authed")
        token = self._tokens.get(value)
        if token is None:
            raise SlackError("invalid_auth")
        if token.is_revoked:
            raise SlackError("token_revoked")
        if token.installation is not None and not token.installation.is_active:
            raise SlackError("account_inactive")
        if token.expires_at is not None and now >= token.expires_at:
            raise SlackError("token_expired")
        return token
