"""Surveys: a few questions to everybody, at a few points of a cohort; what is asked, when, and of whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.schedule import LocalTime, Weekly

LOWEST, HIGHEST = 1, 5
"""Every scale goes from 1, not at all, to 5, fully."""
AT_LEAST_OPEN = timedelta(days=2)
"""A survey does not close sooner than this after it opened."""
CLOSES = "Sun 20:00"
WORDS_LIMIT = 1000


class SurveyKind(StrEnum):
    """What a survey is for."""

    BASELINE = "baseline"
    LEARNING_CHECK = "learning_check"
    PULSE = "pulse"
    SATISFACTION = "satisfaction"
    END = "end"
    REVIEW = "review"
    QUIZ = "quiz"
    """A learning check whose questions have right answers; `[[learning_check]]` in the cohort file."""

    @property
    def is_for_coordinators(self) -> bool:
        """Whether coordinators are asked; everything else is for learners."""
        return self is SurveyKind.REVIEW

    @property
    def takes_words(self) -> bool:
        """Whether people are asked for a few words too, which may be quoted if they agree."""
        return self in (SurveyKind.SATISFACTION, SurveyKind.END)

    @property
    def offers_a_talk(self) -> bool:
        """Whether a very low answer is met with the offer of a person: not where low is only where one begins."""
        return self in (SurveyKind.PULSE, SurveyKind.SATISFACTION, SurveyKind.END)


QUESTIONS = {
    SurveyKind.BASELINE: (1, 3),
    SurveyKind.LEARNING_CHECK: (3, 3),
    SurveyKind.PULSE: (3, 5),
    SurveyKind.SATISFACTION: (1, 1),
    SurveyKind.END: (1, 3),
    SurveyKind.REVIEW: (1, 5),
    SurveyKind.QUIZ: (1, 5),
}
"""How few and how many questions a survey may have: a form holds five things (programme, M5; platform limits)."""

_SAME_TWICE = (
    "I feel confident about this work",
    "I know enough to take the next step",
    "I have people here I can turn to",
)
DEFAULT_QUESTIONS = {
    SurveyKind.BASELINE: _SAME_TWICE,
    SurveyKind.LEARNING_CHECK: (
        "I can say the main idea in my own words",
        "I have used it in my own work",
        "I could explain it to somebody here",
    ),
    SurveyKind.PULSE: (
        "The pace works for me",
        "My group helps me move on",
        "I can ask for help when I am stuck",
        "I know what comes next",
    ),
    SurveyKind.SATISFACTION: ("I am satisfied with the programme",),
    SurveyKind.END: _SAME_TWICE,
    SurveyKind.REVIEW: (
        "What worked well?",
        "What would you change?",
        "What, or who, was overlooked?",
        "What will be different next time?",
    ),
    SurveyKind.QUIZ: (),
}
"""Confidence, knowledge and support are asked twice in the same words, so that the change can be told (M9)."""
TOLD_BACK = 3
"""Which answer of the coordinators' review participants read at the end: what will be different (M14)."""


def _weekly(text: str) -> Weekly:
    return Weekly.parse(text)


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question with a right answer, one of its options, and why that is the right one."""

    text: str
    options: tuple[str, ...]
    right: str
    explanation: str


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """One survey of a cohort file: it opens in a week, at a time on everybody's own clock."""

    kind: SurveyKind
    week: int
    opens: Weekly
    closes: Weekly = field(default_factory=lambda: _weekly(CLOSES))
    """On the cohort's clock, at one moment for everybody: figures are told only after it, and never change."""
    questions: tuple[str, ...] = ()
    quiz: tuple[QuizQuestion, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """What is asked: its own questions, else the usual ones."""
        return self.questions or tuple(each.text for each in self.quiz) or DEFAULT_QUESTIONS[self.kind]


def usual_surveys(weeks: int) -> tuple[SurveyPlan, ...]:
    """Return the surveys of a cohort whose file names none, for its number of weeks.

    Baseline in week 1, learning checks early and late, pulse half way, satisfaction after week 4, end and review last.
    """
    wednesday, friday = _weekly("Wed 12:00"), _weekly("Fri 10:00")
    late_check = [SurveyPlan(SurveyKind.LEARNING_CHECK, weeks - 1, wednesday)] if weeks >= 6 else []
    return (
        SurveyPlan(SurveyKind.BASELINE, 1, _weekly("Mon 12:00")),
        SurveyPlan(SurveyKind.LEARNING_CHECK, min(3, weeks), wednesday),
        SurveyPlan(SurveyKind.PULSE, max(1, weeks // 2), friday),
        SurveyPlan(SurveyKind.SATISFACTION, min(5, weeks), _weekly("Mon 12:00")),
        *late_check,
        SurveyPlan(SurveyKind.END, weeks, wednesday),
        SurveyPlan(SurveyKind.REVIEW, weeks, _weekly("Sun 10:00")),
    )


@dataclass(frozen=True, slots=True)
class Surveys:
    """The surveys of a cohort."""

    enabled: bool = True
    planned: tuple[SurveyPlan, ...] = ()
    quizzes: tuple[SurveyPlan, ...] = ()

    def of_weeks(self, weeks: int) -> tuple[SurveyPlan, ...]:
        """Return what a cohort of so many weeks asks; learning checks of its own take the place of the usual ones."""
        if not self.enabled:
            return ()
        usual = [plan for plan in usual_surveys(weeks) if not (self.quizzes and plan.kind is SurveyKind.LEARNING_CHECK)]
        return (*(self.planned or usual), *self.quizzes)

    def numbered(self, weeks: int) -> Iterator[tuple[str, SurveyPlan]]:
        """Yield every survey with its name, like `learning_check-2`."""
        count: dict[SurveyKind, int] = {}
        for plan in self.of_weeks(weeks):
            count[plan.kind] = count.get(plan.kind, 0) + 1
            yield name_of(plan.kind, count[plan.kind]), plan


def name_of(kind: SurveyKind, number: int) -> str:
    """Return the name of the first, second, … survey of a kind."""
    return f"{kind}-{number}"


@dataclass(frozen=True, slots=True)
class Result:
    """The mean of every question over one cut: everybody ("") or a group, by id. Only what may be told is kept."""

    cut: str
    n: int
    means: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey that was opened. `results` are made once, when it closes; `raised` counts offers of a talk."""

    id: str
    cohort_id: str
    kind: SurveyKind
    number: int
    questions: tuple[str, ...]
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    asked: int = 0
    answered: int = 0
    raised: int = 0
    results: tuple[Result, ...] = ()

    @property
    def name(self) -> str:
        """Its name within the cohort."""
        return name_of(self.kind, self.number)

    def is_open(self, now: datetime) -> bool:
        """Whether an answer is still taken."""
        return self.closed_at is None and now < self.closes_at

    def result(self, cut: str = "") -> Result | None:
        """Return what is told of everybody or of a group; None where it is hidden or there is nothing."""
        return next((result for result in self.results if result.cut == cut), None)


def closing_of(plan: SurveyPlan, opened_at: datetime, zone: str) -> LocalTime:
    """Return when a survey closes that opened at a moment, on the cohort's clock."""
    return plan.closes.after(opened_at + AT_LEAST_OPEN, zone)
