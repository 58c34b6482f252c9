"""The first page of the desk: who needs a person, why, and what to do about it."""

from datetime import datetime

from bot.domain.cases import Case
from bot.domain.extensions import Extension
from bot.domain.figures import Early
from bot.domain.signals import Packs
from bot.markup import quoted
from bot.wording.cases import ago, category_title, urgency
from bot.wording.figures import reasons
from bot.wording.mentor_week import LearnerWeek, status
from bot.wording.session_lines import upcoming
from bot.wording.voice import Voice

TAKE = "I have it"
WRITE = "Draft a message"
GRANT = "Grant it"
LOOK = "Who else has room"


def case_waits(voice: Voice, case: Case, packs: Packs, now: datetime) -> str:
    """A case nobody has, or that is the reader's own."""
    title, when = category_title(voice, case, packs), ago(voice, case.opened_at, now)
    if case.is_unowned:
        return voice.say(
            "**Case {ref}**: {title}, {when}. Nobody has it yet: {urgency}.",
            ref=case.ref,
            title=title,
            when=when,
            urgency=urgency(voice, case),
        )
    return voice.say("**Case {ref}**: {title}, {when}. You have it.", ref=case.ref, title=title, when=when)


def quiet(voice: Voice, early: Early) -> str:
    """Somebody to write to before it is late, each reason a sentence of its own."""
    return " ".join(f"{reason[:1].upper()}{reason[1:]}." for reason in reasons(voice, early).split("; "))


def asked_for_time(voice: Voice, one: Extension) -> str:
    """Somebody waits for an answer about a date."""
    return voice.say(
        "Asked for more time for “{milestone}”: until {day}.",
        milestone=quoted(one.milestone, 60),
        day=voice.day(one.due_on),
    )


def move_waits(voice: Voice) -> str:
    """A change of mentors waits for a decision."""
    return voice.say("A change of mentors waits for your word; the proposal stands in your private chat with me.")


def not_started(voice: Voice) -> str:
    """Somebody invited who has not answered."""
    return voice.say("Hasn't answered the invitation yet. A word outside of chat often helps.")


def unsent(voice: Voice, number: int) -> str:
    """Messages drafted for mentors that nobody sent."""
    return voice.count(
        "One message drafted for a mentor was not sent.", "{n} messages drafted for mentors were not sent.", number
    )


def of_learner(voice: Voice, row: LearnerWeek) -> str:
    """How one learner of a mentor's stands."""
    line = status(voice, row) + upcoming(voice, row.session)
    return f"{line[:1].upper()}{line[1:]}."
