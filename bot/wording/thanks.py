"""A word of thanks for a message, in private."""

from bot.cards import Card
from bot.domain.members import Member
from bot.markup import named, quoted
from bot.wording.voice import Voice


def thanks(voice: Voice, who: Member, channel: str, link: str) -> Card:
    """To whoever wrote something that helped."""
    where = voice.say(" in {channel}", channel=quoted(channel, 80)) if channel else ""
    address = f"\n{link}" if link else ""
    return Card(
        voice.say(
            "{name} thanks you for what you wrote{where}.{address}", name=named(who.name), where=where, address=address
        ),
        kind="thanks.given",
        why=voice.say("Somebody pressed “Thank for this” on a message of yours. Only you see it."),
    )


def thanked(voice: Voice, author: Member) -> Card:
    """It is on its way."""
    return Card(
        voice.say("{name} reads your thanks in private. That was kind.", name=named(author.name)),
        kind="thanks.sent",
        why=voice.say("You thanked somebody."),
    )


def nobody(voice: Voice) -> Card:
    """A message of a bot, or of somebody who isn't there."""
    return Card(
        voice.say(
            "Whoever wrote this isn't here at the moment, so I can't pass it on. A reply in the thread always can."
        ),
        kind="thanks.nobody",
    )


def your_own(voice: Voice) -> Card:
    """One's own message."""
    return Card(voice.say("This one is yours. Thank you for writing it."), kind="thanks.own")
