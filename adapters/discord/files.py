"""Files that go along with a message: described in its body, beside it on the wire."""

import json
from typing import Any, Final

from adapters.attachments import File, file_of
from adapters.discord.components import Json
from bot.cards import Card
from bot.domain.pictures import Chart

ALTERNATIVE: Final = 1024
"""Characters Discord keeps of what a picture says in words."""


async def attached(card: Card) -> File | None:
    """Write the file a card brings along."""
    return await file_of(card.attachment) if card.attachment is not None else None


def described(card: Card) -> Json:
    """Return what a message's body says of the card's file."""
    if card.attachment is None:
        return {}
    words = {"description": card.attachment.alternative[:ALTERNATIVE]} if isinstance(card.attachment, Chart) else {}
    return {"attachments": [{"id": 0, "filename": card.attachment.name, **words}]}


def parts(body: Any, file: File) -> list[dict[str, Any]]:
    """Return the parts of a request with a file; the same however often it is sent."""
    return [
        {"name": "payload_json", "value": json.dumps(body), "content_type": "application/json"},
        {"name": "files[0]", "value": file.content, "filename": file.name, "content_type": file.media_type},
    ]
