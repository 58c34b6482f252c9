"""What delivery itself adds to a message."""

from dataclasses import replace

from bot.cards import Card


def may_be_repeated(card: Card) -> Card:
    """An escalation sent again because nobody could tell whether it had arrived."""
    return replace(card, text=f"{card.text}\n\n_(You may have had this message before.)_")
