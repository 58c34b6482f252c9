"""Reading a configuration: every fault at once, with its line; the secrets come from the environment."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.config.sections import Config
from bot.errors import BadInput, Fault
from bot.toml_file import Key, TomlFile, read_toml
from bot.toml_sections import validated

KEY_LENGTH = 32
"""Characters a key must have at least."""


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
    faults = [*_secrets(file), *_missing(file, ("cohorts",)), *_missing(file, ("safety", "packs"))]
    try:
        config = validated(file, Config)
    except BadInput as error:
        named = {fault.key for fault in faults}
        faults += [fault for fault in error.faults if fault.key not in named]
    if faults:
        raise BadInput(sorted(faults, key=lambda fault: fault.line))
    return config.model_copy(update=_absolute(file, config))


def _absolute(file: TomlFile, config: Config) -> dict[str, object]:
    """Return the parts that name files, beside the configuration."""
    backup, exchange = config.backup, config.exchange
    folder = str(_beside(file, backup.folder)) if backup.folder else ""
    tokens = str(_beside(file, exchange.tokens))
    packs = tuple(str(_beside(file, pack)) for pack in config.safety.packs)
    return {
        "cohorts": tuple(str(_beside(file, cohort)) for cohort in config.cohorts),
        "safety": config.safety.model_copy(update={"packs": packs}),
        "backup": backup.model_copy(update={"folder": folder}),
        "exchange": exchange.model_copy(update={"tokens": tokens}),
    }


def cohort_paths(file: TomlFile) -> list[Path]:
    """Return the cohort files a configuration names that are there, whatever else is wrong with it."""
    cohorts = file.data.get("cohorts", ())
    named = [cohort for cohort in cohorts if isinstance(cohort, str)] if isinstance(cohorts, tuple) else []
    return [path for path in (_beside(file, cohort) for cohort in named) if _is_file(path)]


def _missing(file: TomlFile, key: Key) -> Iterator[Fault]:
    named: object = file.data
    for part in key:
        named = named.get(part, ()) if isinstance(named, Mapping) else ()
    for number, path in enumerate(named if isinstance(named, tuple) else ()):
        if isinstance(path, str) and not _is_file(_beside(file, path)):
            yield file.fault((*key, number), f'There is no file "{path}".', "Paths start at this file's folder.")


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
        case ("health", *_):
            return " as KITH_HEALTH_TOKEN"
        case ("webhook", *_):
            return " as KITH_WEBHOOK_SECRET"
        case ("database", *_):
            return " as PGPASSWORD"
        case ("discord", *_):
            return " as KITH_DISCORD_TOKEN"
        case ("slack", "signing_secret" | "client_secret" as name):
            return f" as KITH_SLACK_{name.upper()}"
        case ("slack", *_):
            return " as KITH_SLACK_BOT_TOKEN or KITH_SLACK_APP_TOKEN"
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
