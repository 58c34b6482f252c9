"""What is offered while somebody fills in a command: a label each, short enough for every platform."""

from datetime import date

from bot.cards import Option
from bot.domain.cases import Case
from bot.domain.members import Member
from bot.limits import OPTION_LABEL
from bot.wording.case_words import STATES
from bot.wording.voice import Voice


def person(member: Member) -> Option:
    """A member, by name and by the id of the cohort file."""
    return Option(f"{member.name[: OPTION_LABEL - 20]} ({member.handle[:15]})", member.handle)


def case(voice: Voice, case: Case) -> Option:
    """A case, by its reference; what it is about stays inside."""
    return Option(f"{case.ref}, {voice.word(case.severity)}, {voice.say(STATES[case.state])}"[:OPTION_LABEL], case.ref)


def day(voice: Voice, day: date) -> Option:
    """A day, as people say it."""
    return Option(voice.day(day), day.isoformat())
