"""To somebody who thinks of giving up: no emergency, a kind word, and a question. Nobody is told without a yes."""

from bot.cards import Action, Button, Card, Look
from bot.domain.members import Member
from bot.markup import named
from bot.wording.voice import Voice


def struggling(voice: Voice, writer: Member) -> Card:
    """To somebody who thinks of giving up: normal, and a question. Nobody is told without a yes."""
    return Card(
        voice.say(
            "Hi {name}. Many people reach a point where it feels too much, and it says nothing about how good you "
            "are. There is room: days off (`/peer away`), a pause (`/peer pause`), your mentor, a smaller next step."
            "\n\nNobody has been told. May I let the coordinator on duty know that you'd like to talk? Not what you "
            "wrote, only that.",
            name=named(writer.name),
        ),
        kind="struggling.reply",
        why=voice.say("Something you wrote sounded as if the programme is hard at the moment."),
        buttons=(
            Button(voice.say("Yes, tell them"), Action("struggling.tell"), Look.PRIMARY),
            Button(voice.say("No, thank you"), Action("struggling.keep")),
        ),
    )


def will_tell(voice: Voice, within: str) -> Card:
    """After yes; `within` is the goal for an answer."""
    return Card(
        voice.say(
            "Thank you. The coordinator on duty hears that you'd like to talk, and nothing of what you wrote. The "
            "goal is an answer within {within}; I tell you who has it. If it can't wait, say so in `/peer help`.",
            within=within,
        ),
        kind="struggling.told",
        why=voice.say("You agreed to it."),
    )


def kept(voice: Voice) -> Card:
    """After no."""
    return Card(
        voice.say("Nobody is told. If you change your mind, the button above or `/peer help` is there."),
        kind="struggling.kept",
        why=voice.say("You chose it."),
    )
