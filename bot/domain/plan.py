"""Everything a cohort starts from, as its file says it. Field comments carry the source of each default.

Defaults come from the programme's table of figures and from the rhythm of the acceptance cohort.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from datetime import date, time, timedelta
from hashlib import sha256

from bot.domain.deadlines import ExtensionPolicy, Milestone, Module, OfficeHour, ReviewRound
from bot.domain.on_call import OnCall
from bot.domain.schedule import QuietHours, Weekly
from bot.domain.services import Service
from bot.domain.severities import Safety
from bot.domain.surveys import Surveys
from bot.domain.training import Training

LATE = timedelta(minutes=15)
"""From here on a post says that it comes later than usual."""


def _weekly(text: str) -> Weekly:
    return Weekly.parse(text)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When things happen each week, local to the reader (group posts: the group's zone)."""

    prompt: Weekly = field(default_factory=lambda: _weekly("Mon 09:00"))
    mentor_digest: Weekly = field(default_factory=lambda: _weekly("Mon 08:00"))
    coordinator_report: Weekly = field(default_factory=lambda: _weekly("Mon 08:30"))
    check_in_opens: Weekly = field(default_factory=lambda: _weekly("Thu 09:00"))
    check_in_reminder: Weekly = field(default_factory=lambda: _weekly("Sat 10:00"))
    check_in_closes: Weekly = field(default_factory=lambda: _weekly("Sun 20:00"))
    ladder: Weekly = field(default_factory=lambda: _weekly("Mon 10:00"))
    quiet_hours: QuietHours = field(default_factory=lambda: QuietHours(time(21), time(8)))
    cohort_prompt: Weekly = field(default_factory=lambda: _weekly("Wed 12:00"))
    late_limit: timedelta = timedelta(hours=6)
    """A prompt later than this is skipped and the coordinators told (reliability, section Schedule)."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of weeks with its kind of support; `nudges_per_week` shrinks as support fades."""

    name: str
    from_week: int
    nudges_per_week: int


GUIDE, PRACTISE, OWN_IT = "guide", "practise", "own_it"
USUAL_TIME, USUAL_MENTOR_TIME = "about two hours", "about an hour for each of your learners"
"""What a week takes where a cohort does not say so, as texts that are translated."""
DEFAULT_PHASES = (Phase(GUIDE, 1, 5), Phase(PRACTISE, 3, 4), Phase(OWN_IT, 6, 3))


def softer(phase: str) -> str:
    """Return the next lighter kind of support."""
    return PRACTISE if phase == GUIDE else OWN_IT


@dataclass(frozen=True, slots=True)
class Prompt:
    """One week's question, in the three kinds of support; what is empty falls back to the nearest that is not."""

    week: int
    theme: str
    focus: str = ""
    guide: str = ""
    practise: str = ""
    own_it: str = ""
    hint: str = ""
    follow_up: str = ""
    """What is asked a week later of whoever tried it in their own work (P6)."""
    interests: frozenset[str] = frozenset()
    """For whom it is asked instead of the week's usual question: words of the programme's own list (P3)."""
    number: int = 0
    """Which of the week's questions it is: 0 the usual one, then the others."""
    others: tuple["Prompt", ...] = ()
    """The other questions of the week, each for some interests."""

    @property
    def key(self) -> str:
        """What buttons call it: the week, and where it is not the usual question its number."""
        return f"{self.week}-{self.number}" if self.number else str(self.week)

    def suited(self, wishes: Sequence[frozenset[str]]) -> "Prompt":
        """Return the question that half of a group, and the most, are interested in; else the usual one."""
        shared = [sum(not wish.isdisjoint(other.interests) for wish in wishes) for other in self.others]
        most = max(shared, default=0)
        return self.others[shared.index(most)] if most and most * 2 >= len(wishes) else self

    @property
    def mark(self) -> str:
        """A short name of how it reads now: whoever changes another one has not seen this."""
        return sha256("\x1f".join(map(str, astuple(self))).encode()).hexdigest()[:12]

    def text(self, phase: str) -> str:
        """Return the question for a phase."""
        order = {
            GUIDE: (self.guide, self.practise, self.own_it),
            PRACTISE: (self.practise, self.guide, self.own_it),
            OWN_IT: (self.own_it, self.practise, self.guide),
        }[phase]
        return next((text for text in order if text), "")

    def texts(self, phase: str) -> dict[str, str]:
        """Return what a coordinator may change of it, by name; the question is that of a phase."""
        said = {"theme": self.theme, "question": self.text(phase), "focus": self.focus}
        return said | {"hint": self.hint, "follow_up": self.follow_up}


@dataclass(frozen=True, slots=True)
class CohortPrompt:
    """A question for the whole cohort in one week, beside those of the groups (G6)."""

    week: int
    text: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What the programme wants to reach, measurable: a figure of the reports and the share it should come to (L8)."""

    figure: str
    target: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day some groups have off (no groups: all of them)."""

    on: date
    name: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NudgePolicy:
    """How often the bot may ask again; the weekly figure is the phase's."""

    per_day: int = 2
    stop_after: int = 4
    """Unanswered nudges in a row before the bot stops and says so."""


@dataclass(frozen=True, slots=True)
class CheckInLadder:
    """Missed check-ins in a row, and what follows."""

    ask_at: int = 1
    draft_at: int = 2
    case_at: int = 3
    draft_reminder: timedelta = timedelta(hours=24)
    draft_overdue: timedelta = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Sessions:
    """When a mentor and a learner meet, and what for (S1, S2).

    `choose` is when people are asked for the next slot's time: in the first week, then in the week before the slot.
    """

    enabled: bool = True
    every: timedelta = timedelta(weeks=2)
    minutes: int = 45
    agenda: tuple[int, ...] = (5, 10, 15, 10, 5)
    """Check-in, one topic, one problem-solving step, the next step, how to follow up; scaled to `minutes`."""
    choose: Weekly = field(default_factory=lambda: _weekly("Wed 12:00"))
    repair_after_weeks: int = 2
    """From the week after these on a learner may have another mentor (programme, table of figures)."""
    fit_question: Weekly = field(default_factory=lambda: _weekly("Sun 12:00"))
    """When learners are asked how their pair is: last before re-pairing opens (acceptance cohort, 15 March)."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what people wrote is kept (architecture, storage)."""

    texts: timedelta = timedelta(days=30)
    """Check-in texts and drafts after the cohort's last day, excerpts and notes after the case was closed."""
    identities: timedelta = timedelta(days=90)
    """Who was who, after the cohort's last day: random names stand in the figures from then on."""


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How many learners a group may have."""

    min: int = 3
    max: int = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of a cohort file that rule its weeks; people, groups and pairings become rows of their own."""

    rhythm: Rhythm = field(default_factory=Rhythm)
    phases: tuple[Phase, ...] = DEFAULT_PHASES
    prompts: tuple[Prompt, ...] = ()
    measured_goals: tuple[Goal, ...] = ()
    cohort_prompts: tuple[CohortPrompt, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    modules: tuple[Module, ...] = ()
    extensions: ExtensionPolicy = field(default_factory=ExtensionPolicy)
    office_hours: tuple[OfficeHour, ...] = ()
    reviews: tuple[ReviewRound, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    nudges: NudgePolicy = field(default_factory=NudgePolicy)
    ladder: CheckInLadder = field(default_factory=CheckInLadder)
    sessions: Sessions = field(default_factory=Sessions)
    surveys: Surveys = field(default_factory=Surveys)
    safety: Safety = field(default_factory=Safety)
    on_call: OnCall = field(default_factory=OnCall)
    retention: Retention = field(default_factory=Retention)
    group_size: GroupSize = field(default_factory=GroupSize)
    onboarding_on: date | None = None
    """The day invitations go out, 09:00 in each person's zone (None: members start active with the cohort)."""
    goals: str = ""
    """What the programme wants to reach, declared when the cohort is made (L8)."""
    time_per_week: str = USUAL_TIME
    mentor_time_per_week: str = USUAL_MENTOR_TIME
    help_contact: str = ""
    services: tuple[Service, ...] = ()
    """Where people can turn besides helplines (E11)."""
    training: Training | None = None
    """What mentors learn before they get learners (None: pairs of the file hold from the start)."""

    def phase(self, week: int) -> Phase:
        """Return the phase a week falls in; weeks before the first count as the first."""
        return max((p for p in self.phases if p.from_week <= week), key=lambda p: p.from_week, default=self.phases[0])

    def prompt(self, week: int) -> Prompt | None:
        """Return the prompt of a week, if the library has one."""
        return next((prompt for prompt in self.prompts if prompt.week == week), None)

    def question(self, key: str) -> Prompt | None:
        """Return the question that buttons call so; the week's usual one where the other is gone."""
        week, _, number = key.partition("-")
        prompt = self.prompt(int(week)) if week.isdecimal() else None
        others = prompt.others if prompt is not None else ()
        return next((other for other in others if str(other.number) == number), prompt)

    def review_round(self, number: int) -> ReviewRound | None:
        """Return a round of peer review, counted from 1."""
        return self.reviews[number - 1] if 1 <= number <= len(self.reviews) else None

    def holidays_of(self, group: str) -> frozenset[date]:
        """Return the days off of one group, by its handle."""
        return frozenset(h.on for h in self.holidays if not h.groups or group in h.groups)

    def next_milestone(self, day: date) -> Milestone | None:
        """Return the first milestone on or after a day."""
        return min((m for m in self.milestones if m.due_on >= day), key=lambda m: m.due_on, default=None)
