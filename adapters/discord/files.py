"""Files that go along with a message: described in its body, beside it on the wire. Pure."""

import json
from dataclasses import dataclass
from typing import Any

from adapters.calendars import MEDIA_TYPE, written
from adapters.discord.components import Json
from bot.cards import Card


@dataclass(frozen=True, slots=True)
class Attached:
    """One file: its name and its bytes."""

    name: str
    content: bytes


def attached(card: Card) -> Attached | None:
    """Return the file a card brings along."""
    return Attached(card.attachment.name, written(card.attachment)) if card.attachment is not None else None


def described(card: Card) -> Json:
    """Return what a message's body says of the card's file."""
    return {"attachments": [{"id": 0, "filename": card.attachment.name}]} if card.attachment is not None else {}


def parts(body: Any, file: Attached) -> list[dict[str, Any]]:
    """Return the parts of a request with a file; the same however often it is sent."""
    return [
        {"name": "payload_json", "value": json.dumps(body), "content_type": "application/json"},
        {"name": "files[0]", "value": file.content, "filename": file.name, "content_type": MEDIA_TYPE},
    ]
