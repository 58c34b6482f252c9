"""When two people meet: times to choose from, on both clocks, and every way to change one's mind."""

from dataclasses import dataclass
from datetime import datetime

from bot.cards import Action, Button, Card, Look
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, Role
from bot.domain.sessions import Session, slot_days
from bot.markup import named, titled
from bot.wording.common import run_button
from bot.wording.voice import Voice

PAGE = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """Every time a session can be at, of which a card shows one page; `other` is whom its reader meets."""

    session: Session
    other: Member
    times: tuple[datetime, ...]
    page: int = 0
    is_stale: bool = False

    @property
    def shown(self) -> list[datetime]:
        """The times of this page, in order."""
        return sorted(self.times[PAGE * self.page : PAGE * (self.page + 1)])


def choose(voice: Voice, cohort: Cohort, offer: Offer) -> Card:
    """Two times both can; one tap decides."""
    session, other = offer.session, offer.other
    lines = [f"- {voice.both(at, other.timezone, named(other.name))}" for at in offer.shown]
    return Card(
        _asked(voice, cohort, offer) + "\n" + "\n".join(lines),
        kind="session.choose",
        title=voice.say("A time with {name}", name=titled(other.name)),
        why=voice.count(
            "You and {name} meet once a week.",
            "You and {name} meet once in {n} weeks.",
            cohort.plan.sessions.every.days // 7,
            name=named(other.name),
        ),
        buttons=(
            *[Button(voice.short(at), pick(session, at), Look.PRIMARY) for at in offer.shown],
            Button(voice.say("Other times"), Action("session.other", f"{session.id}:{offer.page + 1}")),
            Button(voice.say("Not this time"), Action("session.excuse", session.id)),
        ),
    )


def _asked(voice: Voice, cohort: Cohort, offer: Offer) -> str:
    number = len(offer.shown)
    if offer.is_stale:
        return voice.count(
            "That time isn't free any more, sorry. This one suits you both:",
            "That time isn't free any more, sorry. These suit you both:",
            number,
        )
    if offer.session.starts_at is not None:
        return voice.count(
            "You meet {name} on {when}. This time would suit you both as well:",
            "You meet {name} on {when}. These times would suit you both as well:",
            number,
            name=named(offer.other.name),
            when=voice.when(offer.session.starts_at),
        )
    first, last = slot_days(cohort, offer.session.slot)
    return voice.count(
        "Your session with {name}, some time from {first} to {last}: {minutes} minutes, a call or in writing. Would "
        "this time suit you?",
        "Your session with {name}, some time from {first} to {last}: {minutes} minutes, a call or in writing. Which "
        "time do you like better?",
        number,
        name=named(offer.other.name),
        first=voice.day(first),
        last=voice.day(last),
        minutes=offer.session.minutes,
    )


def pick(session: Session, at: datetime) -> Action:
    """What pressing one of the times means."""
    return Action("session.pick", f"{session.id}:{int(at.timestamp()) // 60}")


def _changes(voice: Voice, session: Session) -> tuple[Button, ...]:
    """What can be done about a session that has a time."""
    return (
        Button(voice.say("Move it"), Action("session.move", session.id)),
        Button(voice.say("Not this time"), Action("session.excuse", session.id)),
    )


def _when(voice: Voice, session: Session, other: Member) -> str:
    return voice.both(session.starts_at, other.timezone, named(other.name)) if session.starts_at else ""


def planned(voice: Voice, session: Session, other: Member) -> Card:
    """To whoever chose, or asks when it is."""
    return Card(
        voice.say(
            "You meet {name} on {when}. I'll remind you both a day and an hour before.",
            name=named(other.name),
            when=_when(voice, session, other),
        ),
        kind="session.planned",
        why=voice.say("You asked for it."),
        buttons=_changes(voice, session),
    )


def agreed(voice: Voice, session: Session, other: Member) -> Card:
    """To the other one."""
    return Card(
        voice.say(
            "Your session with {name} is on {when}. If that doesn't suit you, one tap moves it.",
            name=named(other.name),
            when=_when(voice, session, other),
        ),
        kind="session.agreed",
        why=voice.say("A time was chosen for your session with {name}.", name=named(other.name)),
        buttons=_changes(voice, session),
    )


def chosen(voice: Voice, session: Session, other: Member) -> Card:
    """What the offer turns into."""
    return Card(
        voice.say("You meet {name} on {when}.", name=named(other.name), when=_when(voice, session, other)),
        kind="session.chosen",
        buttons=_changes(voice, session),
    )


def was_moved(voice: Voice) -> Card:
    """What messages about the earlier time turn into."""
    return Card(voice.say("This session has another time now; the newest message has it."), kind="session.was_moved")


def left_out(voice: Voice, other: Member) -> Card:
    """To whoever called it off."""
    return Card(
        voice.say(
            "Left out, and it counts for nobody. I've told {name}. The next one comes as usual.", name=named(other.name)
        ),
        kind="session.left_out",
        why=voice.say("You left a session out."),
    )


def called_off(voice: Voice, session: Session, other: Member) -> Card:
    """To the other one: no reason is asked or given."""
    when = voice.say(" on {when}", when=voice.when(session.starts_at)) if session.starts_at is not None else ""
    return Card(
        voice.say(
            "Your session with {name}{when} doesn't take place; it counts for nobody. The next one comes as usual.",
            name=named(other.name),
            when=when,
        ),
        kind="session.called_off",
        why=voice.say("You and {name} would have met.", name=named(other.name)),
    )


def taken_out(voice: Voice, session: Session, other: Member) -> Card:
    """To whoever has other days off, or leaves: for their own calendar."""
    when = voice.when(session.starts_at) if session.starts_at is not None else ""
    return Card(
        voice.say(
            "Your session with {name} on {when} is left out; I've told {name}. The file takes it out of your calendar.",
            name=named(other.name),
            when=when,
        ),
        kind="session.taken_out",
        why=voice.say("You had planned it for a day you are off."),
    )


def was_called_off(voice: Voice) -> Card:
    """What messages about it turn into."""
    return Card(voice.say("This session doesn't take place."), kind="session.was_called_off")


def no_common_time(voice: Voice, session: Session, learner: Member) -> Card:
    """To the mentor: what they told us leaves no time."""
    return Card(
        voice.say(
            "I found no time that suits both you and {name} for your next session. Write to each other, then tell me "
            "the time: `/mentor session plan {handle} Tue 18:00`.",
            name=named(learner.name),
            handle=learner.handle,
        ),
        kind="session.no_common_time",
        why=voice.say("Your hours and those of {name} don't meet in these weeks.", name=named(learner.name)),
        buttons=(
            Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),
            Button(voice.say("Not this time"), Action("session.excuse", session.id)),
        ),
    )


def why_no_times(voice: Voice, mentor: Member) -> str:
    """Why no times came."""
    return voice.say(
        "I found no time that suits both you and {name}, so I asked {name} to find one with you.",
        name=named(mentor.name),
    )


def no_time_left(voice: Voice, session: Session, other: Member, reader: Member) -> Card:
    """To whoever looks for a time where there is none."""
    if reader.role is Role.LEARNER:
        text = voice.say(
            "I find no time that suits both you and {name} in these weeks. Agree on one with {name}, who then tells "
            "me; or leave this one out.",
            name=named(other.name),
        )
    else:
        text = voice.say(
            "I find no time that suits you both in these weeks. Once you agreed on one, `/mentor session plan "
            "{handle} Tue 18:00` sets it.",
            handle=other.handle,
        )
    return Card(
        text,
        kind="session.no_time",
        buttons=(Button(voice.say("Not this time"), Action("session.excuse", session.id)),),
    )


def not_any_more(voice: Voice) -> Card:
    """A session that is over, moved or left out."""
    return Card(
        voice.say("This session is over, or has another time by now. `/peer session` shows your next one."),
        kind="session.gone",
    )


def has_begun(voice: Voice, session: Session) -> Card:
    """Too late to leave it out."""
    return Card(
        voice.say("This session has begun already. If you didn't meet, say so, and it can be made up for."),
        kind="session.begun",
        buttons=(Button(voice.say("We didn't meet"), Action("session.not_met", session.id)),),
    )


def none_now(voice: Voice) -> Card:
    """Nothing to plan or see."""
    return Card(
        voice.say(
            "You have no session to plan at the moment. When it is time for the next one, I'll send you two times."
        ),
        kind="session.none",
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )


def nothing_to_plan(voice: Voice, learner: Member) -> Card:
    """The mentor's view of it."""
    return Card(
        voice.say(
            "There is no session with {name} to plan at the moment. `/mentor reachout {handle}` writes to them with "
            "two times.",
            name=named(learner.name),
            handle=learner.handle,
        ),
        kind="session.nothing_to_plan",
    )
