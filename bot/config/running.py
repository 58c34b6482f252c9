"""The sections about how it is run: what is logged, who is told, what is copied, what other programs reach.

The docstring of a key is its line in `config.example.toml` and in `docs/configuration.md`.
"""

import re
from enum import StrEnum
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from bot.config.kinds import LOOPBACK, Port, Web, address, found_over_tls
from bot.toml_fields import one_of, parsed, wrong
from bot.toml_sections import Section


class SafetySection(Section):
    """Rule packs of your own, beside those that come with the program. docs/operations.md tells more."""

    packs: tuple[str, ...] = ()
    """Pack files, relative to this file; their rules are only counted until `live` names them."""
    live: tuple[str, ...] = ()
    """The ids of their rules that tell people; one with the id of a rule that comes with the program replaces it."""


class LogLevel(StrEnum):
    """How much is logged; never message text, on any level."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """How a line of the log is written."""

    TEXT = "text"
    JSON = "json"


def _mail(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s]+@[^@\s]+", text):
        raise ValueError(f'"{text[:60]}" is not an e-mail address')
    return text


class LogSection(Section):
    """What is logged: ids, kinds and durations, never message text."""

    level: Annotated[LogLevel, one_of(LogLevel)] = LogLevel.INFO
    """debug, info, warning or error."""
    format: Annotated[LogFormat, one_of(LogFormat)] = LogFormat.TEXT
    """`text`, or `json`: one object a line, with ids in fields of their own."""


class EmailSection(Section):
    """How the outside contact is reached by e-mail; the password comes from KITH_SMTP_PASSWORD."""

    host: str = ""
    """The SMTP server; empty sends no e-mail."""
    port: Port = 587
    """The server's port."""
    username: str = ""
    """The name to sign in with; empty does not sign in."""
    sender: Annotated[str, parsed(_mail)] = Field("", alias="from")
    """The address e-mails come from; needed with `host`."""

    @model_validator(mode="after")
    def _has_a_sender(self) -> Self:
        if self.host and not self.sender:
            raise wrong("has a `host` and no `from`: nobody would know who writes.")
        return self


class HealthSection(Section):
    """/healthz says whether it lives; /readyz what needs a person and /metrics, which KITH_HEALTH_TOKEN guards."""

    enabled: bool = False
    """Whether they are served."""
    host: str = "127.0.0.1"
    """The address they are served on; any but this computer's asks for KITH_HEALTH_TOKEN."""
    port: Port = 8440
    """Their port."""


class HeartbeatSection(Section):
    """A sign of life to a service outside: a dead process cannot report itself."""

    url: Web = ""
    """Fetched once a minute while all is well; empty sends none."""


class BackupSection(Section):
    """Copies of the database, made and checked once a day while the bot runs. `kith restore` puts one back."""

    folder: str = ""
    """The folder they go to, best on another disk, relative to this file; empty makes none."""
    daily: Annotated[int, Field(ge=1, le=400)] = 7
    """The newest copy of so many days is kept."""
    weekly: Annotated[int, Field(ge=0, le=400)] = 4
    """The newest copy of so many weeks is kept besides."""


class ExchangeSection(Section):
    """For other programs: module progress and people in as JSON, and people's own sessions for their calendars."""

    enabled: bool = False
    """Whether it is served; `kith token create` lets a program in. docs/exchange.md tells more."""
    host: str = "127.0.0.1"
    """The address it listens on; a TLS proxy on this computer passes on what comes from elsewhere."""
    port: Port = 8460
    """The port it listens on."""
    public_url: Web = ""
    """Where programs and calendars find it, like "https://exchange.example.org"; empty is this computer alone."""
    proxies: tuple[str, ...] = ()
    """Addresses of proxies whose word about who asks is taken, like "127.0.0.1"; empty takes none's."""
    tokens: str = "kith-tokens.json"
    """The file with the tokens' digests, relative to this file; `kith token` writes it."""

    @model_validator(mode="after")
    def _is_found_over_tls(self) -> Self:
        if self.enabled:
            found_over_tls(self.public_url, "exchange")
        return self


class WebhookSection(Section):
    """Tells another program that a case was opened or closed, and nothing about whom; KITH_WEBHOOK_SECRET signs it."""

    url: Annotated[str, address("https://", "http://")] = ""
    """Where it is posted to; `http://` on this computer alone, and redirects are not followed. Empty tells nobody."""

    @model_validator(mode="after")
    def _is_over_tls(self) -> Self:
        if self.url.startswith("http://") and urlsplit(self.url).hostname not in LOOPBACK:
            raise wrong("has a `url` without TLS, and not on this computer.", 'Write `url = "https://…"`.')
        return self
