"""What delivery itself adds to a message."""

from dataclasses import replace

from bot.cards import Card
from bot.limits import TEXT


def may_be_repeated(card: Card) -> Card:
    """An escalation sent again because nobody could tell whether it had arrived; one without room is left as it is."""
    text = f"{card.text}\n\n_(You may have had this message before.)_"
    return replace(card, text=text) if len(text) <= TEXT else card
