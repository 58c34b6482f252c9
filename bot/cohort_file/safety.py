"""The tables about safety and who is on call, as people write them.

The docstring of a key is its line in `docs/cohort-file.md`.
"""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from bot.cohort_file.words import Country, Language, Line, Name
from bot.toml_fields import Day, Duration, Hours, Moment, parsed
from bot.toml_sections import Section


def _outside(text: str) -> str:
    mail = text.removeprefix("mailto:")
    if text and not text.startswith("https://") and (mail == text or "@" not in mail):
        raise ValueError(f'"{text}" is not an address like "mailto:help@example.org" or "https://…"')
    return text


class SeveritySection(Section):
    """`[safety.severity.critical]` and `.high`, `.elevated`, `.normal`: only the keys that differ from the default."""

    wait: Duration | None = None
    """How long before the next person hears of it."""
    repeats: Annotated[int, Field(ge=0, le=20)] | None = None
    """How often everybody is told again after that."""
    hours: Hours | None = None
    """When the first alert may go, like "Mon-Fri 09:00-17:00" or "07:00-22:00"; "any" for at once."""
    working_days: Annotated[int, Field(ge=0, le=20)] | None = None
    """Wait this many working days instead of `wait`; needs `hours`."""
    outside: bool | None = None
    """Whether the outside contact is told at the end."""
    watch: Duration | None = None
    """Without a note this long after "I have it", the owner is reminded."""
    answer_within: Duration | None = None
    """The goal for a person's first answer, shown to those who wait."""


class SeveritiesSection(Section):
    """`[safety.severity]`: one table for each severity that is changed."""

    critical: SeveritySection = SeveritySection()
    """Danger to somebody's life."""
    high: SeveritySection = SeveritySection()
    """Harassment, threats, somebody else at risk."""
    elevated: SeveritySection = SeveritySection()
    """Hopeless words, abuse."""
    normal: SeveritySection = SeveritySection()
    """Struggling, wanting to quit, integrity."""


class SafetySection(Section):
    """`[safety]`: what is scanned and who hears of it."""

    scan: tuple[str, ...] = ()
    """Groups and channels whose messages are scanned; everybody in them is told. Empty: only messages to the bot."""
    languages: tuple[Language, ...] = ("en",)
    """The rule packs that are used."""
    outside: Annotated[str, parsed(_outside)] = ""
    """`mailto:` or `https://` address told, without content, when nobody takes a case; needed when scanning is on."""
    severity: SeveritiesSection = SeveritiesSection()
    """How fast, for each severity."""


class ServiceSection(Section):
    """`[[service]]`: where people can turn besides helplines: housing, a doctor, money, a study adviser."""

    name: Name
    """What it is called."""
    about: Line
    """What it is for, in a few words."""
    reach: Annotated[str, Field(min_length=1, max_length=200)]
    """How to reach it: a number, an address, opening hours."""
    verified_on: Day
    """The day somebody last made sure; after half a year `kith doctor` and the Monday report ask for a new look."""
    country: Country = ""
    """Where it is, as two capital letters like "PT"; empty: for everybody."""


class RetentionSection(Section):
    """`[retention]`: how long what people wrote is kept; the privacy notice says the same."""

    texts: Duration = timedelta(days=30)
    """Check-in texts after the last day of the cohort, excerpts and notes after a case was closed."""
    identities: Duration = timedelta(days=90)
    """Names and accounts after the last day of the cohort; figures go on with random names."""


class OverrideSection(Section):
    """`[[on_call.override]]`: somebody else is on call for a while."""

    who: str
    """The coordinator who stands in."""
    from_: Moment = Field(alias="from")
    """From when, on the cohort's clock, like "2026-03-05 12:00"."""
    until: Moment
    """Until when, on the cohort's clock."""


class OnCallSection(Section):
    """`[on_call]`: who must react now."""

    rotation: tuple[str, ...] = ()
    """Coordinators in turn, one week each; the first has week 1."""
    override: tuple[OverrideSection, ...] = ()
    """Exceptions."""
