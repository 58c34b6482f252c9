"""What is offered while somebody fills in a command: a label each, short enough for every platform."""

from datetime import date

from bot.cards import Option
from bot.domain.cases import Case
from bot.domain.members import Member
from bot.limits import OPTION_LABEL


def person(member: Member) -> Option:
    """A member, by name and by the id of the cohort file."""
    return Option(f"{member.name[: OPTION_LABEL - 20]} ({member.handle[:15]})", member.handle)


def case(case: Case) -> Option:
    """A case, by its reference; what it is about stays inside."""
    return Option(f"{case.ref}, {case.severity}, {case.state.replace('_', ' ')}", case.ref)


def day(day: date) -> Option:
    """A day, as people say it."""
    return Option(f"{day:%A} {day.day} {day:%B}", day.isoformat())
