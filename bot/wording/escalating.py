"""To a mentor who brought a worry to a coordinator."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import Action, Button, Card
from bot.domain.helplines import CountryHelp
from bot.domain.members import Member
from bot.markup import named
from bot.wording import safety
from bot.wording.voice import Voice


def told(
    voice: Voice, learner: Member, coordinators: Sequence[Member], at: datetime | None, country: CountryHelp | None
) -> Card:
    """Who hears of it and when (None: now), that the learner does not, and what to do in danger."""
    when = voice.say("now") if at is None else voice.say("on {when}", when=voice.when(at))
    who = (
        voice.say("{name}, a coordinator, hears of it {when}.", name=named(coordinators[0].name), when=when)
        if coordinators
        else voice.say("No coordinator may know of it; the outside contact is told that something waits.")
    )
    return Card(
        voice.say(
            "Thank you for bringing it to somebody. {who} I tell you who has it. {learner} is told nothing by me, and "
            "need not be: stay with what you and they agreed on. You aren't alone with this, and you needn't carry "
            "it.\n\nIf you believe somebody is in danger now, call {number}; don't wait for an answer.",
            who=who,
            learner=named(learner.name),
            number=safety.emergency(voice, country),
        ),
        kind="mentor.escalated",
        why=voice.say("You asked for help with a learner."),
        buttons=(Button(voice.say("How it stands"), Action("report.status")),),
    )
