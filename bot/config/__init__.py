"""The operator's configuration: one file without secrets, and the secrets from the environment."""

from bot.config.reading import KEY_LENGTH, Secrets, cohort_paths, config_from, load_config, load_secrets
from bot.config.running import (
    BackupSection,
    EmailSection,
    ExchangeSection,
    HealthSection,
    HeartbeatSection,
    LogFormat,
    LogLevel,
    LogSection,
    WebhookSection,
)
from bot.config.sections import (
    Config,
    DashboardSection,
    DatabaseSection,
    DiscordSection,
    LocalSection,
    SlackMode,
    SlackSection,
)
from bot.config.writing import written

__all__ = [
    "KEY_LENGTH",
    "BackupSection",
    "Config",
    "DashboardSection",
    "DatabaseSection",
    "DiscordSection",
    "EmailSection",
    "ExchangeSection",
    "HealthSection",
    "HeartbeatSection",
    "LocalSection",
    "LogFormat",
    "LogLevel",
    "LogSection",
    "Secrets",
    "SlackMode",
    "SlackSection",
    "WebhookSection",
    "cohort_paths",
    "config_from",
    "load_config",
    "load_secrets",
    "written",
]
