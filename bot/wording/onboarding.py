"""The first words: what this is, what it asks, and a free choice. Learners and mentors each get their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, Role
from bot.domain.privacy import NOTICE_VERSION
from bot.domain.signals.severity import Severity
from bot.limits import FIELD_VALUE, TEXT
from bot.markup import named, passage, quoted, titled
from bot.wording import safety
from bot.wording.help import span
from bot.wording.lists import fitting
from bot.wording.voice import Voice

_MILESTONES = 5
"""Milestones named in an invitation."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited, to what, and who looks after it."""

    member: Member
    cohort: Cohort
    coordinators: Sequence[Member]
    is_read: bool = True
    """Whether there is a channel that is scanned and can be read."""


def invitation(voice: Voice, invited: Invited) -> Card:
    """The one message before consent: purpose, time, milestones, support, limits, ground rules, privacy, choice."""
    member, cohort = invited.member, invited.cohort
    is_mentor = member.role is Role.MENTOR
    return Card(
        voice.say(
            "Hi {name}, welcome. I'm Kith, the programme's bot, not a person.\n\n{role}\n\nTaking part is your choice. "
            "You can skip anything, pause or leave with one command.",
            name=named(member.name),
            role=_mentor(voice) if is_mentor else _learner(voice),
        ),
        kind="onboarding.invitation",
        title=voice.say("Welcome to {cohort}", cohort=titled(cohort.name)),
        why=voice.say("A coordinator put you on the list of {cohort}.", cohort=named(cohort.name)),
        fields=(
            *_goal(voice, cohort),
            Field(voice.say("Time"), _time(voice, invited)),
            *_milestones(voice, cohort),
            *(_mentors_fields(voice, invited) if is_mentor else _learners_fields(voice, invited)),
            Field(voice.say("Privacy, notice {n}", n=NOTICE_VERSION), privacy_in_short(voice, invited)),
        ),
        buttons=choices(voice),
    )


def which_zone(voice: Voice) -> Card:
    """To somebody whose zone nobody knows, once."""
    return Card(
        voice.say(
            "Which time zone are you in? Until I know, I go by the programme's clock, and a message may come at an odd "
            "hour for you."
        ),
        kind="onboarding.zone",
        why=voice.say("Neither your coordinator nor your profile says it."),
        buttons=(Button(voice.say("Tell it"), Action("command.run", "peer.start"), Look.PRIMARY),),
    )


def choices(voice: Voice) -> tuple[Button, ...]:
    """Start, not now, decline: each is a fine answer."""
    return (
        Button(voice.say("Start"), Action("onboarding.start"), Look.PRIMARY),
        Button(voice.say("Not now"), Action("onboarding.later")),
        Button(voice.say("Decline"), Action("onboarding.decline")),
    )


def _learner(voice: Voice) -> str:
    return voice.say(
        "You'll be in a small group that stays together, with a mentor beside you. Each week brings one question to "
        "talk about and one short check-in."
    )


def _mentor(voice: Voice) -> str:
    return voice.say(
        "You are here as a **mentor**: a guide, not a grader. You listen, ask, and share how you learned; you may "
        "explain, but you don't rewrite people's work. I remind you, draft messages and tell you whom to ask."
    )


def _goal(voice: Voice, cohort: Cohort) -> tuple[Field, ...]:
    return (Field(voice.say("What it is for"), passage(cohort.plan.goals, FIELD_VALUE)),) if cohort.plan.goals else ()


def _time(voice: Voice, invited: Invited) -> str:
    plan = invited.cohort.plan
    return voice.say(
        "{weeks} weeks, from {start} to {end}; {time} a week.",
        weeks=invited.cohort.weeks,
        start=voice.day(invited.cohort.starts_on),
        end=voice.day(invited.cohort.ends_on),
        time=quoted(voice.word(plan.mentor_time_per_week if invited.member.role is Role.MENTOR else plan.time_per_week))
        or voice.say("a little time"),
    )


def _milestones(voice: Voice, cohort: Cohort) -> tuple[Field, ...]:
    dated = sorted(cohort.plan.milestones, key=lambda milestone: milestone.due_on)[:_MILESTONES]
    lines = [f"{named(milestone.name)}, {voice.day(milestone.due_on)}" for milestone in dated]
    return (Field(voice.say("Milestones"), fitting(voice, lines, FIELD_VALUE)),) if lines else ()


def _learners_fields(voice: Voice, invited: Invited) -> tuple[Field, ...]:
    return (
        Field(
            voice.say("Support"),
            voice.say(
                "Your group, your mentor, and the coordinators: {names}. `/peer help` reaches a person at any time, "
                "also before you start.",
                names=_names(voice, invited),
            ),
        ),
        Field(voice.say("Limits"), safety.limits_alone(voice)),
        Field(
            voice.say("Ground rules"),
            voice.say(
                "What is said in the group stays in the group, except where somebody is at risk of serious harm. Be "
                "kind: it is about the work, never about the person. Everybody goes at their own pace."
            ),
        ),
    )


def _mentors_fields(voice: Voice, invited: Invited) -> tuple[Field, ...]:
    critical = invited.cohort.plan.safety.severities[Severity.CRITICAL].answer_within
    return (
        Field(
            voice.say("Confidential"),
            voice.say(
                "What a learner tells you stays between you, except where somebody is at risk of serious harm: then a "
                "coordinator hears of it the same day. Say so early; it makes trust easier."
            ),
        ),
        Field(
            voice.say("When you are worried"),
            voice.say(
                "The coordinators are {names}. `/peer help` reaches the one on duty; in a crisis day and night, the "
                "goal is {within}. You are not their counsellor, and you never carry it alone.",
                names=_names(voice, invited),
                within=span(voice, critical),
            ),
        ),
        Field(voice.say("Limits"), safety.limits_alone(voice)),
    )


def _names(voice: Voice, invited: Invited) -> str:
    names = [named(c.name) for c in invited.coordinators]
    return fitting(voice, names, 500, ", ") or voice.say("named in `/peer help`")


def privacy_in_short(voice: Voice, invited: Invited) -> str:
    """The privacy notice in three sentences; the whole is one command away."""
    where = (
        voice.say("In the channels listed in `/peer privacy` and in messages to me")
        if invited.is_read
        else voice.say("In messages to me and in those that mention me in a listed channel")
    )
    scanned = (
        voice.say(
            " {where}, rules look for words that mean somebody needs help; a coordinator may then be told.", where=where
        )
        if invited.cohort.plan.safety.scan
        else ""
    )
    return voice.say(
        "I keep your answers, and that you wrote, never what you wrote in channels.{scanned} `/peer privacy` has the "
        "rest.",
        scanned=scanned,
    )


def later(voice: Voice) -> Card:
    """To somebody who is not ready."""
    return Card(
        voice.say("No hurry. The Start button stays where it is, and I remind you twice at most."),
        kind="onboarding.later",
    )


def declined(voice: Voice) -> Card:
    """To somebody who does not want to take part."""
    return Card(
        voice.say(
            "That's fine, and thank you for saying so. I won't write to you again. Should you change your mind, Start "
            "works as long as the programme runs."
        ),
        kind="onboarding.declined",
    )


def reminder(voice: Voice, invited: Invited, *, is_last: bool, has_begun: bool) -> Card:
    """Three and seven days after the invitation."""
    cohort = invited.cohort
    when = (
        voice.say("{cohort} has begun, and you can still join in.", cohort=named(cohort.name))
        if has_begun
        else voice.say("{cohort} starts on {day}.", cohort=named(cohort.name), day=voice.day(cohort.starts_on))
    )
    last = voice.say(" This is the last time I ask.") if is_last else ""
    return Card(
        voice.say(
            "Hi {name}, {when} If you'd like to be part of it, press Start; it takes two minutes. If not, Decline is a "
            "fine answer too.{last}",
            name=named(invited.member.name),
            when=when,
            last=last,
        ),
        kind="onboarding.reminder",
        why=voice.say("You were invited and haven't answered yet."),
        buttons=choices(voice),
    )


def waiting(voice: Voice, members: Sequence[Member], unreached: frozenset[str]) -> Card:
    """To coordinators: who has not answered a week after the invitation; `unreached` by member id."""
    closed = voice.say(", their private messages are closed to me")
    lines = [f"- {named(m.name)} ({m.handle}){closed if m.id in unreached else ''}" for m in members]
    return Card(
        voice.count(
            "One person hasn't answered the invitation. A personal word from you often helps; I don't ask again.",
            "{n} people haven't answered the invitation. A personal word from you often helps; I don't ask again.",
            len(members),
        )
        + "\n"
        + fitting(voice, lines, TEXT - 200),
        kind="onboarding.waiting",
        why=voice.say("A week has passed since the invitation."),
    )


def door(voice: Voice, cohort: Cohort) -> Card:
    """In the cohort's channel, once, when an invitation could not be delivered: a Start button that names nobody."""
    return Card(
        voice.say(
            "Invited to {cohort}, and no private message from me? You can start here; what opens is for you alone.",
            cohort=named(cohort.name),
        ),
        kind="onboarding.door",
        title=voice.say("Start here"),
        why=voice.say("Not everybody takes private messages from a bot."),
        buttons=(Button(voice.say("Start"), Action("onboarding.start"), Look.PRIMARY),),
    )
