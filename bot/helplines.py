"""The helpline register that ships with Kith, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from bot.domain.helplines import CountryHelp, Helpline, Register


@cache
def register() -> Register:
    """Return the shipped register, by ISO 3166 code."""
    entries = tomllib.loads(files("bot").joinpath("helplines.toml").read_text(encoding="utf-8"))
    return {code: _country(code, entry) for code, entry in entries.items()}


def _country(code: str, entry: dict[str, Any]) -> CountryHelp:
    return CountryHelp(
        code,
        entry.get("emergency", ""),
        tuple(Helpline(**line) for line in entry["lines"]),
        entry["verified_on"],
        entry["source"],
        entry.get("emergency_source", ""),
    )
