"""Legal hold: a case is kept, and for how long, in plain words."""

from bot.cards import Action, Button, Card, Form, Look, TextInput
from bot.domain.cases import NOTE_LIMIT, Case
from bot.markup import refilled
from bot.wording.voice import Voice


def button(voice: Voice, case: Case) -> Button:
    """The way into a hold, or out of it."""
    if case.is_held:
        return Button(voice.say("End the hold"), Action("case.release", case.id))
    return Button(voice.say("Keep it (legal hold)"), Action("case.hold", case.id))


def form(voice: Voice, case: Case, text: str = "") -> Form:
    """Why, and when to look again."""
    return Form(
        Action("case.held", case.id),
        voice.say("Keep case {ref}", ref=case.ref),
        (
            TextInput(
                "text", voice.say("Why must it be kept?"), refilled(text, NOTE_LIMIT), is_long=True, limit=NOTE_LIMIT
            ),
            TextInput(
                "review_on",
                voice.say("When to ask whether that is still so?"),
                hint=voice.say("A day, like 2026-09-01"),
                limit=40,
            ),
        ),
    )


def no_day(voice: Voice) -> str:
    """What is wrong with a day nobody can read."""
    return voice.say("I can't read this as a day. Write it like 2026-09-01.")


def not_ahead(voice: Voice) -> str:
    """What is wrong with a day that is not ahead."""
    return voice.say("Please choose a day from tomorrow on.")


def held(voice: Voice, case: Case) -> Card:
    """It is on hold."""
    day = voice.day(case.review_on) if case.review_on is not None else ""
    return Card(
        voice.say(
            "Case {ref} is on hold: nothing in it is erased, and only coordinators who may know of it can read it. On "
            "{day} I ask whether it is still needed. If somebody asks for their data to be deleted, tell them that "
            "this is kept, and why.",
            ref=case.ref,
            day=day,
        ),
        kind="case.on_hold",
        why=voice.say("You put a case on hold."),
        buttons=(button(voice, case),),
    )


def released(voice: Voice, case: Case) -> Card:
    """The hold is over."""
    return Card(
        voice.say("Case {ref} is no longer on hold. What it holds is erased when its time is over.", ref=case.ref),
        kind="case.off_hold",
        why=voice.say("You ended a hold."),
    )


def not_held(voice: Voice, case: Case) -> Card:
    """There is no hold to end."""
    return Card(voice.say("Case {ref} is not on hold, so there is nothing to end.", ref=case.ref), kind="case.not_held")


def past_review(voice: Voice, case: Case) -> Card:
    """The day to look again is not ahead."""
    return Card(
        voice.say(
            "Please choose a day from tomorrow on, on which to ask whether case {ref} must still be kept.", ref=case.ref
        ),
        kind="case.past_review",
        buttons=(Button(voice.say("Choose again"), Action("case.hold", case.id), Look.PRIMARY),),
    )


def no_reason(voice: Voice, case: Case) -> Card:
    """A hold without a reason."""
    return Card(
        voice.say(
            "A hold needs a reason, so that whoever looks at case {ref} later knows why it is kept.", ref=case.ref
        ),
        kind="case.hold_reason",
        buttons=(Button(voice.say("Say why"), Action("case.hold", case.id), Look.PRIMARY),),
    )


def due(voice: Voice, case: Case) -> Card:
    """The day to ask whether a hold is still needed."""
    return Card(
        voice.say(
            "Case {ref} is on hold, and today is the day to ask whether that is still needed. It stays on hold until "
            "somebody ends it.",
            ref=case.ref,
        ),
        kind="case.review",
        why=voice.say("You are on call, and a hold was to be looked at today."),
        buttons=(
            button(voice, case),
            Button(voice.say("Keep it longer"), Action("case.hold", case.id)),
            Button(voice.say("Open the case"), Action("case.show", case.id)),
        ),
    )
