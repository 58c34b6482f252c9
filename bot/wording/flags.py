"""A message that might be wrong: asked about without blame, answered with a source, and nobody is named."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, Form, Look, TextInput
from bot.domain.cases import Case
from bot.domain.members import Member
from bot.domain.reports import REPORT_LIMIT
from bot.markup import bare, named, passage, quoted, refilled
from bot.wording.voice import Voice

_ANSWER = 800
_SOURCE = 200


def form(voice: Voice, action: Action, text: str) -> Form:
    """What might be wrong, and how one knows."""
    label = voice.say("What might be wrong, and why?")
    return Form(
        action, voice.say("Might be wrong"), (TextInput("text", label, text, is_long=True, limit=REPORT_LIMIT),)
    )


def nothing_written(voice: Voice) -> str:
    """What is wrong with an empty box."""
    return voice.say("A few words are needed here.")


def received(voice: Voice, people: Sequence[Member]) -> Card:
    """Thank you; who looks at it."""
    who = named(people[0].name) if people else voice.say("Somebody who knows")
    return Card(
        voice.say(
            "Thank you for looking closely. {who} hears of it, not whoever wrote the message. What holds is posted "
            "where the message stands, with a source and without names, and I tell you.",
            who=who,
        ),
        kind="flag.received",
        why=voice.say("You asked about a message."),
        buttons=(Button(voice.say("How it stands"), Action("report.status")),),
    )


def to_facilitator(voice: Voice, case: Case) -> Card:
    """To whoever looks after the group: a look is wanted."""
    return Card(
        voice.say(
            "Somebody wonders whether a message in {channel} is right. Please have a look, and say what holds, with a "
            "source. If you don't know, leave it: a coordinator has it too.",
            channel=quoted(case.channel, 80),
        ),
        kind="flag.asked",
        why=voice.say("You look after this group."),
        buttons=(
            Button(voice.say("Show what they ask"), Action("flag.show", case.id), Look.PRIMARY),
            Button(voice.say("Say what holds"), Action("flag.answer", case.id)),
        ),
    )


def asked(voice: Voice, case: Case) -> Card:
    """What somebody asks about a message, on demand."""
    words = passage(case.excerpt, 2000).replace("\n", "\n> ") or voice.say("There are no words, or they were erased.")
    return Card(
        voice.say("> {words}\n\nOnly you see this, and that you looked is recorded.", words=words),
        kind="flag.shown",
        title=voice.say("Is this right?"),
        why=voice.say("You asked to see it."),
        buttons=(Button(voice.say("Say what holds"), Action("flag.answer", case.id), Look.PRIMARY),),
    )


def answer_form(voice: Voice, case: Case, text: str = "", source: str = "") -> Form:
    """What holds, and where one can read it."""
    return Form(
        Action("flag.answered", case.id),
        voice.say("What holds"),
        (
            TextInput(
                "text",
                voice.say("What holds? It is posted in the channel"),
                refilled(text, _ANSWER),
                is_long=True,
                limit=_ANSWER,
            ),
            TextInput("source", voice.say("Where can one read it?"), bare(source, _SOURCE), limit=_SOURCE),
        ),
        submit=voice.say("Post"),
    )


def outcome(voice: Voice, text: str, source: str) -> Card:
    """In the channel: what holds, and the source; nobody is named."""
    return Card(
        voice.say(
            "Somebody asked about an earlier message here, and this holds:\n\n{text}\n\n**Source:** {source}",
            text=passage(text, 2 * _ANSWER),
            source=quoted(source, 2 * _SOURCE),
        ),
        kind="flag.outcome",
        title=voice.say("Looked up together"),
        why=voice.say("Somebody asked whether a message is right, and somebody who knows looked."),
    )


def to_who_asked(voice: Voice, text: str, source: str) -> Card:
    """To whoever asked: what holds."""
    return Card(
        voice.say(
            "You asked whether a message is right. This holds:\n\n{text}\n\n**Source:** {source}\n\nThank you.",
            text=passage(text, 2 * _ANSWER),
            source=quoted(source, 2 * _SOURCE),
        ),
        kind="flag.answer",
        title=voice.say("What holds"),
        why=voice.say("You asked about a message."),
    )


def posted(voice: Voice, case: Case | None) -> Card:
    """To whoever said what holds; None where there is no channel to post it in."""
    where = (
        voice.say("It is posted in {channel}", channel=quoted(case.channel, 80))
        if case is not None
        else voice.say("The message stands in no channel of the programme, so it is posted nowhere")
    )
    return Card(
        voice.say("Thank you. {where}, and whoever asked gets it in private.", where=where),
        kind="flag.posted",
        why=voice.say("You said what holds."),
    )


def answered_already(voice: Voice) -> Card:
    """Somebody else was faster."""
    return Card(
        voice.say("Somebody has said what holds already. Nothing for you to do, and thank you."), kind="flag.over"
    )
