"""The sections of the configuration.

The docstring of a key is its line in `config.example.toml` and in `docs/configuration.md`.
"""

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.config.kinds import Port, Web, address, found_over_tls
from bot.config.running import (
    BackupSection,
    EmailSection,
    ExchangeSection,
    HealthSection,
    HeartbeatSection,
    LogSection,
    SafetySection,
    WebhookSection,
)
from bot.toml_fields import one_of, parsed, wrong
from bot.toml_sections import Section


class SlackMode(StrEnum):
    """How Slack tells the bot what happens."""

    SOCKET = "socket"
    HTTP = "http"


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


def _snowflake(text: str) -> str:
    if not re.fullmatch(r"\d{15,20}", text):
        raise ValueError(f'"{text[:60]}" is not the id of a server: 15 to 20 digits')
    return text


def _team(text: str) -> str:
    if not re.fullmatch(r"[TE][A-Z0-9]{2,20}", text):
        raise ValueError(f'"{text[:60]}" is not the id of a workspace like "T0123ABCD"')
    return text


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


class DashboardSection(Section):
    """The desk in the browser, for coordinators and mentors; `/coord desk` opens it. docs/desk.md tells more."""

    enabled: bool = False
    """Whether the desk is served."""
    host: str = "127.0.0.1"
    """The address it listens on; a TLS proxy on this computer passes on what comes from elsewhere."""
    port: Port = 8450
    """The port it listens on."""
    public_url: Web = ""
    """Where people's browsers find it, like "https://desk.example.org"; empty is this computer alone."""
    proxies: tuple[str, ...] = ()
    """Addresses of proxies whose word about the browser's address is taken, like "127.0.0.1"; empty takes none's."""

    @model_validator(mode="after")
    def _is_found_over_tls(self) -> Self:
        if self.enabled:
            found_over_tls(self.public_url, "desk")
        return self


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
    pairs: bool = False
    """Whether a mentor and a learner get a private thread with the bot; what they write there is not read."""
    shards: Annotated[int, Field(ge=0, le=1000)] = 1
    """How many connections its servers are split over: Discord wants more than one from 2,500 servers on; 0 asks it."""
    shard_ids: tuple[Annotated[int, Field(ge=0)], ...] = ()
    """Which of them this process keeps, where several share them; empty keeps all, 0 hears private messages."""
    removes_messages: bool = False
    """Whether it asks for Manage Messages, so that "Remove my message" after a private reply is one tap."""
    api_base: Web = ""
    """Another address for Discord's REST API; empty is Discord's own."""
    gateway_url: Annotated[str, address("wss://", "ws://")] = ""
    """Another address for Discord's gateway; empty is Discord's own."""

    @model_validator(mode="after")
    def _has_such_shards(self) -> Self:
        if self.shard_ids and (len(set(self.shard_ids)) < len(self.shard_ids) or max(self.shard_ids) >= self.shards):
            raise wrong(
                "has `shard_ids` that are not among its `shards`.",
                "Write how many there are in all, and which this process keeps: `shards = 4`, `shard_ids = [0, 1]`.",
            )
        return self

    @model_validator(mode="after")
    def _has_a_server(self) -> Self:
        if self.enabled and not self.guilds:
            raise wrong(
                "is enabled and names no server.",
                'Write `guilds = ["…"]`: right-click the server in Discord, Copy Server ID (with developer mode on).',
            )
        return self


class SlackSection(Section):
    """Slack; its tokens come from KITH_SLACK_BOT_TOKEN and KITH_SLACK_APP_TOKEN. docs/slack.md tells of `http`."""

    enabled: bool = False
    """Whether the bot is on Slack."""
    mode: Annotated[SlackMode, one_of(SlackMode)] = SlackMode.SOCKET
    """How Slack reaches the bot: `socket` needs no address, `http` serves several workspaces behind a TLS proxy."""
    host: str = "127.0.0.1"
    """The address it listens on in `http`; the proxy is on this computer."""
    port: Port = 8430
    """The port it listens on in `http`."""
    public_url: Annotated[str, address("https://")] = ""
    """Where Slack finds the proxy, like "https://kith.example.org"; needed with `http`."""
    client_id: str = ""
    """The app's Client ID, with which workspaces install it from /slack/install; empty installs nowhere."""
    workspaces: tuple[Annotated[str, parsed(_team)], ...] = ()
    """The ids of the workspaces that may install it, like "T0123ABCD"; empty lets every one that finds the page."""
    pairs: bool = True
    """Whether a mentor and a learner get a chat of three with the bot; what they write there is not read."""
    api_base: Web = ""
    """Another address for Slack's API; empty is Slack's own."""

    @model_validator(mode="after")
    def _has_anaddress(self) -> Self:
        if self.enabled and self.mode is SlackMode.HTTP and not self.public_url:
            raise wrong(
                "has `mode` http and no `public_url`.",
                'Write `public_url = "https://…"`: the address of the proxy that passes /slack/ on to this port.',
            )
        return self


class Config(Section):
    """The whole file. `cohorts` are paths, made absolute from the file's folder."""

    cohorts: tuple[str, ...] = ()
    """Cohort files to open, relative to this file."""
    database: DatabaseSection = DatabaseSection()
    safety: SafetySection = SafetySection()
    local: LocalSection = LocalSection()
    dashboard: DashboardSection = DashboardSection()
    discord: DiscordSection = DiscordSection()
    slack: SlackSection = SlackSection()
    log: LogSection = LogSection()
    email: EmailSection = EmailSection()
    health: HealthSection = HealthSection()
    heartbeat: HeartbeatSection = HeartbeatSection()
    backup: BackupSection = BackupSection()
    exchange: ExchangeSection = ExchangeSection()
    webhook: WebhookSection = WebhookSection()
