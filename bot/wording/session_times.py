"""A time somebody typed for a session, and what is in its way."""

from datetime import date, datetime

from bot.cards import Card
from bot.domain.members import Member
from bot.markup import named, quoted
from bot.wording.voice import Voice


def no_such_time(voice: Voice, typed: str) -> Card:
    """A time that no clock shows, or that cannot be read."""
    return Card(
        voice.say(
            "I can't read “{typed}” as a time on your clock. Write the day, then the hour: `Tue 18:00` or "
            "`17 Mar 18:00`. An hour that is skipped when the clocks change doesn't work either.",
            typed=quoted(typed, 60),
        ),
        kind="session.no_such_time",
    )


def out_of_bounds(voice: Voice, at: datetime, ends_on: date) -> Card:
    """A time in the past, or after the end."""
    return Card(
        voice.say(
            "{when} is not between now and {last}, the last day. Which time did you mean?",
            when=voice.when(at),
            last=voice.day(ends_on),
        ),
        kind="session.out_of_bounds",
    )


def in_quiet_hours(voice: Voice, at: datetime, member: Member) -> Card:
    """A time at which somebody wants no messages."""
    return Card(
        voice.say(
            "{when} is in the quiet hours of {name} ({theirs} there). An hour earlier or later?",
            when=voice.when(at),
            name=named(member.name),
            theirs=Voice.to(member).clock(at),
        ),
        kind="session.quiet_hours",
    )


def taken(voice: Voice, at: datetime, member: Member) -> Card:
    """A time at which somebody meets somebody else."""
    return Card(
        voice.say(
            "{name} has another session around {when}, or is away that day. Which other time would do?",
            name=named(member.name),
            when=voice.when(at),
        ),
        kind="session.taken",
    )
