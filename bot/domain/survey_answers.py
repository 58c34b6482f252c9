"""What one person says in a survey, and what is told of many of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from statistics import fmean

from bot.domain.disclosure import ENOUGH, Answers, tellable
from bot.domain.surveys import HIGHEST, LOWEST, Result, Survey


class AnswerState(StrEnum):
    """Where an answer stands."""

    OPEN = "open"
    ANSWERED = "answered"
    SKIPPED = "skipped"


class Quote(StrEnum):
    """Who may read somebody's own words; nobody else ever does."""

    COORDINATORS = "coordinators"
    NAMELESS = "nameless"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's answer to one survey. `scores` and `words` are personal, encrypted at rest."""

    id: str
    survey_id: str
    cohort_id: str
    member_id: str
    state: AnswerState = AnswerState.OPEN
    answered_at: datetime | None = None
    scores: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    quote: Quote = Quote.COORDINATORS
    was_offered: bool = False
    """Whether a person was offered to them, because an answer was very low; nobody else is told who."""

    @property
    def is_very_low(self) -> bool:
        """Whether something is as low as it can be."""
        return LOWEST in self.scores

    def given(self, now: datetime, scores: tuple[int, ...], words: tuple[str, ...] = ()) -> "Answer":
        """Return the answer with what was said; a second one replaces the first."""
        return replace(self, state=AnswerState.ANSWERED, answered_at=now, scores=scores, words=words)


def read_score(text: str) -> int:
    """Read a score; ValueError for what is none."""
    score = int(text) if text.isdecimal() and len(text) == 1 else 0
    if not LOWEST <= score <= HIGHEST:
        raise ValueError("not a score")
    return score


def counted(survey: Survey, answers: Iterable[Answer], groups: Mapping[str, Answers], now: datetime) -> Survey:
    """Return the survey closed: what may be told of everybody and of each group, once and for good.

    `groups`: by id, who is in them, by member id.
    """
    every = list(answers)
    given = {answer.member_id: answer for answer in every if answer.state is AnswerState.ANSWERED}
    cells = {name: frozenset(given) & members for name, members in groups.items()}
    scores = {member_id: answer.scores for member_id, answer in given.items() if answer.scores}
    told = tellable(cells, frozenset(scores)) if len(scores) == len(given) else ()
    names = {cell: name for name, cell in cells.items()}
    results = [_result("" if number == 0 else names[people], people, scores) for number, people in enumerate(told)]
    return replace(
        survey,
        closed_at=now,
        asked=len(every),
        answered=len(given),
        raised=sum(answer.was_offered for answer in every),
        results=tuple(results),
    )


def _result(cut: str, people: Answers, scores: Mapping[str, tuple[int, ...]]) -> Result:
    columns = zip(*(scores[member_id] for member_id in sorted(people)), strict=True)
    return Result(cut, len(people), tuple(round(fmean(column), 2) for column in columns))


def change(before: Survey | None, after: Survey | None) -> tuple[float, ...]:
    """Return the difference of two surveys that ask the same, as told: nothing new comes out by it (M9)."""
    first = before.result() if before is not None else None
    second = after.result() if after is not None else None
    if first is None or second is None or before is None or after is None or before.questions != after.questions:
        return ()
    return tuple(round(new - old, 2) for old, new in zip(first.means, second.means, strict=True))


def quotable(answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers whose words may be shown to coordinators, once enough people wrote some; by id."""
    written = [answer for answer in answers if answer.state is AnswerState.ANSWERED and any(answer.words)]
    return (
        sorted(written, key=lambda answer: answer.id)
        if len(written) >= ENOUGH
        else [
            answer for answer in sorted(written, key=lambda answer: answer.id) if answer.quote is not Quote.COORDINATORS
        ]
    )
