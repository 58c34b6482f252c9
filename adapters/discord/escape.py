"""Text as Discord shows it: what the core marked up stays marked up, everything else stands for itself.

discord.py's own escaping leaves masked links alone, so this is ours.
"""

import re
from collections.abc import Mapping

from bot.markup import Kind, Span, clean, spans

_INLINE = re.compile(r"[\\*_~`|\[\]<>]")
_AT_LINE_START = re.compile(r"^([ \t]*)(-?#)", re.MULTILINE)
_CROWD = re.compile(r"(?<=@)(?=everyone|here)", re.IGNORECASE)
_MEANT = re.compile(r"(?<=<)(?=[@#:/a])|(?<=\])(?=\()")
"""Where code could still be read as a mention or a masked link."""
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\*\[\]]+[^\s<>\"'`|\\*\[\].,;:!?()]")
_UNSEEN = "\u200b"
_QUOTE = re.compile(r"^> ", re.MULTILINE)
_QUOTED = "\ue000"
"""Stands for a quotation of the core's own until the rest is escaped; what people typed cannot hold it."""


def rich(text: str, people: Mapping[str, str]) -> str:
    """Return a card's text. `people` gives the account of a member who is mentioned; nobody is ever pinged by it."""
    marked = _QUOTE.sub(_QUOTED, text.replace(_QUOTED, ""))
    return "".join(_span(span, people) for span in spans(marked)).replace(_QUOTED, "> ")


def literal(text: str) -> str:
    """Return a text that stands for itself: no markup, no mention, no masked link. Addresses stay whole and visible."""
    written, position = "", 0
    whole = clean(text)
    for match in _ADDRESS.finditer(whole):
        written += _escaped(whole[position : match.start()]) + f"<{match[0]}>"
        position = match.end()
    return written + _escaped(whole[position:])


def line(text: str) -> str:
    """Return a text as one literal line, for headings."""
    return literal(" ".join(clean(text).split()))


def label(text: str, limit: int) -> str:
    """Return a text for a place where Discord shows no markup; longer than `limit` is cut."""
    whole = " ".join(clean(text).split())
    return whole if len(whole) <= limit else whole[: limit - 1].rstrip() + "…"


def _escaped(text: str) -> str:
    escaped = _AT_LINE_START.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", text))
    return _CROWD.sub(_UNSEEN, escaped)


def _span(span: Span, people: Mapping[str, str]) -> str:
    match span.kind:
        case Kind.BOLD:
            return f"**{_escaped(clean(span.text))}**"
        case Kind.ITALIC:
            return f"_{_escaped(clean(span.text))}_"
        case Kind.CODE:
            return f"`{_MEANT.sub(_UNSEEN, _CROWD.sub(_UNSEEN, clean(span.text)))}`"
        case Kind.LINK:
            return f"{_escaped(clean(span.text))} (<{span.target}>)"
        case Kind.MEMBER:
            return f"<@{people[span.target]}>" if span.target in people else "somebody"
        case Kind.MOMENT:
            return f"<t:{span.target}:F>"
        case _:
            return literal(span.text)
