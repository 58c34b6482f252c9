"""What comes after the form that starts somebody's part: a welcome, a catch-up, a word to their mentor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.cohorts import Cohort
from bot.domain.members import Group, Member, MemberState, Role
from bot.limits import FIELD_VALUE
from bot.markup import named, quoted
from bot.wording import aims, norms
from bot.wording.common import run_button
from bot.wording.lists import fitting, newest
from bot.wording.onboarding import choices
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Beginning:
    """Somebody who has just agreed: where they come in, and with whom. `week` of 0 or less is before the start."""

    member: Member
    cohort: Cohort
    week: int
    group: Group | None = None
    mentor: Member | None = None
    next_on: date | None = None
    learners: Sequence[Member] = ()
    norms: Sequence[str] = ()


def begun(voice: Voice, beginning: Beginning) -> Card:
    """After consent: what comes next."""
    if beginning.member.role is Role.MENTOR:
        return _mentor_begun(voice, beginning)
    if beginning.week >= 1:
        return _caught_up(voice, beginning)
    first = (
        voice.say(" Your first check-in comes on {day}.", day=voice.day(beginning.next_on)) if beginning.next_on else ""
    )
    return Card(
        voice.say(
            "Thank you, {name}. We begin on {day}, with a first question in your group's channel.{first} Until then "
            "there is nothing to do. Two short forms help to find your people, if you like. `/peer me` shows your "
            "dates, `/peer help` reaches a person.",
            name=named(beginning.member.name),
            day=voice.day(beginning.cohort.starts_on),
            first=first,
        ),
        kind="onboarding.begun",
        why=voice.say("You just started."),
        buttons=(*aims.offered(voice), run_button(voice.say("My page"), "peer me")),
    )


def _caught_up(voice: Voice, beginning: Beginning) -> Card:
    """To somebody who comes later: the same beginning, and what they missed in a minute (O13)."""
    cohort, week = beginning.cohort, min(beginning.week, beginning.cohort.weeks)
    fields = []
    prompt = cohort.plan.prompt(week)
    if prompt is not None:
        focus = f": {quoted(prompt.focus, FIELD_VALUE - 200)}" if prompt.focus else ""
        fields.append(Field(voice.say("This week"), f"{quoted(prompt.theme, 150)}{focus}"))
    earlier = [p for p in cohort.plan.prompts if p.week < week]
    if earlier:
        themes = newest(voice, [f"{p.week}. {quoted(p.theme, 150)}" for p in earlier], FIELD_VALUE)
        fields.append(Field(voice.say("So far, to read if you like"), themes))
    fields.append(Field(voice.say("Your people"), _people(voice, beginning)))
    if beginning.norms:
        fields.append(Field(voice.say("What your group agreed on"), norms.lines(voice, beginning.norms)))
    if beginning.next_on is not None:
        fields.append(Field(voice.say("Your first check-in"), voice.day(beginning.next_on)))
    return Card(
        voice.say(
            "Good to have you, {name}. It is week {week} of {weeks}, and there is nothing to make up: begin with this "
            "week's question, or by saying hello in your group.",
            name=named(beginning.member.name),
            week=week,
            weeks=cohort.weeks,
        ),
        kind="onboarding.begun",
        title=voice.say("You're in"),
        why=voice.say("You just started, and the others began before you."),
        fields=tuple(fields),
        buttons=(
            *aims.offered(voice),
            run_button(voice.say("My page"), "peer me"),
            run_button(voice.say("Get help"), "peer help"),
        ),
    )


def _people(voice: Voice, beginning: Beginning) -> str:
    parts = []
    if beginning.group is not None:
        parts.append(voice.say("Your group is {name}.", name=named(beginning.group.name)))
    if beginning.mentor is not None:
        parts.append(voice.say("Your mentor is {name}.", name=named(beginning.mentor.name)))
    if len(parts) < 2:
        parts.append(voice.say("A coordinator looks for the rest and tells you."))
    return " ".join(parts)


def _mentor_begun(voice: Voice, beginning: Beginning) -> Card:
    names = fitting(voice, [named(learner.name) for learner in beginning.learners], 900, ", ")
    yours = voice.say(" Your learners: {names}.", names=names) if names and beginning.week >= 1 else ""
    is_first = beginning.cohort.plan.training is not None
    first = voice.say(" Before you get learners there is a short training: `/mentor training`.") if is_first else ""
    return Card(
        voice.say(
            "Thank you, {name}.{yours} I write to you on Monday mornings, with your learners' week and what would "
            "help. `/mentor week` shows it any time, `/mentor script` is a short playbook for when somebody goes "
            "quiet. Worried about somebody? `/peer help`, at once.{first}",
            name=named(beginning.member.name),
            yours=yours,
            first=first,
        ),
        kind="onboarding.begun",
        why=voice.say("You just started."),
        buttons=(
            run_button(voice.say("My week"), "mentor week"),
            run_button(voice.say("When somebody goes quiet"), "mentor script"),
            run_button(voice.say("How I work"), "peer my profile"),
        ),
    )


def saved(voice: Voice, member: Member) -> Card:
    """After a change of settings."""
    paused = voice.say(" You're still paused; `/peer back` starts again.") if member.state is MemberState.PAUSED else ""
    return Card(
        voice.say(
            "Saved. Your clock is {zone}, quiet from {start} to {end}.{paused}",
            zone=member.timezone,
            start=f"{member.quiet.start:%H:%M}",
            end=f"{member.quiet.end:%H:%M}",
            paused=paused,
        ),
        kind="onboarding.saved",
        why=voice.say("You changed your settings."),
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )


def not_agreed(voice: Voice) -> Card:
    """To somebody who sent the form without agreeing."""
    return Card(
        voice.say(
            "Nothing was saved, because you chose not to agree yet. Press Start again whenever you are ready, or "
            "ask a coordinator what worries you: `/peer help`."
        ),
        kind="onboarding.not_agreed",
        buttons=choices(voice),
    )


def already_in(voice: Voice) -> Card:
    """To somebody who presses Start twice."""
    return Card(
        voice.say("You're already in. `/peer me` shows your dates."),
        kind="onboarding.already",
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )


def joined(voice: Voice, learner: Member, week: int) -> Card:
    """To the mentor: one of their learners has started later than the others."""
    return Card(
        voice.say(
            "{name} has started, in week {week}. A short hello from you makes the late start easier.",
            name=named(learner.name),
            week=week,
        ),
        kind="onboarding.joined",
        why=voice.say("{name} is your learner.", name=named(learner.name)),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),),
    )


def joined_alone(voice: Voice, learner: Member, week: int) -> Card:
    """To the coordinator: somebody has started and has no mentor."""
    return Card(
        voice.say(
            "{name} has started, in week {week}, and has no mentor. `/coord handoff {handle}` gives them one; all are "
            "told.",
            name=named(learner.name),
            week=max(week, 1),
            handle=learner.handle,
        ),
        kind="onboarding.joined",
        why=voice.say("Somebody started without a mentor."),
    )
