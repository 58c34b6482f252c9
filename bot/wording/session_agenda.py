"""What a session is for, minute by minute."""

from collections.abc import Sequence

from bot.cards import Card
from bot.domain.scripts import Script
from bot.wording.playbook import script_button
from bot.wording.voice import Voice

_PARTS = (
    "how are you, and what has happened since",
    "one topic, the learner's choice",
    "one step of it together: you ask and explain, the answer stays theirs",
    "the next step, with a date",
    "how to follow up: who writes to whom, where, when",
)
_FOR_THE_LEARNER = (
    "how are you, and what has happened since",
    "one topic, your choice",
    "one step of it together: your mentor asks and explains, the answer stays yours",
    "the next step, with a date",
    "how to follow up: who writes to whom, where, when",
)
_SHORT = ("how you are", "one topic", "one step of it", "the next step", "how to follow up")


_AT_HAND = (Script.REFLECT, Script.STEPS, Script.STUDY, Script.LEARNING)
"""The cards for a session: a mentor guides and does not teach (S12)."""


def agenda(voice: Voice, minutes: Sequence[int], *, is_learner: bool = False) -> str:
    """The agenda, a line a part, as the mentor or the learner reads it."""
    parts = zip(minutes, _FOR_THE_LEARNER if is_learner else _PARTS, strict=True)
    return "\n".join(voice.say("- {n} min: {part}", n=n, part=voice.say(part)) for n, part in parts)


def in_short(voice: Voice, minutes: Sequence[int]) -> str:
    """The agenda on one line, for somebody who read it yesterday."""
    parts = zip(minutes, _SHORT, strict=True)
    return ", ".join(voice.say("{n} min {part}", n=n, part=voice.say(part)) for n, part in parts)


def template(voice: Voice, minutes: Sequence[int]) -> Card:
    """The agenda, when a mentor asks for it."""
    return Card(
        voice.say("**A session of {n} minutes**\n", n=sum(minutes)) + agenda(voice, minutes),
        kind="mentor.template",
        why=voice.say("You asked for it."),
        buttons=tuple(script_button(voice, script) for script in _AT_HAND),
    )


def no_such_length(voice: Voice) -> Card:
    """Too short or too long."""
    return Card(
        voice.say("A session takes 30 to 45 minutes. Which length would you like to see?"), kind="mentor.no_length"
    )
