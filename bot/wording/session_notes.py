"""What two people take along from a session: the next step with its day, a note they share, a note for oneself."""

from datetime import date

from bot.cards import Action, Button, Card, Form, Look, TextInput
from bot.domain.members import Member
from bot.domain.sessions import NOTE_LIMIT, Session
from bot.markup import bare, named, passage, quoted, refilled
from bot.wording.common import run_button
from bot.wording.session_follow_ups import who_writes
from bot.wording.session_links import way
from bot.wording.voice import Voice

STEP_LIMIT = 300


def form(voice: Voice, session: Session, by: str = "", *, is_mentor: bool) -> Form:
    """The next step, and notes; only a mentor has a private one. `by` is what was typed as the day."""
    step_on = by or (session.step_on.isoformat() if session.step_on is not None else "")
    boxes = [
        TextInput(
            "step", voice.say("The next step"), bare(session.step, STEP_LIMIT), is_required=False, limit=STEP_LIMIT
        ),
        TextInput(
            "by", voice.say("By when"), step_on, voice.say("Thu, 2 Apr or 2026-04-02"), is_required=False, limit=40
        ),
        TextInput(
            "shared",
            voice.say("For both of you: what you agreed on"),
            refilled(session.shared_note, NOTE_LIMIT),
            is_required=False,
            is_long=True,
            limit=NOTE_LIMIT,
        ),
    ]
    if is_mentor:
        private = refilled(session.private_note, NOTE_LIMIT)
        label = voice.say("For yourself: nobody else reads it")
        boxes.append(TextInput("private", label, private, is_required=False, is_long=True, limit=NOTE_LIMIT))
    return Form(Action("session.written", session.id), voice.say("After the session"), tuple(boxes))


def kept(voice: Voice, session: Session, other: Member) -> Card:
    """To whoever wrote."""
    if session.step and session.step_on is not None:
        text = voice.say(
            "Kept, and {name} sees the step too. I'll remind once, on {day}, and ask at the next check-in. Who of you "
            "writes first until then?",
            name=named(other.name),
            day=voice.day(session.step_on),
        )
        buttons = (*who_writes(voice, session, other), _notes(voice, session))
    else:
        text, buttons = voice.say("Kept."), (_notes(voice, session),)
    return Card(
        text,
        kind="session.kept",
        why=voice.say("You noted something about a session."),
        buttons=buttons,
    )


def _notes(voice: Voice, session: Session) -> Button:
    return Button(voice.say("Notes"), Action("session.notes", session.id))


def _step(voice: Voice, session: Session) -> str:
    if not session.step:
        return ""
    if session.step_on is None:
        return voice.say("The next step: “{step}”", step=quoted(session.step, STEP_LIMIT))
    return voice.say("By {day}: “{step}”", day=voice.day(session.step_on), step=quoted(session.step, STEP_LIMIT))


def told(voice: Voice, session: Session, other: Member) -> Card:
    """To the other one: the step, in the words it was written in."""
    return Card(
        voice.say("{name} noted what you two agreed on.\n", name=named(other.name)) + _step(voice, session),
        kind="session.step_noted",
        why=voice.say("You and {name} met.", name=named(other.name)),
        buttons=(_notes(voice, session), Button(voice.say("Change it"), Action("session.write", session.id))),
    )


def notes(voice: Voice, session: Session, *, is_mentor: bool) -> Card:
    """What there is about a session, as far as the reader may see it."""
    parts = [way(voice, session), _step(voice, session)]
    if session.shared_note:
        parts.append(voice.say("For both of you:\n{note}", note=passage(session.shared_note, NOTE_LIMIT)))
    if is_mentor and session.private_note:
        parts.append(voice.say("For yourself:\n{note}", note=passage(session.private_note, NOTE_LIMIT)))
    text = "\n\n".join(part for part in parts if part) or voice.say("There are no notes about this session yet.")
    return Card(
        text,
        kind="session.notes",
        why=voice.say("You asked for it."),
        buttons=(Button(voice.say("Change it"), Action("session.write", session.id)),),
    )


def step_due(voice: Voice, session: Session, mentor: Member) -> Card:
    """To the learner, once, on the day."""
    return Card(
        voice.say(
            "Today is the day you and {name} had in mind for this step: “{step}”\nDone, half done or something "
            "else: all of it is worth telling {name}.",
            name=named(mentor.name),
            step=quoted(session.step, STEP_LIMIT),
        ),
        kind="session.step_due",
        why=voice.say("You and {name} noted a next step with this day. I remind once.", name=named(mentor.name)),
        buttons=(Button(voice.say("Change it"), Action("session.write", session.id), Look.PRIMARY),),
    )


def step_asked(voice: Voice, session: Session, today: date) -> str:
    """A line of the next check-in, whether the step's day is still ahead or not."""
    step = quoted(session.step, STEP_LIMIT)
    if session.step_on is not None and session.step_on > today:
        day = voice.day(session.step_on)
        return voice.say("Your next step, until {day}: “{step}”\nHow is it coming along?", step=step, day=day)
    return voice.say("Your next step was: “{step}”\nHow did it go?", step=step)


def no_such_day(voice: Voice, typed: str) -> str:
    """The problem with the day of a step."""
    return voice.say("“{typed}” is not a day I can read; Thu, 2 Apr or 2026-04-02 is", typed=quoted(typed, 40))


def past_day(voice: Voice, day: date) -> str:
    """A day that is over."""
    return voice.say("{day} is over already", day=voice.day(day))


def no_session_yet(voice: Voice) -> Card:
    """Nothing to note anything about."""
    return Card(
        voice.say("A next step belongs to a session, and you have had none so far. `/peer session` shows when it is."),
        kind="session.no_notes",
        buttons=(run_button(voice.say("My next session"), "peer session"),),
    )
