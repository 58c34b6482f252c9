"""Monday mornings: short, honest, with the next step beside each line."""

from dataclasses import dataclass

from bot.cards import Card, Field
from bot.domain.cases import Case
from bot.domain.check_ins import CheckIn, CheckInState
from bot.domain.cohorts import Cohort
from bot.domain.members import Group, Member
from bot.markup import quoted
from bot.wording.common import run_button
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class LearnerWeek:
    """One learner, as their mentor may see them: the status of the last check-in, never its text."""

    learner: Member
    last: CheckIn | None
    is_away: bool


@dataclass(frozen=True, slots=True)
class MentorWeek:
    """A mentor's learners in one week."""

    cohort: Cohort
    week: int
    learners: tuple[LearnerWeek, ...]


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """How many of a group's due check-ins were answered: counts, no names."""

    group: Group
    answered: int
    due: int

    @property
    def is_quiet(self) -> bool:
        """Fewer than half of the due check-ins were answered (acceptance, rule 8)."""
        return self.due > 0 and 2 * self.answered < self.due


@dataclass(frozen=True, slots=True)
class Report:
    """What a coordinator reads on Monday; `cases` are only those this reader may know of."""

    cohort: Cohort
    week: int
    answered: int
    expected: int
    groups: tuple[GroupWeek, ...]
    cases: tuple[Case, ...]
    invited: tuple[Member, ...]
    unsent: int


_SAID = {
    CheckInState.ANSWERED: "checked in",
    CheckInState.SKIPPED: "skipped, which is fine",
    CheckInState.OVERDUE: "no answer last time",
    CheckInState.EXCUSED: "nothing was due",
}


def mentor_week(voice: Voice, week: MentorWeek) -> Card:
    """My learners this week."""
    if not week.learners:
        return Card(
            voice.say("You have no learners at the moment. When a coordinator pairs you, I'll tell you."),
            kind="digest.mentor",
            why=voice.say("You asked for it."),
        )
    lines = [_learner(voice, row) for row in week.learners]
    milestone = week.cohort.plan.next_milestone(week.cohort.starts_on)
    ahead = (
        voice.say("\nComing up: {name}, {day}.", name=quoted(milestone.name), day=voice.day(milestone.due_on))
        if (milestone and 0 < week.week <= week.cohort.week(milestone.due_on) <= week.week + 1)
        else ""
    )
    return Card(
        "\n".join(lines) + ahead,
        kind="digest.mentor",
        title=voice.say("Your week as a mentor, week {week}", week=week.week)
        if week.week > 0
        else voice.say("Your learners"),
        why=voice.say("Mentors get this on Monday mornings; `/mentor week` shows it any time."),
        buttons=(run_button(voice.say("What to do when things go quiet"), "mentor script"),),
    )


def _learner(voice: Voice, row: LearnerWeek) -> str:
    status = voice.say("off today") if row.is_away else voice.say("no check-in yet")
    if row.last is not None and not row.is_away:
        status = voice.say(_SAID.get(row.last.state, ""))
        if row.last.wants_help:
            status += voice.say(", **would like to hear from you**")
    return f"- {quoted(row.learner.name)} ({row.learner.handle}): {status}"


def coordinator_report(voice: Voice, report: Report) -> Card:
    """Last week, and what waits for a person."""
    fields = [
        Field(voice.say("Check-ins last week"), _check_ins(voice, report)),
        Field(voice.say("Waiting for a person"), _waiting(voice, report)),
    ]
    quiet = [row for row in report.groups if row.is_quiet]
    if quiet:
        names = ", ".join(f"{quoted(r.group.name)} {r.answered}/{r.due}" for r in quiet)
        fields.append(
            Field(
                voice.say("Quiet groups"),
                voice.say(
                    "{names}. First look at the dates (holidays, clashes), then "
                    "at the prompt, then at the mentor's load.",
                    names=names,
                ),
            )
        )
    return Card(
        voice.say(
            "{cohort}, week {week} of {weeks}",
            cohort=quoted(report.cohort.name),
            week=report.week,
            weeks=report.cohort.weeks,
        )
        if 1 <= report.week <= report.cohort.weeks
        else quoted(report.cohort.name),
        kind="digest.coordinator",
        title=voice.say("Monday report"),
        why=voice.say("Coordinators get this on Monday mornings; `/coord report` shows it any time."),
        fields=tuple(fields),
        buttons=(run_button(voice.say("Open cases"), "coord case list"),) if report.cases else (),
    )


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
        lines.append(
            voice.count("{n} open case", "{n} open cases", len(report.cases))
            + (voice.say(", nobody has: {refs}", refs=", ".join(unowned)) if unowned else "")
        )
    if report.invited:
        names = ", ".join(f"{quoted(m.name)} ({m.handle})" for m in report.invited[:10])
        lines.append(voice.say("Not started yet: {names}", names=names))
    if report.unsent:
        lines.append(
            voice.count(
                "{n} message drafted for a mentor was not sent",
                "{n} messages drafted for mentors were not sent",
                report.unsent,
            )
        )
    return "\n".join(f"- {line}" for line in lines) if lines else voice.say("Nothing. Enjoy the quiet.")
