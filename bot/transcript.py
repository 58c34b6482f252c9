"""What the core said, line by line, in the order it was committed: for rehearsals, stories and comparisons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import Card, Form
from bot.markup import plain


@dataclass(frozen=True, slots=True)
class Said:
    """One message: `to` is a handle of the cohort file, `surface` is dm, channel, reply or outside."""

    at: datetime
    to: str
    surface: str
    kind: str
    reason: str
    text: str
    card: Card | Form


Observer = Callable[[Sequence[Said]], None]


def said(at: datetime, to: str, surface: str, card: Card | Form) -> Said:
    """Return the line for a card, or for a form that opened."""
    if isinstance(card, Form):
        return Said(at, to, surface, card.action.name, "You asked for this.", card.title, card)
    parts = [card.title, plain(card.text), *(f"{f.name}: {plain(f.value)}" for f in card.fields)]
    return Said(at, to, surface, card.kind, plain(card.why), "\n".join(part for part in parts if part), card)
