"""The first words: what this is, what it asks, and a free choice."""

from bot.cards import Action, Button, Card, ChoiceInput, Form, Look, Option, TextInput
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, Role
from bot.markup import quoted
from bot.wording.common import run_button
from bot.wording.voice import Voice


def invitation(voice: Voice, member: Member, cohort: Cohort) -> Card:
    """The one message before consent: purpose, time, milestones, support, limits, privacy, choice."""
    parts = [
        voice.say("Hi {name}, welcome. I'm Kith, the programme's bot, not a person.", name=quoted(member.name)),
        _purpose(voice, member, cohort),
        voice.say(
            "*Support:* your group, your mentor and the coordinators. `/peer help` reaches a person at any time.",
        ).replace("*Support:*", "**Support:**"),
        voice.say(
            "**Limits:** peer support is not professional care and not an emergency service. What you say stays "
            "between us, except where somebody is at risk of serious harm."
        ),
        privacy_in_short(voice, cohort),
        voice.say("Taking part is your choice. You can skip anything, pause or leave with one command."),
    ]
    return Card(
        "\n\n".join(parts),
        kind="onboarding.invitation",
        title=voice.say("Welcome to {cohort}", cohort=cohort.name[:100]),
        why=voice.say("A coordinator put you on the list of {cohort}.", cohort=quoted(cohort.name)),
        buttons=_choices(voice),
    )


def _choices(voice: Voice) -> tuple[Button, ...]:
    return (
        Button(voice.say("Start"), Action("onboarding.start"), Look.PRIMARY),
        Button(voice.say("Not now"), Action("onboarding.later")),
        Button(voice.say("Decline"), Action("onboarding.decline")),
    )


def _purpose(voice: Voice, member: Member, cohort: Cohort) -> str:
    dates = voice.say(
        "It runs for {weeks} weeks, from {start} to {end}, and takes {time} a week.",
        weeks=cohort.weeks,
        start=voice.day(cohort.starts_on),
        end=voice.day(cohort.ends_on),
        time=cohort.plan.time_per_week,
    )
    milestone = cohort.plan.next_milestone(cohort.starts_on)
    ahead = (
        voice.say(" First milestone: {name}, {day}.", name=quoted(milestone.name), day=voice.day(milestone.due_on))
        if milestone
        else ""
    )
    if member.role is Role.MENTOR:
        role = voice.say(
            "You are here as a **mentor**: a guide, not a grader. You listen, ask, and share how you learned; you may "
            "explain, but you don't rewrite people's work. I remind you, draft messages and tell you whom to ask."
        )
    else:
        role = voice.say(
            "You'll be in a small group that stays together, with a mentor beside you. Each week brings one question "
            "to talk about and one short check-in."
        )
    return f"{role} {dates}{ahead}"


def privacy_in_short(voice: Voice, cohort: Cohort) -> str:
    """The privacy notice in three sentences; the whole is one command away."""
    scanned = (
        voice.say(
            " In the channels listed in `/peer privacy` and in messages to me, rules look for words that mean somebody "
            "needs help; a coordinator may then be told."
        )
        if cohort.plan.safety.scan
        else ""
    )
    return voice.say(
        "**Privacy, notice {version}:** I keep your answers, and that you wrote, never what you wrote in channels."
        "{scanned} `/peer privacy` has the rest.",
        version=1,
        scanned=scanned,
    )


def start_form(member: Member) -> Form:
    """Zone, quiet hours, country, consent: the least that is needed."""
    return Form(
        Action("onboarding.submit"),
        "Before we start",
        (
            TextInput("timezone", "Your time zone", member.timezone, "A city does too, for example Lisbon", limit=60),
            TextInput("quiet_hours", "Quiet hours: no messages then", str(member.quiet), "21:00-08:00", limit=20),
            TextInput(
                "country",
                "Country, two letters (for helplines)",
                member.country,
                "Optional, for example PT",
                is_required=False,
                limit=2,
            ),
            ChoiceInput(
                "share",
                "May your mentor read your check-ins?",
                (Option("Yes, share them", "yes"), Option("No, keep them private", "no")),
                "yes" if member.shares_check_ins else "no",
                is_required=False,
            ),
            ChoiceInput(
                "consent",
                "I read the privacy notice and agree",
                (Option("I agree", "yes"), Option("Not yet", "no")),
            ),
        ),
        submit="Start",
    )


def begun(voice: Voice, member: Member, cohort: Cohort) -> Card:
    """After consent: what comes next."""
    if member.role is Role.MENTOR:
        text = voice.say(
            "Thank you, {name}. You'll hear from me each Monday with your week; `/mentor week` shows it any time.",
            name=quoted(member.name),
        )
    else:
        text = voice.say(
            "Thank you, {name}. We begin on {day}. Until then there is nothing to do. `/peer me` shows your dates, "
            "`/peer help` reaches a person.",
            name=quoted(member.name),
            day=voice.day(cohort.starts_on),
        )
    return Card(text, kind="onboarding.begun", why=voice.say("You just started."))


def later(voice: Voice) -> Card:
    """To somebody who is not ready."""
    return Card(
        voice.say("No hurry. I'll ask once more in a few days. The Start button above stays where it is."),
        kind="onboarding.later",
    )


def declined(voice: Voice) -> Card:
    """To somebody who does not want to take part."""
    return Card(
        voice.say(
            "That's fine, and thank you for saying so. I won't write to you again. A coordinator can invite you "
            "anew if you change your mind."
        ),
        kind="onboarding.declined",
    )


def not_agreed(voice: Voice) -> Card:
    """To somebody who sent the form without agreeing."""
    return Card(
        voice.say(
            "Nothing was saved, because you chose not to agree yet. Press Start again whenever you are ready, or "
            "ask a coordinator what worries you."
        ),
        kind="onboarding.not_agreed",
        buttons=_choices(voice),
    )


def already_in(voice: Voice) -> Card:
    """To somebody who presses Start twice."""
    return Card(
        voice.say("You're already in. `/peer me` shows your dates."),
        kind="onboarding.already",
        buttons=(run_button(voice.say("Show my page"), "peer me"),),
    )


def reminder(voice: Voice, member: Member, cohort: Cohort) -> Card:
    """Three and seven days after the invitation."""
    return Card(
        voice.say(
            "Hi {name}, {cohort} starts on {day}. If you'd like to be part of it, press Start; it takes two minutes. "
            "If not, Decline is a fine answer too.",
            name=quoted(member.name),
            cohort=quoted(cohort.name),
            day=voice.day(cohort.starts_on),
        ),
        kind="onboarding.reminder",
        why=voice.say("You were invited and haven't answered yet."),
        buttons=_choices(voice),
    )


def not_onboarded(voice: Voice, members: list[Member]) -> Card:
    """To coordinators: who has not answered a week after the invitation."""
    names = "\n".join(f"- {quoted(member.name)} ({member.handle})" for member in members)
    return Card(
        voice.say("These people haven't answered their invitation. A personal word from you often helps.")
        + f"\n{names}",
        kind="onboarding.waiting",
        why=voice.say("A week has passed since the invitation."),
    )


def bad_zone(typed: str, near: str | None) -> str:
    """The field error for a zone nobody knows."""
    hint = f" Did you mean {near}?" if near else ""
    return f"“{typed[:40]}” is not a time zone I know.{hint} Try a city, like Lisbon or Nairobi."


def bad_quiet_hours() -> str:
    """The field error for quiet hours."""
    return "Write them like 21:00-08:00; 00:00-00:00 means none."


def bad_country() -> str:
    """The field error for a country."""
    return "Two letters, like PT or KE, or leave it empty."
