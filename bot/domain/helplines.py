"""Where somebody in danger can turn, by country. Data, not text: each entry says when it was last verified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

STALE_AFTER = timedelta(days=180)
"""Older entries are shown to operators and coordinators as due for a check (safety design, helplines)."""
FIND_A_HELPLINE = "findahelpline.com"


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line: how to reach it."""

    name: str
    phone: str = ""
    text: str = ""
    web: str = ""


@dataclass(frozen=True, slots=True)
class CountryHelp:
    """A country's emergency number and lines; `verified_on` is the day somebody last checked them."""

    country: str
    emergency: str
    lines: tuple[Helpline, ...]
    verified_on: date
    source: str


Register = Mapping[str, CountryHelp]


def stale(register: Register, today: date) -> list[CountryHelp]:
    """Return the entries whose last check is older than its term, by country."""
    return [entry for _, entry in sorted(register.items()) if today - entry.verified_on > STALE_AFTER]
