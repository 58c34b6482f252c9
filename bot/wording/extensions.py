"""More time: no proof asked, shown before it holds, and nobody has to explain themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.extensions import REASON_LIMIT, Extension
from bot.domain.members import Member
from bot.domain.milestones import DueItem
from bot.markup import named, quoted, titled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Shown:
    """An extension before it is confirmed: what is due, the days its reminders come then, whether it holds at once."""

    extension: Extension
    item: DueItem
    reminders: tuple[date, ...]
    is_automatic: bool
    others: tuple[DueItem, ...] = ()


def preview(voice: Voice, shown: Shown) -> Card:
    """What would change, before it does."""
    extension, item = shown.extension, shown.item
    holds = (
        voice.say("It holds as soon as you say so.")
        if shown.is_automatic
        else voice.say("A coordinator looks at it first, usually within a working day.")
    )
    return Card(
        voice.count(
            "{n} day more for **{name}**. {holds}",
            "{n} days more for **{name}**. {holds}",
            extension.days,
            name=named(item.milestone.name),
            holds=holds,
        ),
        kind="extension.preview",
        why=voice.say("You asked for more time."),
        fields=_what_moves(voice, shown),
        buttons=(
            Button(
                voice.say("Move it") if shown.is_automatic else voice.say("Ask for it"),
                Action("extension.confirm", extension.id),
                Look.PRIMARY,
            ),
            *(
                Button(
                    voice.say("For {name} instead", name=titled(other.milestone.name)[:40]),
                    Action("extension.other", f"{extension.id}:{other.number}"),
                )
                for other in shown.others[:3]
            ),
        ),
    )


def _what_moves(voice: Voice, shown: Shown) -> tuple[Field, ...]:
    moved = [voice.day(day) for day in shown.reminders]
    return (
        Field(
            voice.say("Your date"),
            voice.say(
                "{before} → **{after}**",
                before=voice.day(shown.item.due_on),
                after=voice.day(shown.extension.due_on),
            ),
        ),
        Field(
            voice.say("Your reminders"),
            voice.say("They move along: {days}.", days=fitting(voice, moved, 300, ", "))
            if moved
            else voice.say("None are left before it; your page always shows the date."),
        ),
        Field(voice.say("What stays"), voice.say("Your check-ins and sessions, and everybody else's dates.")),
    )


def granted(voice: Voice, extension: Extension) -> Card:
    """To the learner: it holds."""
    return Card(
        voice.say(
            "**{name}** is now due for you on **{day}**. Your reminders moved along; check-ins and sessions stay as "
            "they are. Good that you asked.",
            name=named(extension.milestone),
            day=voice.day(extension.due_on),
        ),
        kind="extension.granted",
        why=voice.say("You asked for more time."),
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )


def asked(voice: Voice, extension: Extension) -> Card:
    """To the learner: a coordinator decides."""
    return Card(
        voice.say(
            "I've asked a coordinator for {day}. Until they answer, the date stays as it is. You'll hear from me, and "
            "you don't have to prove anything.",
            day=voice.day(extension.due_on),
        ),
        kind="extension.asked",
        why=voice.say("It is more than I may grant by myself."),
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )


def wanted(voice: Voice, learner: Member, extension: Extension, item: DueItem) -> Card:
    """To a coordinator: somebody asks for more than the policy grants at once."""
    reason = f"\n> {quoted(extension.reason, REASON_LIMIT)}" if extension.reason else ""
    return Card(
        voice.count(
            "{learner} ({handle}) asks for {n} day more for **{name}**: {before} → {after}.{reason}",
            "{learner} ({handle}) asks for {n} days more for **{name}**: {before} → {after}.{reason}",
            extension.days,
            learner=named(learner.name),
            handle=learner.handle,
            name=named(extension.milestone),
            before=voice.day(item.due_on),
            after=voice.day(extension.due_on),
            reason=reason,
        ),
        kind="extension.wanted",
        why=voice.say("It is more than the policy grants at once, so a person decides."),
        buttons=(
            Button(voice.say("Approve"), Action("extension.approve", extension.id), Look.PRIMARY),
            Button(voice.say("Not this time"), Action("extension.deny", extension.id)),
        ),
    )


def denied(voice: Voice, extension: Extension, words: str) -> Card:
    """To the learner: not this time, with what else there is."""
    said = f"\n> {quoted(words, REASON_LIMIT)}" if words else ""
    return Card(
        voice.say(
            "The date for **{name}** stays for now.{said}\n\nThat is about the calendar, not about you. A coordinator "
            "is glad to find another way with you, and a rough version is welcome.",
            name=named(extension.milestone),
            said=said,
        ),
        kind="extension.denied",
        why=voice.say("You asked for more time, and a coordinator answered."),
        buttons=(
            run_button(voice.say("Talk to somebody"), "peer help"),
            Button(voice.say("Book the next office hour"), Action("office.book")),
        ),
    )


def decided(voice: Voice, learner: Member, extension: Extension) -> Card:
    """To the coordinators, in the place of the question and as the answer."""
    text = (
        voice.say("{learner} now has until {day}.", learner=named(learner.name), day=voice.day(extension.due_on))
        if extension.is_granted
        else voice.say("The date of {learner} stays. They have been told kindly.", learner=named(learner.name))
    )
    return Card(text, kind="extension.decided", why=voice.say("A coordinator answered."))


def settled(voice: Voice) -> Card:
    """To somebody whose button is about what is decided already."""
    return Card(
        voice.say("This was answered already, so nothing was changed. “My page” and `/coord report` show the dates."),
        kind="extension.settled",
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )


def nothing_asked(voice: Voice, learner: Member) -> Card:
    """To a coordinator who answers what nobody asked."""
    return Card(
        voice.say(
            "{learner} hasn't asked for more time that is still open. They can, with `/peer extension`.",
            learner=named(learner.name),
        ),
        kind="extension.none_asked",
        buttons=(run_button(voice.say("Monday report"), "coord report"),),
    )


def nothing_due(voice: Voice) -> Card:
    """To a learner without a date ahead."""
    return Card(
        voice.say("There is no date ahead of you that could move. If something else is too much, tell somebody."),
        kind="extension.nothing_due",
        buttons=(run_button(voice.say("Get help"), "peer help"), run_button(voice.say("My page"), "peer me")),
    )


def no_length(voice: Voice, typed: str) -> Card:
    """To somebody whose length nobody can read."""
    return Card(
        voice.say("“{typed}” is not a length I can read. Write it like `5d` or `1 week`.", typed=quoted(typed, 40)),
        kind="extension.no_length",
        buttons=(run_button(voice.say("Try again"), "peer extension"),),
    )


def too_long(voice: Voice, last: date) -> Card:
    """To somebody who asks for more than there is."""
    return Card(
        voice.say(
            "{day} is the last day I can move it to. Ask for that, or talk to a coordinator: together you'll find "
            "another way.",
            day=voice.day(last),
        ),
        kind="extension.too_long",
        buttons=(
            run_button(voice.say("Try again"), "peer extension"),
            run_button(voice.say("Talk to somebody"), "peer help"),
        ),
    )


def own_dates(voice: Voice, names: Sequence[tuple[str, Extension]]) -> tuple[Field, ...]:
    """In the coordinators' report: who has a date of their own, and who waits for an answer."""
    lines = [
        voice.say("{name}: {what}, {day}", name=named(name), what=named(one.milestone), day=voice.day(one.due_on))
        + ("" if one.is_granted else voice.say(" (asked, not answered yet)"))
        for name, one in names
    ]
    text = fitting(voice, [f"- {line}" for line in lines], 900)
    return (Field(voice.say("Own dates"), text),) if lines else ()
