"""How the two fit: a private question, no blame, and a door that opens when everybody has given it a try."""

from datetime import date

from bot.cards import Action, Button, Card
from bot.domain.members import Member
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.voice import Voice


def question(voice: Voice, mentor: Member) -> Card:
    """To the learner, after they met."""
    return Card(
        voice.say(
            "You and {name} have met. How does it fit? {name} never sees what you answer, and every answer is fine.",
            name=named(mentor.name),
        ),
        kind="fit.question",
        why=voice.say("Learners who have met their mentor are asked once how it fits, in private."),
        buttons=(
            Button(voice.say("Good"), Action("fit.good")),
            Button(voice.say("Still deciding"), Action("fit.deciding")),
            Button(voice.say("Not a good fit"), Action("fit.not_good")),
        ),
    )


def opens_on(voice: Voice, day: date) -> Card:
    """To whoever asks before it opens."""
    return Card(
        voice.say(
            "Changing mentors opens on {day}, when everybody has given it a try. Until then somebody else can help: an "
            "office hour is one tap away, and a coordinator is glad to listen.",
            day=voice.day(day),
        ),
        kind="fit.opens",
        why=voice.say("You asked for it."),
        buttons=(
            run_button(voice.say("Office hours"), "peer my hours"),
            run_button(voice.say("Talk to a coordinator"), "peer help"),
        ),
    )


def glad(voice: Voice) -> Card:
    """After "good"."""
    return Card(
        voice.say("Good to hear. Should it change, `/peer fit` is there, in private."),
        kind="fit.good",
        why=voice.say("You just answered."),
    )


def take_time(voice: Voice) -> Card:
    """After "still deciding"."""
    return Card(
        voice.say("Take your time. `/peer fit` is there whenever you know, in private."),
        kind="fit.deciding",
        why=voice.say("You just answered."),
    )


def heard(voice: Voice, day: date | None) -> Card:
    """After "not a good fit"; `day` is when it goes to a coordinator (None: now)."""
    when = (
        voice.say("A coordinator looks for somebody else with you now.")
        if day is None
        else voice.say("On {day}, when changes open, a coordinator looks for somebody else.", day=voice.day(day))
    )
    return Card(
        voice.say(
            "Thank you for saying so; it happens, and it is nobody's fault. {when} Only the coordinator on duty hears "
            "of it. Until then nothing changes.",
            when=when,
        ),
        kind="fit.heard",
        why=voice.say("You just answered."),
        buttons=(run_button(voice.say("Talk to somebody"), "peer help"),),
    )


def no_mentor(voice: Voice) -> Card:
    """To somebody without a mentor."""
    return Card(
        voice.say("You have no mentor at the moment, so there is nothing to change. A coordinator can help."),
        kind="fit.no_mentor",
        buttons=(run_button(voice.say("Talk to somebody"), "peer help"),),
    )
