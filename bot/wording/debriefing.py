"""After a heavy case: a word for whoever looked after it, and a person who listens."""

from bot.cards import Action, Button, Card
from bot.domain.cases import Case
from bot.domain.members import Member
from bot.markup import named
from bot.wording.voice import Voice


def heavy(voice: Voice) -> str:
    """What is said as a grave case is closed."""
    return voice.say(
        "Cases like this weigh on people. Take ten minutes before the next one: what went well, what stays with you? "
        "What you did counts, however it goes on. If you'd like a word with another coordinator, I'll ask one; and "
        "`/peer help` is there for those who help, too."
    )


def talk_button(voice: Voice, case: Case) -> Button:
    """The button that asks another coordinator for a word."""
    return Button(voice.say("I'd like to talk"), Action("case.talk", case.id))


def asked(voice: Voice, other: Member | None) -> Card:
    """To whoever would like to talk: who was asked, or where to turn where nobody can be."""
    text = (
        voice.say("I've asked {name} to write to you. Nothing was said of any case.", name=named(other.name))
        if other is not None
        else voice.say(
            "There is no other coordinator whom I could ask. Please talk to somebody you trust; `/peer help` shows "
            "lines near you, and they are there for those who help, too."
        )
    )
    return Card(text, kind="case.talk", why=voice.say("You asked for somebody to talk to."))


def wants_to_talk(voice: Voice, coordinator: Member) -> Card:
    """To another coordinator: without a word of why."""
    return Card(
        voice.say(
            "{name}, a coordinator, would like to talk with you about how they are. I know no more than that. A short "
            "message today is a good start.",
            name=named(coordinator.name),
        ),
        kind="case.wants_to_talk",
        why=voice.say("A coordinator asked for a person."),
    )


def many(voice: Voice, count: int) -> str:
    """What somebody reads who took as many grave cases within a day as anybody should."""
    return voice.count(
        "That is {n} grave case within a day. From now on others are told before you, where there are any.",
        "Those are {n} grave cases within a day. From now on others are told before you, where there are any.",
        count,
    )
