"""The tables of what is due, and of the time and help there is for it, as people write them.

The docstring of a key is its line in `docs/cohort-file.md`.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from bot.cohort_file.words import Link, Name
from bot.domain.deadlines import ExtensionPolicy, Milestone
from bot.toml_fields import Day, Moment
from bot.toml_sections import Section

_REMIND = Milestone("", date.min).remind_days
_POLICY = ExtensionPolicy()


class MilestoneSection(Section):
    """`[[milestone]]`: a date the whole cohort works towards."""

    name: Name
    """What is due; every milestone has a name of its own."""
    due_on: Day
    """The day it is due, inside the cohort."""
    main: bool = False
    """Whether much depends on it: from its first reminder on prompts are lighter and nudges softer."""
    remind_days: tuple[Annotated[int, Field(ge=1, le=60)], ...] = _REMIND
    """How many days before it the groups are reminded; on a group's holiday, the working day before."""


class ModuleSection(Section):
    """`[[module]]`: a part of the course, in the order in which they are done."""

    name: Name
    """What it is called."""
    week: Annotated[int, Field(ge=1, le=52)]
    """The week by whose end it should be finished."""
    resource: Link = ""
    """Where somebody begins who is behind, like "https://learn.example.org/charts"."""


class ExtensionsSection(Section):
    """`[extensions]`: how much more time people get for a milestone without asking anybody."""

    automatic_days: Annotated[int, Field(ge=0, le=60)] = _POLICY.automatic_days
    """Up to so many days are granted at once."""
    automatic_times: Annotated[int, Field(ge=0, le=20)] = _POLICY.automatic_times
    """So often for each learner; after that a coordinator decides."""
    longest_days: Annotated[int, Field(ge=1, le=180)] = _POLICY.longest_days
    """Nobody can ask for more days than this."""


class OfficeHourSection(Section):
    """`[[office_hours]]`: when somebody is there for whoever comes."""

    host: str
    """Who is there: the id of a mentor or coordinator."""
    at: Moment
    """When it begins, on the host's own clock, like "2026-04-07 18:00", or with a zone."""
    minutes: Annotated[int, Field(ge=10, le=240)] = 60
    """How long it is."""
    places: Annotated[int, Field(ge=1, le=24)] = 4
    """How many learners can book a part of it, one after the other; each gets at least five minutes."""
    before: str = ""
    """The milestone it is extra for: it opens with that one's first reminder. Left out: open from the start."""
    link: Link = ""
    """Where it is, like "https://meet.example.org/arjun"."""
