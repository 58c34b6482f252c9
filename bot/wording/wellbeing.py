"""How mentors are themselves: asked once, kept nowhere, a person one tap away."""

from bot.cards import Action, Button, Card
from bot.domain.members import Member
from bot.markup import named
from bot.wording.voice import Voice


def how_are_you(voice: Voice) -> Card:
    """To mentors, half way: this one is about them."""
    return Card(
        voice.say(
            "This one is about you. Listening to others costs strength, and half way is a good moment to notice. How "
            "are you yourself? Nobody keeps what you press."
        ),
        kind="wellbeing.question",
        why=voice.say("Mentors are asked once, half way."),
        buttons=(
            Button(voice.say("I'm well"), Action("wellbeing.well")),
            Button(voice.say("It's a bit much"), Action("wellbeing.much")),
            Button(voice.say("I'd like to talk"), Action("wellbeing.talk")),
        ),
    )


def well(voice: Voice) -> Card:
    """After "I'm well"."""
    return Card(
        voice.say("Good. Thank you for being there for others."),
        kind="wellbeing.well",
        why=voice.say("You just answered."),
    )


def talk_soon(voice: Voice, coordinator: Member | None) -> Card:
    """After "I'd like to talk"."""
    text = (
        voice.say(
            "{name} hears that you'd like to talk, and nothing else. They write to you.", name=named(coordinator.name)
        )
        if coordinator
        else voice.say("Nobody is on duty right now. `/peer help` shows whom you can write to.")
    )
    return Card(text, kind="wellbeing.talk", why=voice.say("You just answered."))


def wants_to_talk(voice: Voice, mentor: Member) -> Card:
    """To the coordinator on duty: without a word of why."""
    return Card(
        voice.say(
            "{name}, a mentor, would like to talk with you about how they are. I know no more than that. A short "
            "message today is a good start.",
            name=named(mentor.name),
        ),
        kind="wellbeing.wanted",
        why=voice.say("You are on duty, and a mentor asked for a person."),
    )
