"""The tables of what peers do for each other, as people write them.

The docstring of a key is its line in `docs/cohort-file.md`.
"""

from typing import Annotated

from pydantic import Field

from bot.domain.deadlines import QUESTIONS
from bot.limits import FORM_INPUTS, INPUT_LABEL
from bot.toml_fields import Day
from bot.toml_sections import Section

Question = Annotated[str, Field(min_length=1, max_length=INPUT_LABEL)]


class ReviewsSection(Section):
    """`[[reviews]]`: a round in which learners read each other's work, inside their group."""

    about: Annotated[str, Field(min_length=1, max_length=200)]
    """What is read, like "the plan for the main assignment"."""
    opens_on: Day
    """The day everybody hears whose work they read, 09:00 on their own clock."""
    due_on: Day
    """The last day; a reminder comes two days before, and what is not written then goes to somebody else."""
    each: Annotated[int, Field(ge=1, le=4)] = 2
    """How many everybody reads; fewer where a group is too small, and the coordinator hears of it."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=FORM_INPUTS - 1)] = QUESTIONS
    """The checklist; a question for the next step always follows."""
