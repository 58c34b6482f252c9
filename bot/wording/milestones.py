"""What is due, and when: reminders that press nobody, and a softer week before a main date."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, Field
from bot.domain.deadlines import Milestone
from bot.domain.members import Group
from bot.domain.milestones import DueItem
from bot.limits import FIELD_VALUE
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


def before(voice: Voice, group: Group, milestone: Milestone, days: int, hours: int) -> Card:
    """In a group's channel, some days before a milestone; `hours` is how many office hours can be booked."""
    text = voice.say(
        "**{name}** is due on {day}. A rough version counts, and nobody has to do it alone: ask here, or in private "
        "with `/peer help`. If your week is too full, take more time; no reason needed.",
        name=named(milestone.name),
        day=voice.day(milestone.due_on),
    )
    if hours:
        text += "\n\n" + voice.count(
            "There is an extra office hour: {n} place is free.",
            "There are extra office hours: {n} places are free.",
            hours,
        )
    booking = (Button(voice.say("Book the next office hour"), Action("office.book")),) if hours else ()
    return Card(
        text,
        kind="milestone.post",
        why=voice.count(
            "{group} is reminded {n} day before a milestone.",
            "{group} is reminded {n} days before a milestone.",
            days,
            group=named(group.name),
        ),
        buttons=(*booking, run_button(voice.say("I need more time"), "peer extension")),
    )


def own(voice: Voice, item: DueItem) -> Card:
    """To somebody with a date of their own, before it."""
    return Card(
        voice.say(
            "Your own date for **{name}** is {day}. A rough version counts. If you'd like company, the next office "
            "hour is one tap away.",
            name=named(item.milestone.name),
            day=voice.day(item.due_on),
        ),
        kind="milestone.own",
        why=voice.say("You were given more time, so your reminders moved with your date."),
        buttons=(
            Button(voice.say("Book the next office hour"), Action("office.book")),
            run_button(voice.say("Get help"), "peer help"),
        ),
    )


def why_no_reminder(voice: Voice) -> str:
    """Why somebody's own date came without a reminder."""
    return voice.say("you turned reminders off, or you were away")


def dates(voice: Voice, items: Sequence[DueItem]) -> tuple[Field, ...]:
    """Somebody's own dates on their page."""
    lines = [f"- {one_date(voice, item)}" for item in items]
    return (Field(voice.say("Your dates"), fitting(voice, lines, FIELD_VALUE)),) if lines else ()


def one_date(voice: Voice, item: DueItem) -> str:
    """One milestone and its day; where the day is theirs alone, that too."""
    line = f"{named(item.milestone.name)}, {voice.day(item.due_on)}"
    return line + (voice.say(" (your own date)") if item.is_own else "")


def to_mentor(voice: Voice, milestone: Milestone) -> Card:
    """To mentors, when a main milestone comes close."""
    return Card(
        voice.say(
            "**{name}** is due on {day}. Until then I ask less and say it more softly, and `/peer my hours` shows who "
            "else is there. If you can, be a little easier to reach: one sentence from you, today or tomorrow, does "
            "more than any reminder of mine. Whoever needs more time gets it with `/peer extension`.",
            name=named(milestone.name),
            day=voice.day(milestone.due_on),
        ),
        kind="milestone.mentors",
        title=voice.say("A full week ahead: availability up, nudges softened"),
        why=voice.say("A main milestone is close; mentors hear of it once."),
        buttons=(
            run_button(voice.say("My week"), "mentor week"),
            run_button(voice.say("Write to a learner"), "mentor reachout"),
        ),
    )


def lighter(voice: Voice, milestone: Milestone, question: str) -> str:
    """The week's question while a main milestone is close: the date first, the question only for who likes."""
    return voice.say(
        "**{name}** is due on {day}, and that is enough for one week. Only if it helps you:\n\n{question}",
        name=named(milestone.name),
        day=voice.day(milestone.due_on),
        question=question,
    )
