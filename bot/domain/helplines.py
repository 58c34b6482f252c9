"""Where somebody in danger can turn, by country. Data, not text: each entry says when it was last verified."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

STALE_AFTER = timedelta(days=180)
"""Older entries are shown to operators and coordinators as due for a check (safety design, helplines)."""
FIND_A_HELPLINE = "findahelpline.com"


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line: how to reach it; `hours` is empty where nobody could confirm them."""

    name: str
    phone: str = ""
    text: str = ""
    web: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class CountryHelp:
    """A country's emergency number and lines; what nobody could confirm is empty.

    `verified_on` is the day somebody last read the numbers on `source` and, where it is given, `emergency_source`.
    """

    country: str
    emergency: str
    lines: tuple[Helpline, ...]
    verified_on: date
    source: str
    emergency_source: str = ""


Register = Mapping[str, CountryHelp]


def stale(register: Register, today: date) -> list[CountryHelp]:
    """Return the entries whose last check is older than its term, by country."""
    return [entry for _, entry in sorted(register.items()) if today - entry.verified_on > STALE_AFTER]


def unknown(register: Register, countries: Collection[str]) -> list[str]:
    """Return the countries without a line of their own, sorted; people there read findahelpline.com."""
    return sorted({code for code in countries if code and not (code in register and register[code].lines)})
