"""A card's text as Slack's rich text. Pure.

Rich text is data: nothing anybody typed can become markup, a mention or a link, so that nothing has to be escaped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from slack_sdk.models.blocks import (
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextListElement,
    RichTextQuoteElement,
    RichTextSectionElement,
)

from bot.markup import Kind, Span, clean, spans

People = Mapping[str, str]
"""By member the id under which the workspace knows them."""

DATE: Final = "{date_long}, {time}"
_BULLET, _QUOTE = "- ", "\ue000"
"""The second stands for a quotation of the core's own: what people typed cannot hold it."""
_QUOTED = re.compile(r"^> ", re.MULTILINE)
_Style = RichTextElementParts.TextStyle
_STYLES = {Kind.BOLD: _Style(bold=True), Kind.ITALIC: _Style(italic=True), Kind.CODE: _Style(code=True)}


def rich_text(text: str, people: People) -> RichTextBlock:
    """Return a card's text as a block."""
    return RichTextBlock(elements=elements(text, people))


def elements(text: str, people: People) -> list[RichTextElement]:
    """Return what a text is made of: stretches of lines, lists, quotations."""
    found: list[RichTextElement] = []
    plain: list[list[Span]] = []
    bullets: list[list[Span]] = []
    for line in _lines(spans(_QUOTED.sub(_QUOTE, text.replace(_QUOTE, "")))):
        start = line[0].text if line and line[0].kind is Kind.TEXT else ""
        if bullets and not start.startswith(_BULLET):
            found.append(_list(bullets, people))
            bullets = []
        if plain and start.startswith((_BULLET, _QUOTE)):
            found.append(_section(plain, people))
            plain = []
        if start.startswith(_BULLET):
            bullets.append([replace(line[0], text=start.removeprefix(_BULLET)), *line[1:]])
        elif start.startswith(_QUOTE):
            quoted = [replace(line[0], text=start.removeprefix(_QUOTE)), *line[1:]]
            found.append(RichTextQuoteElement(elements=_parts(quoted, people)))
        else:
            plain.append(line)
    found += [_list(bullets, people)] if bullets else []
    return found + ([_section(plain, people)] if plain else [])


def _lines(found: Iterable[Span]) -> Iterator[list[Span]]:
    line: list[Span] = []
    for span in found:
        first, *rest = span.text.split("\n")
        line.append(replace(span, text=first))
        for text in rest:
            yield line
            line = [replace(span, text=text)]
    yield line


def _section(lines: Sequence[Sequence[Span]], people: People) -> RichTextElement:
    newline = Span(Kind.TEXT, "\n")
    joined = [span for number, line in enumerate(lines) for span in ([newline, *line] if number else line)]
    return RichTextSectionElement(elements=_parts(joined, people))


def _list(lines: Sequence[Sequence[Span]], people: People) -> RichTextElement:
    entries = [RichTextSectionElement(elements=_parts(line, people)) for line in lines]
    return RichTextListElement(style="bullet", elements=entries)


def _parts(line: Sequence[Span], people: People) -> list[RichTextElement]:
    """Return the parts of a stretch; Slack takes no empty ones, and no stretch without any."""
    parts: list[RichTextElement] = []
    text = ""
    for span in line:
        if span.kind is Kind.TEXT:
            text += clean(span.text)
            continue
        part = _part(span, people)
        if part is not None:
            parts += [RichTextElementParts.Text(text=text)] if text else []
            parts.append(part)
            text = ""
    parts += [RichTextElementParts.Text(text=text)] if text else []
    return parts or [RichTextElementParts.Text(text=" ")]


def _part(span: Span, people: People) -> RichTextElement | None:
    shown = clean(span.text)
    match span.kind:
        case Kind.LINK:
            return RichTextElementParts.Link(url=span.target, text=shown or span.target)
        case Kind.MEMBER if span.target in people:
            return RichTextElementParts.User(user_id=people[span.target])
        case Kind.MEMBER:
            return RichTextElementParts.Text(text="somebody")
        case Kind.MOMENT:
            return _moment(int(span.target))
        case _:
            return RichTextElementParts.Text(text=shown, style=_STYLES[span.kind]) if shown else None


def _moment(seconds: int) -> RichTextElement:
    written = written_moment(seconds)
    if written is None:
        return RichTextElementParts.Text(text="a time that does not exist")
    return RichTextElementParts.Date(timestamp=seconds, format=DATE, fallback=written)


def written_moment(seconds: int) -> str | None:
    """Write a moment for clients that cannot show it on the reader's clock; None where Slack has no such moment."""
    if not 0 <= seconds <= 9_999_999_999:
        return None
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at:%A} {at.day} {at:%B} {at.year}, {at:%H:%M} UTC"
