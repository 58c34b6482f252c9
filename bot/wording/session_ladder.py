"""After missed sessions: a note of what was tried, and a coordinator who takes it from there. Nobody is blamed."""

from bot.cards import Action, Button, Card, Form, Look, TextInput
from bot.domain.members import Member
from bot.domain.sessions import NOTE_LIMIT, Session
from bot.markup import bare, named, titled
from bot.wording.common import run_button
from bot.wording.voice import Voice


def note_wanted(voice: Voice, learner: Member, session: Session) -> Card:
    """To the mentor, after the second one in a row."""
    return Card(
        voice.say(
            "That was the second session in a row without {name}. You don't carry this alone: write two lines about "
            "what you tried, and a coordinator takes it from there.",
            name=named(learner.name),
        ),
        kind="session.note_wanted",
        title=voice.say("What did you try with {name}?", name=titled(learner.name)),
        why=voice.say("Two sessions in a row were missed; a coordinator hears of it with your note."),
        buttons=(
            Button(voice.say("Write the note"), Action("session.report", session.id), Look.PRIMARY),
            run_button(voice.say("What to do when things go quiet"), "mentor script"),
        ),
    )


def note_form(voice: Voice, learner: Member, session: Session) -> Form:
    """The note; it may not be empty."""
    label = voice.say("What you tried with {name}", name=bare(learner.name, 20) or voice.say("them"))
    text = TextInput("note", label, is_long=True, limit=NOTE_LIMIT)
    return Form(Action("session.reported", session.id), voice.say("What you tried"), (text,))


def note_needed(voice: Voice, session: Session) -> Card:
    """An empty note."""
    return Card(
        voice.say(
            "Without a line about what you tried the coordinator would begin at zero. Two or three words are enough."
        ),
        kind="session.note_needed",
        buttons=(Button(voice.say("Write the note"), Action("session.report", session.id), Look.PRIMARY),),
    )


def with_a_person(voice: Voice, learner: Member) -> Card:
    """To the mentor, once the note is with a coordinator; also to whoever writes it twice."""
    return Card(
        voice.say(
            "A coordinator has your note about {name} and gets in touch. Until then you need not do anything more.",
            name=named(learner.name),
        ),
        kind="session.reported",
        why=voice.say("You wrote what you tried."),
    )


def note_written(voice: Voice, learner: Member) -> Card:
    """What the request turns into."""
    return Card(
        voice.say("Your note about {name} is with a coordinator. Thank you for trying.", name=named(learner.name)),
        kind="session.note_written",
    )


def still_needed(voice: Voice, learner: Member, session: Session) -> Card:
    """A day later."""
    return Card(
        voice.say(
            "The note about {name} is still missing. “Wrote twice, no answer” is a good one.", name=named(learner.name)
        ),
        kind="session.note_reminder",
        why=voice.say("Two sessions in a row were missed, and no coordinator has heard of it so far."),
        buttons=(Button(voice.say("Write the note"), Action("session.report", session.id), Look.PRIMARY),),
    )


def not_written(voice: Voice, mentor: Member, learner: Member) -> Card:
    """To the coordinator, two days later."""
    return Card(
        voice.say(
            "{learner} missed two sessions in a row, and {mentor} hasn't written yet what was tried. A word with "
            "{mentor} may help; `/mentor reachout {handle}` lets you write to {learner} yourself.",
            learner=named(learner.name),
            mentor=named(mentor.name),
            handle=learner.handle,
        ),
        kind="session.note_missing",
        why=voice.say("A learner missed two sessions in a row, and no case was opened so far."),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),),
    )


def no_mentor(voice: Voice, learner: Member) -> Card:
    """To the coordinator on call: a missed session, and no mentor who could write."""
    return Card(
        voice.say(
            "{name} missed a session, and their mentor isn't there at the moment. A short hello from you would do it; "
            "`/coord handoff {handle}` finds them another mentor.",
            name=named(learner.name),
            handle=learner.handle,
        ),
        kind="session.no_mentor",
        why=voice.say("Nobody else would reach out after a missed session."),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),),
    )
