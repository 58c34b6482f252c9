"""The tables of a cohort file, as people write them; `cohort_file` turns them into what the core uses."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.plan import GUIDE, OWN_IT, PRACTISE
from bot.toml_fields import (
    Section,
)

Text = Annotated[str, Field(max_length=1500)]
Rate = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class PhaseName(StrEnum):
    """The three kinds of support, each lighter than the one before."""

    GUIDE = GUIDE
    PRACTISE = PRACTISE
    OWN_IT = OWN_IT


class MeetingFormat(StrEnum):
    """How somebody likes to meet."""

    VIDEO = "video"
    CHAT = "chat"
    EITHER = "either"


class Platform(StrEnum):
    """Where a group lives."""

    LOCAL = "local"
    DISCORD = "discord"
    SLACK = "slack"


class GroupSizeSection(Section):
    """`[group_size]`: how many learners a group may have."""

    min: Annotated[int, Field(ge=2, le=50)] = 3
    """Fewest learners of a group."""
    max: Annotated[int, Field(ge=2, le=50)] = 6
    """Most learners of a group."""
