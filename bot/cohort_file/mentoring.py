"""The tables of what mentors learn, and of the hub, as people write them.

The docstring of a key is its line in `docs/cohort-file.md`.
"""

from typing import Annotated

from pydantic import Field

from bot.cohort_file.words import Link
from bot.domain.hub import TEXT, TITLE, HubKind
from bot.domain.training import AGENDA, PARTS, Training
from bot.toml_fields import Day, Moment, one_of
from bot.toml_sections import Section

_MINUTES = Training().refresher_minutes


class TrainingSection(Section):
    """`[training]`: what mentors learn before they get learners. With it, pairs are published by a coordinator.

    Left out, the pairs of the file hold from the start. Without `at` mentors go through it in chat, when it suits.
    """

    at: Moment | None = None
    """When the live training begins, on the cohort's clock, like "2026-02-23 14:00", before the cohort's end."""
    agenda: Annotated[tuple[Annotated[int, Field(ge=1, le=60)], ...], Field(min_length=PARTS, max_length=PARTS)] = (
        AGENDA
    )
    """Minutes for goals and boundaries, listening, feedback, a session in a role-play, and questions."""
    link: Link = ""
    """Where the live training and its refresher are, like "https://meet.example.org/training"."""
    refresher: Moment | None = None
    """When the refresher half way begins, on the cohort's clock."""
    refresher_minutes: Annotated[int, Field(ge=20, le=30)] = _MINUTES
    """How long the refresher is: 20 to 30 minutes."""


class HubSection(Section):
    """`[[hub]]`: one thing in the hub, `/peer hub`: a link, a template, whom to ask, what to do if."""

    title: Annotated[str, Field(min_length=1, max_length=TITLE)]
    """What it is called."""
    kind: Annotated[HubKind, one_of(HubKind)] = HubKind.GUIDE
    """link, template, contact or guide."""
    text: Annotated[str, Field(max_length=TEXT)] = ""
    """What it says."""
    link: Link = ""
    """Where it leads, like "https://learn.example.org/charts"."""
    owner: str
    """Who keeps it current: the id of a mentor or coordinator."""
    review_on: Day
    """The day on which its owner is asked whether it still holds; Monday reports say so until then."""
