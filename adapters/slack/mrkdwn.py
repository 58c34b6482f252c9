"""Slack's text, both ways. Pure.

Out: what notifications and screen readers say of a card. In: what people typed, as the core reads it.
"""

import html
import re
from typing import Final

from adapters.slack.rich_text import DATE, People, written_moment
from bot.markup import Kind, Span, clean, spans

_UNSEEN: Final = "\u200b"
_ENTITY = re.compile(r"<([^<>\n]+)>")
_TOKENS: Final = DATE


def notification(text: str, people: People, limit: int) -> str:
    """Return a card's text for where blocks are not shown; nothing in it calls anybody but mentioned members.

    Slack has no escape character: a zero-width space keeps what people typed from meaning something.
    """
    written, left = "", limit
    for span in spans(text):
        piece = _said(span, people)
        if len(piece) > left:
            return written + (literal(clean(span.text))[: left - 1] + "…" if span.kind is Kind.TEXT else "…")
        written, left = written + piece, left - len(piece)
    return written


def literal(text: str) -> str:
    """Return a text that stands for itself."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("@", f"@{_UNSEEN}")


def _said(span: Span, people: People) -> str:
    shown = literal(clean(span.text))
    match span.kind:
        case Kind.LINK:
            return f"{shown} ({literal(span.target)})"
        case Kind.MEMBER:
            return f"<@{people[span.target]}>" if span.target in people else "somebody"
        case Kind.MOMENT:
            written = written_moment(int(span.target))
            return f"<!date^{span.target}^{_TOKENS}|{written}>" if written else "a time that does not exist"
        case _:
            return shown


def typed(text: str) -> str:
    """Return what somebody typed: people as `<@id>`, channels and links as they read, nothing escaped."""
    return html.unescape(_ENTITY.sub(_entity, text))


def _entity(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    match target[:1]:
        case "@":
            return f"<@{target[1:]}>"
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            return target.removeprefix("mailto:")
