"""Cards, forms and events as JSON text, there and back without loss."""

from typing import Any

from pydantic import TypeAdapter

from bot.cards import Card, FieldErrors
from bot.events import (
    ActionChosen,
    CommandInvoked,
    FormSubmitted,
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessageReceived,
    PersonEvent,
)

_EVENTS: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (
        MessageReceived,
        MessageEdited,
        CommandInvoked,
        ActionChosen,
        FormSubmitted,
        MemberJoined,
        MemberLeft,
    )
}
_CARD = TypeAdapter(Card)
_ASKED = TypeAdapter(FieldErrors)


def write_card(card: Card | None) -> str:
    """Return a card as JSON; nothing becomes an empty text."""
    return "" if card is None else _CARD.dump_json(card).decode()


def read_card(text: str) -> Card | None:
    """Return the card that `write_card` wrote."""
    return _CARD.validate_json(text) if text else None


def write_asked(asked: FieldErrors) -> str:
    """Return a form and its faults as JSON."""
    return _ASKED.dump_json(asked).decode()


def read_asked(text: str) -> FieldErrors:
    """Return what `write_asked` wrote."""
    return _ASKED.validate_json(text)


def write_event(event: PersonEvent) -> str:
    """Return an event as JSON, its type's name first."""
    name = type(event).__name__
    return f"{name} {_EVENTS[name].dump_json(event).decode()}"


def read_event(text: str) -> PersonEvent:
    """Return the event that `write_event` wrote."""
    name, _, body = text.partition(" ")
    event: PersonEvent = _EVENTS[name].validate_json(body)
    return event
