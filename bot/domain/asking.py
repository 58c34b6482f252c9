"""Questions in the channel for help: what a learner wrote there and nobody took up yet (L4).

No text is kept, so nobody can tell a question from a remark. What counts as one: a learner's message that answers
nobody, unless the learner was just answered there themself (then it is "thank you").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

HELP = "help"
"""The name of the channel in a cohort's file."""
PATIENCE = timedelta(hours=3)
"""So long the others may take; then somebody is told who is there for it."""
LOOKED_BACK = timedelta(days=3)
"""What is older is nobody's news any more."""
_TALKING = timedelta(hours=1)
_FROM, _UNTIL = time(9), time(21)


@dataclass(frozen=True, slots=True)
class Line:
    """That somebody wrote in the channel; `answers` is the member replied to, "" for nobody."""

    member_id: str
    is_learner: bool
    at: datetime
    answers: str


@dataclass(frozen=True, slots=True)
class Question:
    """A learner's message, and when somebody took it up; None: nobody did."""

    line: Line
    answered_at: datetime | None

    @property
    def waited(self) -> timedelta | None:
        """How long the first answer took."""
        return self.answered_at - self.line.at if self.answered_at is not None else None


def questions(lines: Sequence[Line]) -> list[Question]:
    """Return the questions among what was written in the channel, in order, each with its first answer."""
    return [Question(line, _answer(line, lines[at + 1 :])) for at, line in enumerate(lines) if _asks(line, lines[:at])]


def due_at(asked_at: datetime, zone: str) -> datetime:
    """Return when a question has waited long enough, at an hour between 9 and 21 of the cohort's clock."""
    there = (asked_at + PATIENCE).astimezone(ZoneInfo(zone))
    if _FROM <= there.time() < _UNTIL:
        return asked_at + PATIENCE
    day = there.date() + timedelta(days=there.time() >= _UNTIL)
    return datetime.combine(day, _FROM, ZoneInfo(zone)).astimezone(asked_at.tzinfo)


def _asks(line: Line, before: Sequence[Line]) -> bool:
    return line.is_learner and not line.answers and not any(_talks(line, before))


def _talks(line: Line, before: Sequence[Line]) -> Iterator[bool]:
    """Yield whether what was said within the last hour answered this learner, who had said something first."""
    lately = [one for one in before if line.at - one.at <= _TALKING]
    first = next((at for at, one in enumerate(lately) if one.member_id == line.member_id), len(lately))
    yield from (_takes_up(lately[first], other) for other in lately[first + 1 :])


def _answer(question: Line, after: Sequence[Line]) -> datetime | None:
    return next((line.at for line in after if _takes_up(question, line)), None)


def _takes_up(question: Line, line: Line) -> bool:
    """Tell whether a later line is an answer: a reply by another, or anything a mentor or coordinator writes there."""
    if line.member_id == question.member_id:
        return False
    return line.answers == question.member_id if line.answers or line.is_learner else True
