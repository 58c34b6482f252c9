"""Options that several commands share, and what they mean together."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path)
USUAL_CONFIG = Path("kith.toml")

config_option = click.option("--config", metavar="FILE", type=FILE, help="The configuration; usually kith.toml here.")
database_option = click.option("--database", metavar="URL", help="The database, instead of the configuration's.")
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON, and nothing else, to standard output.")
cohort_argument = click.argument("cohort", metavar="COHORT.toml", type=FILE)


def must_be_a_file(path: Path, hint: str) -> None:
    """Say so before anything else is looked at when there is no such file; `hint` is a sentence on what it holds."""
    if path.is_dir():
        raise click.UsageError(f"{path} is a folder. Name a file in it. {hint}")
    if not path.is_file():
        raise click.UsageError(f"There is no file {path} here. {hint}")


class Length(click.ParamType[timedelta]):
    """A length of time as people write it: `2 weeks`, `36 h`."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Read the length; a usage error says what was expected."""
        from bot.toml_fields import parse_duration

        if isinstance(value, timedelta):
            return value
        try:
            return parse_duration(value)
        except ValueError as problem:
            self.fail(f"{problem}.", param, ctx)


class Day(click.ParamType[date]):
    """A date as people write it: `2026-04-27`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date; a usage error says what was expected."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            self.fail(f'"{value}" is not a date like 2026-04-27.', param, ctx)


def chosen_database(config: Path | None, database: str | None) -> str:
    """Return the URL of the database somebody means; a usage error says how to name one."""
    if database:
        return database
    from bot.config import load_config

    return load_config(chosen_config(config)).database.url


def chosen_config(config: Path | None) -> Path:
    """Return the configuration somebody means: the one named, else the one in this folder."""
    if config is None and not USUAL_CONFIG.exists():
        raise click.UsageError(
            f"There is no {USUAL_CONFIG} here. Name the configuration with --config FILE; `kith init` writes one."
        )
    return config or USUAL_CONFIG
