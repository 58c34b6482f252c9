"""Monday mornings: short, honest, with the next step beside each line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.cards import Card, Field
from bot.domain.case_times import CaseTimes, typical
from bot.domain.cases import Case
from bot.domain.cohorts import Cohort
from bot.domain.extensions import Extension
from bot.domain.hub import HubItem
from bot.domain.members import Member
from bot.domain.precision import Precision
from bot.limits import FIELD_VALUE
from bot.markup import named, quoted
from bot.wording.case_times import measured
from bot.wording.common import run_button
from bot.wording.extensions import own_dates
from bot.wording.figures import Monday, in_figures
from bot.wording.help import span
from bot.wording.hub import to_look_at
from bot.wording.lists import fitting
from bot.wording.session_lines import SessionsWeek, counted
from bot.wording.training import open_training
from bot.wording.voice import Voice


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
    stale_services: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Names by member id."""
    wrong: tuple[tuple[str, Precision], ...] = ()
    """Titles of rules that were wrong at least once, with how often, in the cases this reader may know of."""
    sessions: SessionsWeek = field(default_factory=SessionsWeek)
    figures: Monday = field(default_factory=Monday)
    own_dates: tuple[tuple[str, Extension], ...] = ()
    """Who has a date of their own ahead, or waits for an answer, by name."""
    untrained: tuple[Member, ...] = ()
    """Mentors who have not finished the training this cohort asks for."""
    stale: tuple[HubItem, ...] = ()
    """What is the reader's own in the hub and may no longer hold."""


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
    if report.untrained:
        lines.append(open_training(voice, report.untrained))
    if report.stale:
        lines.append(to_look_at(voice, report.stale))
    if report.stale_helplines:
        countries = fitting(voice, report.stale_helplines, 100, ", ")
        lines.append(voice.say("Helplines to look up again, half a year has passed: {countries}", countries=countries))
    if report.stale_services:
        names = fitting(voice, [quoted(name) for name in report.stale_services], 200, ", ")
        lines.append(voice.say("Other places to turn to look up again, half a year has passed: {names}", names=names))
    return fitting(voice, [f"- {line}" for line in lines], FIELD_VALUE) or voice.say("Nothing. Enjoy the quiet.")


def _owned(voice: Voice, case: Case, names: Mapping[str, str]) -> str:
    owner = named(names.get(case.owner_id, voice.say("somebody")))
    return voice.say("Case {ref} is open, {owner} has it", ref=case.ref, owner=owner)
