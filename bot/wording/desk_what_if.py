"""What if, at the desk: what can be supposed, and what came of it in words."""

from collections.abc import Mapping
from typing import Final

from bot.domain.outlook import Change, Outlook
from bot.wording.desk_people import SENT, sent
from bot.wording.voice import Voice

CHANGES: Final[Mapping[Change, str]] = {
    Change.NOTHING: "Everything stays as it is",
    Change.SILENCE: "Nobody answers any more",
    Change.MENTOR_LEAVES: "A mentor leaves now",
    Change.HOLIDAY: "One more day off",
}
"""What can be supposed."""


def kinds(voice: Voice) -> dict[str, str]:
    """What is sent, by its kind, for the days of a calendar."""
    return {kind: sent(voice, kind) for kind in SENT}


def compared(voice: Voice, now: Outlook, then: Outlook) -> tuple[tuple[str, int, int], ...]:
    """What to look at first: as it is, and as it would be."""

    def fullest(outlook: Outlook) -> int:
        return max((load.fullest for load in outlook.loads), default=0)

    def most(outlook: Outlook) -> int:
        return max((load.learners for load in outlook.loads), default=0)

    return (
        (voice.say("Messages in all"), now.messages, then.messages),
        (voice.say("Most messages to one person on one day"), fullest(now), fullest(then)),
        (voice.say("Cases for coordinators"), now.cases, then.cases),
        (voice.say("Learners without a mentor"), now.unpaired, then.unpaired),
        (voice.say("Most learners of one mentor"), most(now), most(then)),
    )


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
