"""The columns of learners, mentors and pairs."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from bot.domain.availability import Window, parse_availability
from bot.domain.members import MeetingFormat, Role
from bot.toml_fields import Handle, Zone, one_of, parsed
from bot.toml_sections import Section


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number between two."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
            raise ValueError(f'"{text}" is not a whole number from {least} to {most}')
        return int(text)

    return read


def _list(text: str) -> frozenset[str]:
    return frozenset(item.strip() for item in text.split(";") if item.strip())


def _words(text: str) -> frozenset[str]:
    return frozenset(" ".join(item.casefold().split()) for item in _list(text))


def _word(text: str) -> str:
    return text.casefold()


def _country(text: str) -> str:
    if not (len(text) == 2 and text.isascii() and text.isalpha()):
        raise ValueError(f'"{text}" is not a country in two letters like "PT"')
    return text.upper()


def _accounts(text: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(_account(item) for item in (part.strip() for part in text.split(";")) if item)


def _account(text: str) -> tuple[str, str, str]:
    platform, *workspace, id = text.split(":") if ":" in text else ("", text)
    if platform not in ("local", "discord", "slack") or len(workspace) > 1 or not id or "" in workspace:
        raise ValueError(f'"{text}" is not an account like "discord:123" or "slack:T0:U2"')
    return platform, workspace[0] if workspace else "", id


Stage = Annotated[int, parsed(whole(0, 1000))]
Ids = Annotated[frozenset[str], parsed(_list)]
Words = Annotated[frozenset[str], parsed(_words)]
Word = Annotated[str, parsed(_word)]
Hours = Annotated[tuple[Window, ...], parsed(parse_availability)]
Format = Annotated[MeetingFormat, one_of(MeetingFormat)]


class PersonColumns(Section):
    """What every table of people may have."""

    id: Handle
    """The short id."""
    name: Annotated[str, Field(max_length=80)] = ""
    """The name people read."""
    role: Annotated[Role, one_of(Role)] | None = None
    """`learner`, `mentor` or `coordinator`."""
    timezone: Zone = "UTC"
    """The person's own zone; `availability` is on its clock."""
    country: Annotated[str, parsed(_country)] = ""
    """For helplines; may be empty."""
    language: Word = ""
    """The language they read."""
    account: Annotated[tuple[tuple[str, str, str], ...], parsed(_accounts)] = ()
    """Where they are: `discord:123;slack:U2`, in the cohort's workspace there; `slack:T0:U2` names another."""
    style: Word = ""
    """How they like to work, one word of the programme's own list."""
    format: Format = MeetingFormat.EITHER
    """`video`, `chat` or `either`."""
    availability: Hours = ()
    """When they can meet: `Mon 18:00-20:00;Thu 12:00-13:30`."""
    avoid: Ids = frozenset()
    """Ids they must not be paired with."""


class LearnerColumns(PersonColumns):
    """A learner's columns."""

    stage: Stage = 0
    """The module they are at."""
    goals: Words = frozenset()
    """What they want to reach, in the words mentors use for strengths."""
    prefer: Ids = frozenset()
    """Ids they wish for."""
    affinity: Words = frozenset()
    """Groups of shared experience they asked to be in."""


class MentorColumns(PersonColumns):
    """A mentor's columns."""

    capacity: Annotated[int, parsed(whole(0, 30))] = 4
    """How many learners they can look after."""
    strengths: Words = frozenset()
    """What they are good at."""
    completed_stage: Stage = 0
    """The last module they finished themselves."""


class EverybodyColumns(LearnerColumns, MentorColumns):
    """The columns of a table of all people; who is what stands in `role`."""


class HeldColumns(Section):
    """A pair that stands already."""

    learner: Handle
    """The learner's id."""
    mentor: Handle
    """The mentor's id."""
    state: str = "published"
    """`published` pairs stay; `proposed` ones stay where nothing better needs the change."""
    score: str = ""
    """Ignored: so that an earlier proposal can be given back."""


class Learners(Section):
    """A table of learners."""

    row: tuple[LearnerColumns, ...]


class Mentors(Section):
    """A table of mentors."""

    row: tuple[MentorColumns, ...]


class Everybody(Section):
    """A table of all people."""

    row: tuple[EverybodyColumns, ...]


class HeldPairs(Section):
    """A table of pairs."""

    row: tuple[HeldColumns, ...]
