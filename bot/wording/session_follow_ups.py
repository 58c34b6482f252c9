"""Who writes to whom after a session, where, and by when: one line for both."""

from bot.cards import Action, Button, Card
from bot.domain.members import Member
from bot.domain.sessions import Session
from bot.limits import BUTTON_LABEL
from bot.markup import named, titled
from bot.wording.session_links import shown
from bot.wording.voice import Voice


def who_writes(voice: Voice, session: Session, other: Member) -> tuple[Button, ...]:
    """The question, as two buttons below what was just noted."""
    theirs = voice.say("{name} writes first", name=titled(other.name))
    return (
        Button(voice.say("I write first"), Action("session.i_write", session.id)),
        Button(theirs[:BUTTON_LABEL], Action("session.they_write", session.id)),
    )


def agreed(voice: Voice, session: Session, other: Member, link: str, *, is_theirs: bool) -> Card:
    """To both: `other` is the one the reader met, `is_theirs` whether that one writes first."""
    name = named(other.name)
    who = voice.say("{name} writes to you", name=name) if is_theirs else voice.say("You write to {name}", name=name)
    by = voice.say(" by {day}", day=voice.day(session.step_on)) if session.step_on is not None else ""
    where = voice.say("in private, as you like")
    if link:
        where = voice.say("in private, or at {place}", place=shown(voice, link))
    action = "session.i_write" if is_theirs else "session.they_write"
    return Card(
        voice.say("{who}{by}, {where}. Two lines are plenty.", who=who, by=by, where=where),
        kind="session.follow_up",
        why=voice.say("You and {name} agreed how to follow up.", name=name),
        buttons=(Button(voice.say("Change it"), Action(action, session.id)),),
    )


def write_today(voice: Voice, learner: Member) -> Card:
    """To a mentor who writes first, on the day."""
    return Card(
        voice.say(
            "Today you wanted to write to {name}: how is the next step? Two lines are plenty.", name=named(learner.name)
        ),
        kind="session.write_today",
        why=voice.say("You said that you write first. I remind once."),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id)),),
    )
