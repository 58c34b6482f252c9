"""What if, at the desk: what can be supposed, and what came of it in words."""

from collections.abc import Mapping
from typing import Final

from bot.domain.outlook import Change
from bot.wording.desk_people import SENT
from bot.wording.voice import Voice

CHANGES: Final[Mapping[Change, str]] = {
    Change.NOTHING: "Everything stays as it is",
    Change.SILENCE: "Nobody answers any more",
    Change.MENTOR_LEAVES: "A mentor leaves now",
    Change.HOLIDAY: "One more day off",
}
"""What can be supposed."""


MEASURES: Final[Mapping[str, str]] = {
    "messages": "Messages in all",
    "fullest": "Most messages to one person on one day",
    "cases": "Cases for coordinators",
    "unpaired": "Learners without a mentor",
    "most_learners": "Most learners of one mentor",
}
"""What is compared first."""


NOUNS: Final[Mapping[str, str]] = {
    "audit": "The monthly look at rights",
    "case": "Alerts and reminders of cases",
    "check_in": "The week's check-in",
    "closing": "The farewell",
    "digest": "An overview for coordinators",
    "draft": "A draft for a mentor",
    "encouragement": "A good word",
    "fit": "How a pair fits",
    "group": "A welcome to a group",
    "host": "Whose turn it is to host",
    "leaving": "Word that somebody left",
    "milestone": "A milestone that comes",
    "onboarding": "How people arrive",
    "pairing": "Pairs",
    "privacy": "The privacy notice",
    "prompt": "The week's question",
    "review": "Peer review",
    "session": "Sessions",
    "survey": "A survey",
    "wellbeing": "How a mentor is",
}
"""What messages are about of which people's own pages say nothing, by the first word of their kind."""


def sent(voice: Voice, kind: str) -> str:
    """What kind of message would be sent."""
    if kind in SENT:
        return voice.say(SENT[kind])
    noun = kind.partition(".")[0]
    return voice.say(NOUNS[noun]) if noun in NOUNS else voice.say("Something else")


def measure(voice: Voice, name: str) -> str:
    """What a number is of."""
    return voice.say(MEASURES[name])


def carried(voice: Voice, absences: int, cases: int) -> str:
    """What there is already goes along; nothing is said of what there is none of."""
    off = voice.count("{n} absence", "{n} absences", absences)
    open_cases = voice.count("{n} open case", "{n} open cases", cases)
    if absences and cases:
        return voice.say("In it: {absences} and {cases}.", absences=off, cases=open_cases)
    if absences or cases:
        return voice.say("In it: {what}.", what=off if absences else open_cases)
    return ""


def which_mentor(voice: Voice) -> str:
    """Nobody was chosen."""
    return voice.say("Choose the mentor who would leave, then press Rehearse.")


def which_day(voice: Voice) -> str:
    """No day was given."""
    return voice.say("Name the day off, like 2026-04-06, then press Rehearse.")


def busy(voice: Voice) -> str:
    """Another rehearsal runs, or this one takes too long."""
    return voice.say(
        "Another rehearsal runs, or this one takes longer than it may. Nothing was changed; please try again in a "
        "minute."
    )


def not_here(voice: Voice) -> str:
    """Where the desk is served without it."""
    return voice.say("Rehearsals aren't turned on here. Whoever runs me can use kith preview instead.")
