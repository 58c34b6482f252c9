"""What delivery itself adds to a message."""

from dataclasses import replace

from bot.cards import Card
from bot.limits import TEXT
from bot.wording.voice import Voice


def may_be_repeated(card: Card) -> Card:
    """An escalation sent again because nobody could tell whether it had arrived."""
    repeated = Voice.reading(card).say("_(You may have had this message before.)_")
    return _with(card, f"{card.text}\n\n{repeated}")


def later_than_usual(card: Card) -> Card:
    """A week's question that comes late; said once."""
    later = Voice.reading(card).say("_A little later than usual today; the week is as planned._")
    return card if card.text.startswith(later) else _with(card, f"{later}\n\n{card.text}")


def forms(card: Card) -> tuple[Card, ...]:
    """Every form in which a card may have gone out, for whoever looks for it in a history without any other mark."""
    return (card, may_be_repeated(card), later_than_usual(card))


def _with(card: Card, text: str) -> Card:
    """What was written counts more than a remark: where there is no room for both, the remark is left out."""
    return replace(card, text=text) if len(text) <= TEXT else card


def too_late(card: Card) -> str:
    """Why something was left out."""
    return Voice.reading(card).say("It would have come too late to be useful, so I left it out.")


def cannot_tell(card: Card) -> str:
    """Why something was given up that may be there all the same."""
    return Voice.reading(card).say("It may or may not have arrived: the platform could not tell me.")
