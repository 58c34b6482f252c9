"""Around a session: the reminders with their agenda, and "did you meet?" without a word of blame."""

from dataclasses import dataclass
from datetime import datetime

from bot.cards import Action, Button, Card, Look
from bot.domain.members import Member
from bot.domain.sessions import DAY_BEFORE, HOUR_BEFORE, Session, SessionState, Word
from bot.markup import named, titled
from bot.wording.common import run_button
from bot.wording.session_agenda import agenda, in_short
from bot.wording.session_links import shown, ways
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Coming:
    """A session that comes up: its agenda in minutes, and where the two meet ("": they say where).

    `is_known` says that the learner's last session took place: then a line of the agenda is enough.
    """

    session: Session
    agenda: tuple[int, ...]
    link: str = ""
    is_known: bool = False


def reminder(voice: Voice, coming: Coming, other: Member, now: datetime) -> Card:
    """A day before, and an hour before."""
    session = coming.session
    when = voice.both(session.starts_at, other.timezone, named(other.name)) if session.starts_at else ""
    is_soon = session.starts_at is not None and session.starts_at - now <= (DAY_BEFORE + HOUR_BEFORE) / 2
    name = named(other.name)
    text = (
        voice.say("You meet {name} soon: {when}.", name=name, when=when)
        if is_soon
        else voice.say("It comes up: {when}.", when=when)
    )
    where = (
        voice.say("Where: {place}", place=shown(voice, coming.link))
        if coming.link
        else voice.say("Where: as you two agreed; in writing is fine too.")
    )
    is_learner, is_brief = other.id == session.mentor_id, is_soon or coming.is_known
    what_for = in_short(voice, coming.agenda) if is_brief else agenda(voice, coming.agenda, is_learner=is_learner)
    return Card(
        f"{text}\n{where}\n{what_for}",
        kind="session.reminder",
        title=voice.say("Your session with {name}", name=titled(other.name)),
        why=voice.say("You planned a session with {name}; both of you get this a day and an hour before.", name=name),
        buttons=(
            Button(voice.say("Move it"), Action("session.move", session.id)),
            Button(voice.say("Not this time"), Action("session.excuse", session.id)),
            *([run_button(voice.say("Agenda of a session"), "mentor template")] if is_brief and not is_learner else []),
        ),
    )


_SAID = {Word.MET: "Yes, we met", Word.NOT_MET: "We didn't meet"}


def did_you_meet(voice: Voice, session: Session, other: Member) -> Card:
    """A quarter of an hour after the end."""
    return Card(
        voice.say(
            "Did you and {name} meet? One tap is enough; “we didn't meet” is a fine answer too.", name=named(other.name)
        ),
        kind="session.ask",
        why=voice.say("Your session with {name} was planned for just now.", name=named(other.name)),
        buttons=(
            Button(voice.say(_SAID[Word.MET]), Action("session.met", session.id), Look.PRIMARY),
            Button(voice.say(_SAID[Word.NOT_MET]), Action("session.not_met", session.id)),
            Button(voice.say("We moved it"), Action("session.move", session.id)),
        ),
    )


def was_said(voice: Voice, word: Word) -> Card:
    """What the question turns into."""
    return Card(voice.say("You said: {said}. Thank you.", said=voice.say(_SAID[word])), kind="session.answered")


def noted(voice: Voice, session: Session, other: Member, *, is_mentor: bool, word: Word) -> Card:
    """To whoever answered: what comes next."""
    name = named(other.name)
    if word is Word.MET:
        text = voice.say("Good. What is the next step, and by when? I'll remind once, and ask at the next check-in.")
        buttons = [Button(voice.say("Note the next step"), Action("session.write", session.id), Look.PRIMARY)]
        if session.state is SessionState.ATTENDED and session.format is None:
            text += "\n" + voice.say("And how did you meet? Every way counts the same.")
            buttons += ways(voice, session)
    elif is_mentor:
        text = voice.say("Noted, and no harm done. A short message to {name} often helps most.", name=name)
        buttons = [run_button(voice.say("When things go quiet"), "mentor script")]
    else:
        text = voice.say("Noted, and no harm done; nobody sees it but you, {name} and the coordinators.", name=name)
        buttons = [run_button(voice.say("My next session"), "peer session")]
    return Card(text, kind="session.noted", why=voice.say("You said how it went."), buttons=tuple(buttons))


def differs(voice: Voice, session: Session, other: Member) -> Card:
    """To both, when they remember it differently."""
    return Card(
        voice.say(
            "You and {name} remember your last session differently: one of you says you met, the other says you "
            "didn't. That happens. The mentor's word is what counts; if it isn't right, it can be changed here.",
            name=named(other.name),
        ),
        kind="session.differs",
        why=voice.say("Your answer and that of {name} are not the same.", name=named(other.name)),
        buttons=(
            Button(voice.say(_SAID[Word.MET]), Action("session.met", session.id)),
            Button(voice.say(_SAID[Word.NOT_MET]), Action("session.not_met", session.id)),
        ),
    )


def not_yet(voice: Voice, session: Session) -> Card:
    """An answer before the session."""
    when = voice.when(session.starts_at) if session.starts_at is not None else voice.say("still to be planned")
    return Card(
        voice.say("This session is still to come ({when}). I'll ask afterwards.", when=when),
        kind="session.not_yet",
        buttons=(Button(voice.say("Move it"), Action("session.move", session.id)),),
    )


def not_counted(voice: Voice) -> Card:
    """An answer about a session that was moved, left out or never planned."""
    return Card(
        voice.say(
            "This session was moved or left out, so there is nothing to record. The newest message has what comes."
        ),
        kind="session.not_counted",
    )


def none_yet(voice: Voice, learner: Member) -> Card:
    """No session so far."""
    return Card(
        voice.say(
            "You and {name} have had no session so far. `/mentor session plan {handle}` plans one.",
            name=named(learner.name),
            handle=learner.handle,
        ),
        kind="session.none_yet",
    )
