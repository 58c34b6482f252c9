"""A mentor's week on Monday morning: their learners, what would help them, and their own load."""

from dataclasses import dataclass
from datetime import timedelta

from bot.cards import Button, Card, Field
from bot.domain.check_ins import CheckIn, CheckInState
from bot.domain.cohorts import Cohort
from bot.domain.deadlines import Module
from bot.domain.hub import HubItem
from bot.domain.members import Group, Member, MemberState
from bot.domain.room import FULL
from bot.domain.scripts import Script
from bot.domain.sessions import Session
from bot.limits import CARD_TEXT
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.hub import to_look_at
from bot.wording.lists import fitting
from bot.wording.playbook import script_button
from bot.wording.session_lines import upcoming
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
    module: Module | None = None
    """The module whose work was due and is not handed in yet, where the learning platform says so."""

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
    """What surveys and check-ins tell of the groups they look after, in figures, where enough people were asked."""
    load: int = 0
    capacity: int = 0
    """The mentor's own word on their week (0: none), and how many learners they would take."""
    stale: tuple[HubItem, ...] = ()
    """What is theirs in the hub and may no longer hold."""


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
            fields=week.told,
        )
    lines = [_learner(voice, row, with_words=with_words) for row in week.learners]
    buttons = [run_button(voice.say("Write to a learner"), "mentor reachout")]
    if any(row.words for row in week.learners) and not with_words:
        lines.append(voice.say("\nSome share a few words with you: “My week” shows them."))
        buttons.append(run_button(voice.say("My week"), "mentor week"))
    buttons += _at_hand(voice, week)
    return Card(
        _opening(voice, week) + fitting(voice, lines, CARD_TEXT - 1000) + _ahead(voice, week) + _own(voice, week),
        kind="digest.mentor",
        title=voice.say("Your week as a mentor, week {week}", week=week.week)
        if 0 < week.week <= week.cohort.weeks
        else voice.say("Your learners"),
        why=voice.say("Mentors get this on Monday mornings; `/mentor week` shows it any time."),
        fields=week.told,
        buttons=tuple(buttons),
        select=load_question(voice),
    )


def of_check_ins(voice: Voice, group: Group, week: int, answered: int, asked: int) -> Field:
    """How many of a group's learners answered, for whoever looks after it: never who."""
    return Field(
        voice.say("Check-ins of week {week}", week=week),
        voice.say(
            "{group}: {answered} of {asked} answered.", group=quoted(group.name, 60), answered=answered, asked=asked
        ),
    )


def _at_hand(voice: Voice, week: MentorWeek) -> list[Button]:
    """The cards that help this week, and no others."""
    scripts = []
    if any(row.missed for row in week.learners):
        scripts.append(Script.QUIET)
    if any(row.last is not None and row.last.wants_help for row in week.learners):
        scripts.append(Script.REFLECT)
    return [script_button(voice, script) for script in scripts]


def _own(voice: Voice, week: MentorWeek) -> str:
    """How full the mentor's week is, in their own word, and what is theirs to look at."""
    lines = []
    if week.load:
        said = voice.say("Your week: {load} of {full}.", load=week.load, full=FULL)
        lines.append(said + voice.say(" Learners: {n} of {most}.", n=len(week.learners), most=week.capacity))
    if week.stale:
        lines.append(to_look_at(voice, week.stale))
    return "".join(f"\n{line}" for line in lines)


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
    line = status(voice, row) + upcoming(voice, row.session) + _handed_in(voice, row)
    return f"- {named(row.learner.name)} ({row.learner.handle}): {line}{said}"


def _handed_in(voice: Voice, row: LearnerWeek) -> str:
    if row.module is None:
        return ""
    return voice.say("; “{name}” is not handed in yet", name=quoted(row.module.name, 80))


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
    said = voice.say(_SAID[row.last.state])
    return said + (voice.say(", **would like to hear from you**") if row.last.wants_help else "")


_NOT_HERE = {
    MemberState.INVITED: "hasn't started yet",
    MemberState.PAUSED: "paused for now",
    MemberState.GONE: "not in the workspace at the moment",
}
