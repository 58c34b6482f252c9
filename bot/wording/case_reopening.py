"""A closed case is opened again by hand."""

from bot.cards import Action, Button, Card, Form, Look, TextInput
from bot.domain.cases import NOTE_LIMIT, Case
from bot.wording.voice import Voice


def button(voice: Voice, case: Case) -> Button:
    """The way to open it again."""
    return Button(voice.say("Open it again"), Action("case.reopen", case.id))


def form(voice: Voice, case: Case) -> Form:
    """Why, if they want to say it; sending it is the yes."""
    why = TextInput("note", voice.say("Why, in a line"), is_required=False, is_long=True, limit=NOTE_LIMIT)
    return Form(Action("case.reopened", case.id), voice.say("Open {ref} again", ref=case.ref), (why,))


def opened(voice: Voice, case: Case) -> Card:
    """To whoever opened it again."""
    return Card(
        voice.say(
            "Case {ref} is open again, and whoever is on call hears of it. If you look after it yourself, take it.",
            ref=case.ref,
        ),
        kind="case.reopened",
        why=voice.say("You opened a case again."),
        buttons=(Button(voice.say("I have it"), Action("case.acknowledge", case.id), Look.PRIMARY),),
    )


def open_already(voice: Voice, case: Case) -> Card:
    """It is not closed."""
    return Card(
        voice.say("Case {ref} is open already.", ref=case.ref),
        kind="case.is_open",
        buttons=(Button(voice.say("Open the case"), Action("case.show", case.id)),),
    )


def too_late(voice: Voice, case: Case) -> Card:
    """It was closed too long ago."""
    return Card(
        voice.say(
            "Case {ref} was closed more than 14 days ago, so it stays as it is. If somebody is needed again, "
            "`/mentor escalate` opens a new one.",
            ref=case.ref,
        ),
        kind="case.too_late",
    )
