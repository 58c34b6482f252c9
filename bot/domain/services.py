"""Where people can turn with what is no crisis: housing, a doctor, money, a study adviser. Data of each cohort."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

STALE_AFTER = timedelta(days=180)
"""Like helplines: an older entry is due for a look."""


@dataclass(frozen=True, slots=True)
class Service:
    """One place to turn: what for, and how to reach it. `country` is empty where it is for everybody."""

    name: str
    about: str
    reach: str
    verified_on: date
    country: str = ""


def near(services: Iterable[Service], country: str) -> tuple[Service, ...]:
    """Return what is there for somebody in a country, their own country's first; "" where nobody said which."""
    fitting = [one for one in services if one.country in ("", country) or not country]
    return tuple(sorted(fitting, key=lambda one: one.country != country))


def due_for_a_look(services: Iterable[Service], today: date) -> tuple[Service, ...]:
    """Return the ones whose last check is older than its term."""
    return tuple(one for one in services if today - one.verified_on > STALE_AFTER)
