"""The tables that rule a cohort's weeks, as people write them.

The docstring of a key is its line in `docs/cohort-file.md`.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.cohort_file.words import Language, Line, Link, Text
from bot.domain.figures import Measure
from bot.domain.plan import (
    GUIDE,
    OWN_IT,
    PRACTISE,
    USUAL_MENTOR_TIME,
    USUAL_TIME,
    CheckInLadder,
    NudgePolicy,
    Rhythm,
    Sessions,
)
from bot.toml_fields import (
    Count,
    Day,
    Duration,
    Handle,
    Moment,
    Quiet,
    WeeklyTime,
    WeekSpan,
    Zone,
    one_of,
    parse_duration,
    parsed,
)
from bot.toml_sections import Section


class PhaseName(StrEnum):
    """The three kinds of support, each lighter than the one before."""

    GUIDE = GUIDE
    PRACTISE = PRACTISE
    OWN_IT = OWN_IT


class CohortSection(Section):
    """`[cohort]`: who, when, where."""

    handle: Handle
    """Short name for files and commands; a letter first, no spaces."""
    name: Annotated[str, Field(min_length=1, max_length=100)]
    """The name people read."""
    timezone: Zone
    """The zone of the programme, for what belongs to no group or person."""
    starts_on: Day
    """The Monday of week 1."""
    weeks: Annotated[int, Field(ge=1, le=52)]
    """How many weeks it lasts."""
    language: Language = "en"
    """The language of its texts, two letters; Kith itself speaks en, es, fr and pt, and English for all others."""
    prompt_library: Line = ""
    """Where weeks without a `[[prompt]]` take theirs from: "shipped", or a file of yours with `[[theme]]` tables."""
    onboarding_on: Day | None = None
    """The day invitations go out, 09:00 in each person's zone."""
    goals: Text = ""
    """What the programme wants to reach."""
    time_per_week: Line = USUAL_TIME
    """How much time it takes a learner, as the invitation says it."""
    mentor_time_per_week: Line = USUAL_MENTOR_TIME
    """How much time it takes a mentor, as the invitation says it."""
    help_contact: Line = ""
    """Whom to write to when the bot itself does not work."""


_RHYTHM = Rhythm()


class RhythmSection(Section):
    """`[rhythm]`: when things happen each week, on the reader's own clock; group posts on the group's."""

    prompt: WeeklyTime = _RHYTHM.prompt
    """The weekly question in each group's channel."""
    mentor_digest: WeeklyTime = _RHYTHM.mentor_digest
    """A mentor's overview of their learners."""
    coordinator_report: WeeklyTime = _RHYTHM.coordinator_report
    """The coordinators' weekly report."""
    check_in_opens: WeeklyTime = _RHYTHM.check_in_opens
    """The check-in arrives."""
    check_in_reminder: WeeklyTime = _RHYTHM.check_in_reminder
    """One reminder, only to those who have not answered."""
    check_in_closes: WeeklyTime = _RHYTHM.check_in_closes
    """The check-in closes; a later answer is kept but not counted."""
    ladder: WeeklyTime = _RHYTHM.ladder
    """What follows a missed check-in."""
    cohort_prompt: WeeklyTime = _RHYTHM.cohort_prompt
    """A question for everybody in the cohort's own channel, in the weeks that have a `[[cohort_prompt]]`."""
    quiet_hours: Quiet = _RHYTHM.quiet_hours
    """When nobody is written to, until a person sets their own."""
    late_limit: Duration = _RHYTHM.late_limit
    """A weekly question later than this is left out and the coordinators are told."""


class PhaseSection(Section):
    """`[[phase]]`: a stretch of weeks with its kind of support."""

    name: Annotated[PhaseName, one_of(PhaseName)]
    """`guide` (step by step), `practise` (a question and a hint) or `own_it` (an open question)."""
    weeks: WeekSpan
    """First and last week, like "1-2"; every week belongs to one phase."""
    nudges_per_week: Annotated[int, Field(ge=0, le=14)]
    """How many friendly requests a learner may get in a week."""


class PromptSection(Section):
    """`[[prompt]]`: one week's question, in up to three kinds of support."""

    week: Annotated[int, Field(ge=1)]
    """The week it is for; every week has one."""
    theme: Annotated[str, Field(min_length=1, max_length=100)]
    """What the week is about, in a few words."""
    focus: Annotated[str, Field(max_length=500)] = ""
    """The one thing that matters this week."""
    guide: Text = ""
    """The question with steps, for the phase `guide`."""
    practise: Text = ""
    """The question alone, for the phase `practise`."""
    own_it: Text = ""
    """An open question a learner can host, for the phase `own_it`."""
    hint: Text = ""
    """What somebody reads who asks for a hint."""
    follow_up: Annotated[str, Field(max_length=500)] = ""
    """What is asked a week later, of something people try in their own work: "How did it go?"."""
    interests: Annotated[tuple[Line, ...], Field(max_length=10)] = ()
    """Asked instead of the week's usual question in a group half of which has one of these among their goals."""


class CohortPromptSection(Section):
    """`[[cohort_prompt]]`: a question for the whole cohort, in its own channel; without any there is none."""

    week: Annotated[int, Field(ge=1)]
    """The week it is for; once for each."""
    text: Annotated[str, Field(min_length=1, max_length=1000)]
    """The question."""


class GoalFigure(StrEnum):
    """The figures a goal may name: each of them a share, and more is better."""

    SESSIONS = Measure.SESSIONS.value
    CHECK_INS = Measure.CHECK_INS.value
    MODULES = Measure.MODULES.value
    TAKING_PART = Measure.TAKING_PART.value
    RETENTION = Measure.RETENTION.value
    IN_TIME = Measure.CONTACT_IN_TIME.value


class GoalSection(Section):
    """`[[goal]]`: what the programme wants to reach, as a figure of its reports, which tell both."""

    figure: Annotated[GoalFigure, one_of(GoalFigure)]
    """Which figure: every one that is possible is a share, like `sessions_attended` or `learners_retained`."""
    target: Annotated[float, Field(gt=0, le=1)]
    """The share it should come to: 0.75 for three of four."""
    name: Annotated[str, Field(max_length=100)] = ""
    """What it is called in the reports; left out, the figure's own name."""


class EventSection(Section):
    """`[[event]]`: a live session or another event of the whole cohort, announced a week ahead in its channel."""

    title: Annotated[str, Field(min_length=1, max_length=100)]
    """What it is called; on Discord the event in the server is called that too."""
    at: Moment
    """When it begins, on the cohort's clock, like "2026-03-05 18:00", inside the cohort."""
    minutes: Annotated[int, Field(ge=5, le=1440)] = 60
    """How long it takes."""
    link: Link = ""
    """Where to join, like "https://meet.example.org/open"; left out: in the cohort's channel."""


class HolidaySection(Section):
    """`[[holiday]]`: a day off."""

    on: Day
    """The day, inside the cohort."""
    name: Line = ""
    """What it is called."""
    groups: tuple[str, ...] = ()
    """The groups that have it off; left out: all of them."""


_NUDGES = NudgePolicy()


class NudgesSection(Section):
    """`[nudges]`: how often the bot may ask again."""

    per_day: Annotated[int, Field(ge=0, le=5)] = _NUDGES.per_day
    """Most friendly requests to one learner on one day."""
    stop_after: Annotated[int, Field(ge=1, le=20)] = _NUDGES.stop_after
    """After this many unanswered ones in a row the bot stops and says so."""


_LADDER = CheckInLadder()


class LadderSection(Section):
    """`[ladder]`: what follows missed check-ins in a row."""

    ask_at: Count = _LADDER.ask_at
    """Missed in a row before the learner gets a one-tap question."""
    draft_at: Count = _LADDER.draft_at
    """Missed in a row before the mentor gets a drafted message."""
    case_at: Count = _LADDER.case_at
    """Missed in a row before a coordinator gets a case."""
    draft_reminder: Duration = _LADDER.draft_reminder
    """A mentor who has not sent the draft is reminded after this."""
    draft_overdue: Duration = _LADDER.draft_overdue
    """A draft not sent after this is shown to the coordinators."""


_SESSIONS = Sessions()


def _whole_weeks(text: str) -> timedelta:
    every = parse_duration(text)
    if every % timedelta(weeks=1):
        raise ValueError(f'"{text}" is not a number of whole weeks like "2 weeks"')
    return every


class SessionsSection(Section):
    """`[sessions]`: when a mentor and a learner meet, and what for."""

    enabled: bool = _SESSIONS.enabled
    """Whether pairs have sessions at all."""
    every: Annotated[timedelta, parsed(_whole_weeks)] = _SESSIONS.every
    """A pair meets once in every stretch of so many weeks."""
    minutes: Annotated[int, Field(ge=30, le=45)] = _SESSIONS.minutes
    """How long a session is: 30 to 45 minutes."""
    agenda: Annotated[tuple[Annotated[int, Field(ge=1, le=45)], ...], Field(min_length=5, max_length=5)] = (
        _SESSIONS.agenda
    )
    """Minutes for the check-in, one topic, one step, the next step, and how to follow up; scaled to `minutes`."""
    choose: WeeklyTime = _SESSIONS.choose
    """When people are asked for the next time: in week 1, then in the week before each stretch."""
    repair_after_weeks: Annotated[int, Field(ge=0, le=52)] = _SESSIONS.repair_after_weeks
    """A learner may have another mentor once so many weeks are over."""
    fit_question: WeeklyTime = _SESSIONS.fit_question
    """When learners who have met their mentor are asked how it fits: last before that, then until they met."""
