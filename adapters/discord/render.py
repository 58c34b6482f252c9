"""Cards as the bodies of Discord messages. Pure.

What fits is plain content rather than an embed: it is in notifications, screen readers read it first, and people who
turned previews off see it. Only what is longer than a message becomes embeds.
"""

from collections.abc import Mapping
from typing import Final

from adapters.discord.components import Json, marker, rows
from adapters.discord.escape import line, rich
from adapters.discord.files import described
from bot.cards import Card
from bot.markup import Kind, spans

CONTENT: Final = 2000
DESCRIPTION: Final = 4096
EMBEDS: Final = 6000
"""Characters of all embeds of a message together."""
NO_PREVIEWS: Final = 1 << 2
EPHEMERAL: Final = 1 << 6
NOBODY: Final[Json] = {"parse": []}
"""No mention in a message of ours notifies anybody, whatever its text says."""
_COLOUR = 0x5B7C99
_NOTHING_KNOWN: Mapping[str, str] = {}


def message(card: Card, people: Mapping[str, str] = _NOTHING_KNOWN, delivery_id: str = "") -> Json:
    """Return the body of a durable message; `delivery_id` marks it, so that it can be found again."""
    why = f"\n-# {line(card.why)}" if card.why else ""
    return _body(card, _text(card, people) + why, marker(delivery_id) if delivery_id else 0)


def answer(card: Card, people: Mapping[str, str] = _NOTHING_KNOWN) -> Json:
    """Return the body of an answer that only the person who acted sees; why it came they know."""
    body = _body(card, _text(card, people), 0)
    return {**body, "flags": body["flags"] | EPHEMERAL}


def mentioned(card: Card) -> set[str]:
    """Return the members a card mentions."""
    texts = [card.text, *(field.value for field in card.fields)]
    return {span.target for text in texts for span in spans(text) if span.kind is Kind.MEMBER}


def _text(card: Card, people: Mapping[str, str]) -> str:
    fields = [f"**{line(field.name)}**\n{rich(field.value, people)}" for field in card.fields]
    return "\n\n".join([rich(card.text, people), *fields] if card.text else fields)


def _body(card: Card, text: str, mark: int) -> Json:
    common: Json = {"allowed_mentions": NOBODY, "components": rows(card, mark), **described(card)}
    heading = f"### {line(card.title)}" if card.title else ""
    whole = f"{heading}\n{text}" if heading else text
    if _length(whole) <= CONTENT:
        return {"content": whole, "embeds": [], "flags": NO_PREVIEWS, **common}
    embeds = [{"description": piece, "color": _COLOUR} for piece in pieces(text, DESCRIPTION, EMBEDS)]
    return {"content": heading, "embeds": embeds, "flags": 0, **common}


def pieces(text: str, limit: int, whole: int) -> list[str]:
    """Cut a text at ends of lines, else of words, into pieces of at most `limit`; beyond `whole` it ends with “…”."""
    if _length(text) > whole:
        text = _head(text, whole - 1) + "…"
    found = []
    while _length(text) > limit:
        head = _head(text, limit)
        at = max(head.rfind("\n"), head.rfind(" ") if "\n" not in head[limit // 2 :] else -1)
        cut = at if at > 0 else len(head)
        found.append(text[:cut])
        text = text[cut:].lstrip("\n ")
    return [*found, text]


def _length(text: str) -> int:
    """Count as the platform may: a character outside the basic plane counts as two."""
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, limit: int) -> str:
    """Return the longest beginning that counts at most `limit`, not ending inside an escape."""
    head = text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore")
    backslashes = len(head) - len(head.rstrip("\\"))
    return head[:-1] if backslashes % 2 else head
