"""The operator's configuration: one file without secrets, and the secrets from the environment.

The docstring of a key is its line in `config.example.toml` and in `docs/configuration.md`.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from bot.errors import BadInput, Fault
from bot.toml_fields import Section, one_of, parsed, validated, wrong
from bot.toml_file import Key, TomlFile, read_toml

KEY_LENGTH = 32
"""Characters a key must have at least."""


class LogLevel(StrEnum):
    """How much is logged; never message text, on any level."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class GroupRoom(StrEnum):
    """Where a group meets that has no channel yet."""

    THREAD = "thread"
    CHANNEL = "channel"


def _database(text: str) -> str:
    if not text.startswith(("sqlite+aiosqlite:///", "postgresql+psycopg://")):
        raise ValueError(
            f'"{text[:20]}…" is not a database like "sqlite+aiosqlite:///kith.sqlite3" or '
            '"postgresql+psycopg://kith@host/kith"'
        )
    return text


def _address(*schemes: str) -> Any:
    def read(text: str) -> str:
        if text and not text.startswith(schemes):
            raise ValueError(f'"{text[:60]}" is not an address that begins with {" or ".join(schemes)}')
        return text

    return parsed(read)


def _mail(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s]+@[^@\s]+", text):
        raise ValueError(f'"{text[:60]}" is not an e-mail address')
    return text


def _snowflake(text: str) -> str:
    if not re.fullmatch(r"\d{15,20}", text):
        raise ValueError(f'"{text[:60]}" is not the id of a server: 15 to 20 digits')
    return text


Port = Annotated[int, Field(ge=1, le=65535)]
Web = Annotated[str, _address("https://", "http://")]


class DatabaseSection(Section):
    """Where everything is kept."""

    url: Annotated[str, parsed(_database)] = "sqlite+aiosqlite:///kith.sqlite3"
    """SQLite file or PostgreSQL server; a password belongs in PGPASSWORD, not here."""


class LocalSection(Section):
    """The chat workspace in the browser, for trying things out."""

    enabled: bool = True
    """Whether the workspace is served."""
    host: str = "127.0.0.1"
    """The address it listens on; it has no login, so leave it on this computer."""
    port: Port = 8400
    """The port it listens on."""


class DiscordSection(Section):
    """Discord; the bot's token comes from KITH_DISCORD_TOKEN."""

    enabled: bool = False
    """Whether the bot is on Discord."""
    guilds: tuple[Annotated[str, parsed(_snowflake)], ...] = ()
    """The ids of the servers it is there for, as cohort files name them in `workspace`; needed with `enabled`."""
    message_content: bool = False
    """Whether it reads messages in the listed channels; needs the switch Message Content Intent at Discord."""
    members: bool = False
    """Whether it hears who joins and leaves; needs the switch Server Members Intent at Discord."""
    groups: Annotated[GroupRoom, one_of(GroupRoom)] = GroupRoom.THREAD
    """What the bot makes for a group without `channel`: a private `thread` in the cohort's channel, or a `channel`."""
    api_base: Web = ""
    """Another address for Discord's REST API; empty is Discord's own."""
    gateway_url: Annotated[str, _address("wss://", "ws://")] = ""
    """Another address for Discord's gateway; empty is Discord's own."""

    @model_validator(mode="after")
    def _has_a_server(self) -> Self:
        if self.enabled and not self.guilds:
            raise wrong(
                "is enabled and names no server.",
                'Write `guilds = ["…"]`: right-click the server in Discord, Copy Server ID (with developer mode on).',
            )
        return self


class SlackSection(Section):
    """Slack; its tokens come from KITH_SLACK_BOT_TOKEN and KITH_SLACK_APP_TOKEN."""

    enabled: bool = False
    """Whether the bot is on Slack."""
    api_base: Web = ""
    """Another address for Slack's API; empty is Slack's own."""


class LogSection(Section):
    """What is logged: ids, kinds and durations, never message text."""

    level: Annotated[LogLevel, one_of(LogLevel)] = LogLevel.INFO
    """debug, info, warning or error."""


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


class HeartbeatSection(Section):
    """A sign of life to a service outside: a dead process cannot report itself."""

    url: Web = ""
    """Fetched once a minute while all is well; empty sends none."""


class Config(Section):
    """The whole file. `cohorts` are paths, made absolute from the file's folder."""

    cohorts: tuple[str, ...] = ()
    """Cohort files to open, relative to this file."""
    database: DatabaseSection = DatabaseSection()
    local: LocalSection = LocalSection()
    discord: DiscordSection = DiscordSection()
    slack: SlackSection = SlackSection()
    log: LogSection = LogSection()
    email: EmailSection = EmailSection()
    heartbeat: HeartbeatSection = HeartbeatSection()


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not stand in a file. None is ever shown."""

    key: str = field(repr=False)
    smtp_password: str = field(default="", repr=False)
    discord_token: str = field(default="", repr=False)
    slack_bot_token: str = field(default="", repr=False)
    slack_app_token: str = field(default="", repr=False)


def load_config(path: Path) -> Config:
    """Read a configuration; BadInput tells every fault at once, with its line."""
    return config_from(read_toml(path))


def load_secrets(environment: Mapping[str, str] = os.environ) -> Secrets:
    """Read the secrets from the environment; BadInput says which is missing and how to make it."""
    key = environment.get("KITH_KEY", "")
    make = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))' and keep it safe."
    if not key:
        raise BadInput([Fault("environment", 0, "KITH_KEY", "is missing; it encrypts what people write.", make)])
    if len(key) < KEY_LENGTH:
        raise BadInput([Fault("environment", 0, "KITH_KEY", f"is shorter than {KEY_LENGTH} characters.", make)])
    names = ("KITH_SMTP_PASSWORD", "KITH_DISCORD_TOKEN", "KITH_SLACK_BOT_TOKEN", "KITH_SLACK_APP_TOKEN")
    return Secrets(key, *(environment.get(name, "") for name in names))


def config_from(file: TomlFile) -> Config:
    """Check what was read and return the configuration; BadInput tells every fault at once, with its line."""
    faults = [*_secrets(file), *_missing_cohorts(file)]
    try:
        config = validated(file, Config)
    except BadInput as error:
        named = {fault.key for fault in faults}
        faults += [fault for fault in error.faults if fault.key not in named]
    if faults:
        raise BadInput(sorted(faults, key=lambda fault: fault.line))
    return config.model_copy(update={"cohorts": tuple(str(_beside(file, cohort)) for cohort in config.cohorts)})


def _missing_cohorts(file: TomlFile) -> Iterator[Fault]:
    cohorts = file.data.get("cohorts", ())
    for number, cohort in enumerate(cohorts if isinstance(cohorts, tuple) else ()):
        if isinstance(cohort, str) and not _is_file(_beside(file, cohort)):
            yield file.fault(("cohorts", number), f'There is no file "{cohort}".', "Paths start at this file's folder.")


def _beside(file: TomlFile, path: str) -> Path:
    return Path(file.source).absolute().parent / path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a character no file may have
        return False


# --- secrets ---------------------------------------------------------------------------------------------------------

_SECRET_NAME = re.compile(r"(?:.*_)?(?:token|password|secret|key)\Z", re.IGNORECASE)
_SECRET_SHAPE = re.compile(
    r"xox[a-z]-|xapp-|[A-Za-z\d_-]{23,}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,}"
    r"|hooks\.slack\.com/|/api/webhooks/\d|://[^/@\s]*:[^/@\s]+@"
)
_INSTEAD = "Take it out, make a new one if others could read the file, and set it in the environment"


def _secrets(file: TomlFile) -> Iterator[Fault]:
    for key, value in _values((), file.data):
        name = next((part for part in reversed(key) if isinstance(part, str)), "")
        if _SECRET_NAME.match(name) or (isinstance(value, str) and _SECRET_SHAPE.search(value)):
            yield file.fault(key, "holds a secret, and secrets do not belong in a file.", f"{_INSTEAD}{_where(key)}.")


def _where(key: Key) -> str:
    match key:
        case ("email", *_):
            return " as KITH_SMTP_PASSWORD"
        case ("database", *_):
            return " as PGPASSWORD"
        case ("discord", *_):
            return " as KITH_DISCORD_TOKEN"
        case ("key", *_):
            return " as KITH_KEY"
        case _:
            return ""


def _values(key: Key, value: object) -> Iterator[tuple[Key, object]]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from _values((*key, name), inner)
        case tuple():
            for number, inner in enumerate(value):
                yield from _values((*key, number), inner)
        case _:
            yield key, value


# --- writing ---------------------------------------------------------------------------------------------------------


def written(config: Config) -> str:
    """Return a file that reads as `config`, every key with its sentence and default."""
    lines = [
        "# Kith's configuration. Secrets are in the environment: KITH_KEY, and as needed KITH_SMTP_PASSWORD,",
        "# KITH_DISCORD_TOKEN, KITH_SLACK_BOT_TOKEN and KITH_SLACK_APP_TOKEN.",
    ]
    for name, value in config:
        about = Config.model_fields[name]
        if not isinstance(value, Section):
            lines += ["", f"# {about.description} Default: {_toml(about.default)}.", f"{name} = {_toml(value)}"]
            continue
        lines += ["", f"# {type(value).__doc__}", f"[{name}]"]
        for key, inner in value:
            field_ = type(value).model_fields[key]
            lines += [f"# {field_.description} Default: {_toml(field_.default)}."]
            lines += [f"{field_.alias or key} = {_toml(inner)}"]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # text, numbers, true and false, lists: the same in TOML
