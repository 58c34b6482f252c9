"""What delivery itself adds to a message."""

from dataclasses import replace

from bot.cards import Card
from bot.limits import TEXT

_REPEATED = "_(You may have had this message before.)_"
_LATER = "_A little later than usual today; the week is as planned._"


def may_be_repeated(card: Card) -> Card:
    """An escalation sent again because nobody could tell whether it had arrived."""
    return _with(card, f"{card.text}\n\n{_REPEATED}")


def later_than_usual(card: Card) -> Card:
    """A week's question that comes late; said once."""
    return card if card.text.startswith(_LATER) else _with(card, f"{_LATER}\n\n{card.text}")


def _with(card: Card, text: str) -> Card:
    """What was written counts more than a remark: where there is no room for both, the remark is left out."""
    return replace(card, text=text) if len(text) <= TEXT else card


def too_late() -> str:
    """Why something was left out."""
    return "It would have come too late to be useful, so I left it out."


def cannot_tell() -> str:
    """Why something was given up that may be there all the same."""
    return "It may or may not have arrived: the platform could not tell me."
