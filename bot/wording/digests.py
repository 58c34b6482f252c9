"""Monday mornings: short, honest, with the next step beside each line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.cards import Card, Field
from bot.domain.case_times import CaseTimes, typical
from bot.domain.cases import Case
from bot.domain.check_ins import CheckIn, CheckInState
from bot.domain.cohorts import Cohort
from bot.domain.extensions import Extension
from bot.domain.members import Member, MemberState
from bot.domain.precision import Precision
from bot.domain.sessions import Session
from bot.limits import CARD_TEXT, FIELD_VALUE
from bot.markup import named, quoted
from bot.wording.case_times import measured
from bot.wording.common import run_button
from bot.wording.extensions import own_dates
from bot.wording.figures import Monday, in_figures
from bot.wording.help import span
from bot.wording.lists import fitting
from bot.wording.session_lines import SessionsWeek, counted, upcoming
from bot.wording.voice import Voice
from bot.wording.workload import load_question


@dataclass(frozen=True, slots=True)
class LearnerWeek:
    """One learner, as their mentor may see them. `missed` counts check-ins in a row without an answer."""

    learner: Member
    last: CheckIn | None
    is_away: bool
    missed: int = 0
    session: Session | None = None

    @property
    def words(self) -> str:
        """What they wrote last and share with their mentor."""
        return self.last.hardest if self.last is not None and self.last.is_shared else ""


@dataclass(frozen=True, slots=True)
class MentorWeek:
    """A mentor's learners in one week."""

    cohort: Cohort
    week: int
    learners: tuple[LearnerWeek, ...]
    told: tuple[Field, ...] = ()
    """What surveys tell of the mentor's groups, where enough people answered."""


@dataclass(frozen=True, slots=True)
class CaseWait:
    """How long somebody waited for a person, in a case of last week that this reader may know of."""

    case: Case
    times: CaseTimes
    goal: timedelta


@dataclass(frozen=True, slots=True)
class Report:
    """What a coordinator reads on Monday; `cases` are only those this reader may know of."""

    cohort: Cohort
    week: int
    answered: int
    expected: int
    cases: tuple[Case, ...]
    invited: tuple[Member, ...]
    unsent: int
    waits: tuple[CaseWait, ...] = ()
    stale_helplines: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Names by member id."""
    wrong: tuple[tuple[str, Precision], ...] = ()
    """Titles of rules that were wrong at least once, with how often, in the cases this reader may know of."""
    sessions: SessionsWeek = field(default_factory=SessionsWeek)
    figures: Monday = field(default_factory=Monday)
    own_dates: tuple[tuple[str, Extension], ...] = ()
    """Who has a date of their own ahead, or waits for an answer, by name."""


_SAID = {
    CheckInState.ANSWERED: "checked in",
    CheckInState.SKIPPED: "skipped, which is fine",
    CheckInState.OVERDUE: "no answer last time",
    CheckInState.EXCUSED: "nothing was due",
    CheckInState.OPEN: "has one open",
}


def mentor_week(voice: Voice, week: MentorWeek, *, with_words: bool) -> Card:
    """My learners this week. `with_words`: also what they share, which a message that is stored never holds."""
    if not week.learners:
        return Card(
            voice.say("You have no learners at the moment. When a coordinator pairs you, I'll tell you."),
            kind="digest.mentor",
            why=voice.say("You asked for it."),
        )
    lines = [_learner(voice, row, with_words=with_words) for row in week.learners]
    buttons = [run_button(voice.say("Write to a learner"), "mentor reachout")]
    if any(row.words for row in week.learners) and not with_words:
        lines.append(voice.say("\nSome share a few words with you: “My week” shows them."))
        buttons.append(run_button(voice.say("My week"), "mentor week"))
    buttons.append(run_button(voice.say("When things go quiet"), "mentor script"))
    return Card(
        _opening(voice, week) + fitting(voice, lines, CARD_TEXT - 400) + _ahead(voice, week),
        kind="digest.mentor",
        title=voice.say("Your week as a mentor, week {week}", week=week.week)
        if 0 < week.week <= week.cohort.weeks
        else voice.say("Your learners"),
        why=voice.say("Mentors get this on Monday mornings; `/mentor week` shows it any time."),
        fields=week.told,
        buttons=tuple(buttons),
        select=load_question(voice),
    )


def _opening(voice: Voice, week: MentorWeek) -> str:
    if week.week != 1 or any(row.last is not None for row in week.learners):
        return ""
    return voice.say("It begins. A short hello to each of them today is worth more than a long one later.\n")


def _ahead(voice: Voice, week: MentorWeek) -> str:
    monday = week.cohort.starts_on + timedelta(weeks=week.week - 1)
    milestone = week.cohort.plan.next_milestone(monday)
    if milestone is None or not 0 < week.week <= week.cohort.week(milestone.due_on) <= week.week + 1:
        return ""
    return voice.say("\nComing up: {name}, {day}.", name=named(milestone.name), day=voice.day(milestone.due_on))


def _learner(voice: Voice, row: LearnerWeek, *, with_words: bool) -> str:
    said = f"\n> {quoted(row.words, 300)}" if with_words and row.words else ""
    line = status(voice, row) + upcoming(voice, row.session)
    return f"- {named(row.learner.name)} ({row.learner.handle}): {line}{said}"


def status(voice: Voice, row: LearnerWeek) -> str:
    """How somebody's check-ins stand, never what they wrote."""
    if row.learner.state in _NOT_HERE:
        return voice.say(_NOT_HERE[row.learner.state])
    if row.is_away:
        return voice.say("off today")
    if row.last is None:
        return voice.say("first check-in on Thursday")
    if row.missed and row.last.answered_at is not None:
        return voice.say("answered after the close, which is fine")
    if row.missed > 1:
        return voice.say("no answer {n} times in a row; a word from you may help", n=row.missed)
    status = voice.say(_SAID[row.last.state])
    return status + (voice.say(", **would like to hear from you**") if row.last.wants_help else "")


_NOT_HERE = {
    MemberState.INVITED: "hasn't started yet",
    MemberState.PAUSED: "paused for now",
    MemberState.GONE: "not in the workspace at the moment",
}


def coordinator_report(voice: Voice, report: Report) -> Card:
    """Last week, and what waits for a person."""
    fields = [
        _first(voice, report),
        *counted(voice, report.sessions),
        Field(voice.say("Waiting for a person"), _waiting(voice, report)),
        *own_dates(voice, report.own_dates),
        *_how_fast(voice, report),
        *_how_right(voice, report),
    ]
    fields += in_figures(voice, report.figures)
    return Card(
        voice.say(
            "{cohort}, week {week} of {weeks}",
            cohort=named(report.cohort.name),
            week=report.week,
            weeks=report.cohort.weeks,
        )
        if 1 <= report.week <= report.cohort.weeks
        else _outside_its_weeks(voice, report),
        kind="digest.coordinator",
        title=voice.say("Monday report"),
        why=voice.say("Coordinators get this on Monday mornings; `/coord report` shows it any time."),
        fields=tuple(fields),
        buttons=(run_button(voice.say("Open cases"), "coord case list"),) if report.cases else (),
    )


def _outside_its_weeks(voice: Voice, report: Report) -> str:
    name = named(report.cohort.name)
    if report.week < 1:
        return voice.say("{cohort} starts on {day}", cohort=name, day=voice.day(report.cohort.starts_on))
    return voice.say("{cohort} has ended. This is the last Monday report; thank you for looking after it.", cohort=name)


def _first(voice: Voice, report: Report) -> Field:
    if report.week > 1 or report.expected:
        return Field(voice.say("Check-ins last week"), _check_ins(voice, report))
    return Field(
        voice.say("This week"),
        voice.say("Week 1: the first question goes out today, the first check-in on Thursday.")
        if report.week == 1
        else voice.say("Nothing is due yet."),
    )


def _how_fast(voice: Voice, report: Report) -> tuple[Field, ...]:
    if not report.waits:
        return ()
    lines = [f"{wait.case.ref}: {measured(voice, wait.times, wait.goal)}" for wait in report.waits[:5]]
    middle = typical([wait.times.contact_after for wait in report.waits])
    if middle is not None and len(report.waits) > 1:
        lines.append(voice.say("Half were in touch within {length}.", length=span(voice, middle)))
    return (Field(voice.say("How fast people were answered"), "\n".join(f"- {line}" for line in lines)),)


def _how_right(voice: Voice, report: Report) -> tuple[Field, ...]:
    lines = [
        voice.say("- {rule}: {wrong} of {closed}", rule=quoted(title, 80), wrong=one.false_alarms, closed=one.closed)
        for title, one in report.wrong[:5]
    ]
    return (Field(voice.say("False alarms among closed cases"), "\n".join(lines)),) if lines else ()


def _check_ins(voice: Voice, report: Report) -> str:
    if not report.expected:
        return voice.say("None were due.")
    share = round(100 * report.answered / report.expected)
    return voice.say(
        "{answered} of {expected} answered ({share} %).",
        answered=report.answered,
        expected=report.expected,
        share=share,
    )


def _waiting(voice: Voice, report: Report) -> str:
    lines = []
    if report.cases:
        unowned = [case.ref for case in report.cases if case.is_unowned]
        if unowned:
            refs = fitting(voice, unowned, 150, ", ")
            lines.append(
                voice.count(
                    "{n} case that nobody has: {refs}", "{n} cases that nobody has: {refs}", len(unowned), refs=refs
                )
            )
        lines += [_owned(voice, case, report.names) for case in report.cases[:10] if not case.is_unowned]
    if report.invited:
        names = fitting(voice, [f"{named(m.name)} ({m.handle})" for m in report.invited], 300, ", ")
        lines.append(voice.say("Not started yet: {names}", names=names))
    if report.unsent:
        lines.append(
            voice.count(
                "{n} message drafted for a mentor was not sent",
                "{n} messages drafted for mentors were not sent",
                report.unsent,
            )
        )
    if report.stale_helplines:
        countries = fitting(voice, report.stale_helplines, 100, ", ")
        lines.append(voice.say("Helplines to look up again, half a year has passed: {countries}", countries=countries))
    return fitting(voice, [f"- {line}" for line in lines], FIELD_VALUE) or voice.say("Nothing. Enjoy the quiet.")


def _owned(voice: Voice, case: Case, names: Mapping[str, str]) -> str:
    owner = named(names.get(case.owner_id, voice.say("somebody")))
    return voice.say("Case {ref} is open, {owner} has it", ref=case.ref, owner=owner)
