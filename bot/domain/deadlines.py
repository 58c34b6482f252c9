"""What a cohort works towards, as its file says it: milestones, modules, rounds of review, and the help before them."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date the whole cohort works towards; the main one is a pressure point: before it there is less from the bot.

    `remind_days` are the days before it on which its groups are reminded.
    """

    name: str
    due_on: date
    is_main: bool = False
    remind_days: tuple[int, ...] = (7, 2)


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the course, to be finished by the end of a week; `resource` is where somebody begins who is behind."""

    name: str
    week: int
    resource: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionPolicy:
    """How much more time is granted at once; for the rest a coordinator decides (L2)."""

    automatic_days: int = 7
    automatic_times: int = 1
    longest_days: int = 28


@dataclass(frozen=True, slots=True)
class OfficeHour:
    """When somebody is there for whoever comes; `host` is a handle, `places` are booked one by one.

    `before` is the milestone it is extra for: it opens with that one's first reminder ("": open from the start).
    """

    host: str
    starts_at: datetime
    minutes: int = 60
    places: int = 4
    before: str = ""
    link: str = ""


QUESTIONS = (
    "What works? Name something they did",
    "Where did you get lost, or want more?",
    "One specific thing to do differently",
)
NEXT_STEP = "A next step they could take this week"


@dataclass(frozen=True, slots=True)
class ReviewRound:
    """A round of peer review: what is read, from when until when, how many each (P16).

    The last question is always for a next step, while there is time to take it (P17).
    """

    about: str
    opens_on: date
    due_on: date
    each: int = 2
    questions: tuple[str, ...] = QUESTIONS

    @property
    def checklist(self) -> tuple[str, ...]:
        """Everything that is asked of a reviewer, in order."""
        return (*self.questions, NEXT_STEP)
