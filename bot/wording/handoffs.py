"""Handing somebody over: the learner is asked first, and sees what would go along."""

from dataclasses import dataclass

from bot.cards import Action, Button, Card, Look
from bot.domain.members import Member
from bot.domain.moves import Move
from bot.domain.sessions import NOTE_LIMIT
from bot.markup import named, quoted, titled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Context:
    """What goes along when a learner agreed: what the two wrote down together, newest first, and the next step."""

    notes: tuple[str, ...] = ()
    step: str = ""
    met: int = 0


def consent(voice: Voice, move: Move, before: Member, mentor: Member) -> Card:
    """To the learner, first: may somebody else look after you?"""
    return Card(
        voice.say(
            "{before} has very full weeks and would like you to be in good hands: {mentor} has room for you. It isn't "
            "about you, and staying is a fine answer. If you agree, {mentor} reads what you two wrote down together, "
            "so that you needn't begin again.",
            before=named(before.name),
            mentor=named(mentor.name),
        ),
        kind="handoff.consent",
        why=voice.say("Nobody is handed over without being asked."),
        buttons=(
            Button(voice.say("Fine with me"), Action("handoff.agree", move.id), Look.PRIMARY),
            Button(voice.say("I'd rather stay"), Action("handoff.stay", move.id)),
            Button(voice.say("What would they read?"), Action("handoff.context", move.id)),
        ),
    )


def context(voice: Voice, shared: Context) -> Card:
    """To the learner: exactly what would go along."""
    return Card(
        _context(voice, shared),
        kind="handoff.context",
        title=voice.say("What would go along"),
        why=voice.say("You asked for it. Private notes of your mentor never go along."),
    )


def _context(voice: Voice, shared: Context) -> str:
    lines = [voice.count("You met once so far.", "You met {n} times so far.", shared.met)]
    if shared.step:
        lines.append(voice.say("Next step: {step}", step=quoted(shared.step, 300)))
    lines += [f"> {quoted(note, NOTE_LIMIT)}" for note in shared.notes]
    return fitting(voice, lines, 2500)


def agreed(voice: Voice) -> Card:
    """To the learner who agreed."""
    return Card(
        voice.say("Thank you. A coordinator has a last look; you'll hear from me as soon as it is done."),
        kind="handoff.agreed",
        why=voice.say("You were asked."),
    )


def stayed(voice: Voice) -> Card:
    """To the learner who would rather stay."""
    return Card(
        voice.say("Then everything stays as it is. Good that you said so."),
        kind="handoff.stayed",
        why=voice.say("You were asked."),
    )


def they_said(voice: Voice, learner: Member, *, has_agreed: bool) -> Card:
    """To the mentor who asked."""
    text = (
        voice.say("{name} agrees. A coordinator has a last look, then I tell you both.", name=named(learner.name))
        if has_agreed
        else voice.say(
            "{name} would rather stay with you, which is a compliment. A coordinator helps you to find other relief: "
            "`/mentor cover`.",
            name=named(learner.name),
        )
    )
    return Card(
        text,
        kind="handoff.answer",
        why=voice.say("You asked whether somebody else may look after them."),
        buttons=() if has_agreed else (run_button(voice.say("Ask for cover"), "mentor cover"),),
    )


def card_for_mentor(voice: Voice, learner: Member, before: Member, shared: Context) -> Card:
    """To the new mentor: what the learner agreed to pass on."""
    return Card(
        voice.say(
            "{learner} comes to you from {before}, and agreed that you read this:\n\n",
            learner=named(learner.name),
            before=named(before.name),
        )
        + _context(voice, shared),
        kind="handoff.card",
        title=voice.say("Hand-off: {name}", name=titled(learner.name)),
        why=voice.say("You are their mentor now."),
        buttons=(run_button(voice.say("Write to them"), "mentor reachout"),),
    )


def asked(voice: Voice, learner: Member) -> Card:
    """To the mentor: the learner is asked first."""
    return Card(
        voice.say(
            "I've asked {name} in private, kindly and first. I'll tell you what they say.", name=named(learner.name)
        ),
        kind="handoff.asked",
        why=voice.say("You chose it."),
    )
