"""Cards and people's words as safe HTML for one reader. Pure: everything typed is escaped, nothing is trusted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.markup import Kind, Span, spans
from bot.markup import clean as clean  # views and pages clean what they show themselves

_LONG: Final = 1_500
"""Characters of a person's message that are shown without asking for more."""
_LINES: Final = 20
_TYPED_MENTION = re.compile(r"<@(?P<id>[A-Za-z0-9_-]{1,64})>|(?<![\w@])@(?P<word>[A-Za-z0-9_-]{1,64})")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: moments are shown in their zone, people by name."""

    timezone: str
    names: Mapping[str, str]

    def local(self, at: datetime) -> datetime:
        """Return a moment in the reader's zone."""
        return at.astimezone(ZoneInfo(self.timezone))


def name(text: str) -> Markup:
    """Return somebody's name, kept from changing the direction of what stands around it."""
    return Markup("<bdi>{}</bdi>").format(clean(text).replace("\n", " "))


def time(at: datetime, reader: Reader, pattern: str = "%a %-d %b, %H:%M") -> Markup:
    """Return a moment as the reader's clock shows it; UTC on hovering."""
    markup = Markup('<time datetime="{}" title="{} UTC">{}</time>')
    utc = at.astimezone(UTC)
    return markup.format(f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%a %-d %b %Y, %H:%M}", reader.local(at).strftime(pattern))


def rich(text: str, reader: Reader) -> Markup:
    """Return a line of a card: the small Markdown subset, mentions as names, moments in the reader's zone."""
    return Markup("").join(_span(span, reader) for span in spans(text))


def blocks(text: str, reader: Reader) -> Markup:
    """Return a card's text: paragraphs, and as lists and quotes what the core writes as such (`- `, `1. `, `> `)."""
    found = (_block(block, list(lines), reader) for block, lines in groupby(text.split("\n"), _kind_of_line))
    return Markup("").join(found)


_LISTED: Final = re.compile(r"(?:-|\d{1,3}\.|>) ")


def _kind_of_line(line: str) -> str:
    """Return the first sign of a line that is part of a list or quote; a number is "1"; other lines have none."""
    match = _LISTED.match(line)
    return "" if match is None else "1" if line[0].isdigit() else line[0]


def _block(kind: str, lines: list[str], reader: Reader) -> Markup:
    if not kind:
        paragraphs = "\n".join(lines).strip("\n")
        return Markup("").join(Markup("<p>{}</p>").format(rich(p, reader)) for p in _apart(paragraphs))
    within = [_LISTED.sub("", line, count=1) for line in lines]
    if kind == ">":
        return Markup("<blockquote>{}</blockquote>").format(rich("\n".join(within), reader))
    items = Markup("").join(Markup("<li>{}</li>").format(rich(line, reader)) for line in within)
    if kind == "1":
        return Markup('<ol start="{}">{}</ol>').format(int(lines[0].partition(".")[0]), items)
    return Markup("<ul>{}</ul>").format(items)


def _apart(text: str) -> list[str]:
    return [paragraph for paragraph in re.split(r"\n{2,}", text) if paragraph]


def _span(span: Span, reader: Reader) -> Markup:
    words = escape(clean(span.text))
    match span.kind:
        case Kind.BOLD:
            return Markup("<strong>{}</strong>").format(words)
        case Kind.ITALIC:
            return Markup("<em>{}</em>").format(words)
        case Kind.CODE:
            return Markup("<code>{}</code>").format(words)
        case Kind.LINK:
            return _link(clean(span.text), span.target)
        case Kind.MEMBER:
            return _mention(reader.names.get(span.target, "somebody"))
        case Kind.MOMENT:
            return _moment(span.target, reader)
        case _:
            return words


def _link(label: str, url: str) -> Markup:
    """Return a link that shows where it leads; what is not a web address stays text."""
    try:
        host = urlsplit(url).hostname or ""
        domain = host.encode("idna").decode()
    except (ValueError, UnicodeError):
        domain = ""
    if not domain:
        return escape(label)
    markup = Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a> <small>({})</small>')
    return markup.format(url, label, domain)


def _mention(shown: str) -> Markup:
    return Markup('<span class="mention">@{}</span>').format(name(shown))


def _moment(stamp: str, reader: Reader) -> Markup:
    try:
        return time(datetime.fromtimestamp(int(stamp), UTC), reader)
    except (ValueError, OverflowError, OSError):
        return Markup("a time that does not exist")


@dataclass(frozen=True, slots=True)
class Typed:
    """A person's message: `head` is shown, `rest` on request, `length` counts the whole."""

    head: Markup
    rest: Markup
    length: int


def typed(text: str, reader: Reader) -> Typed:
    """Return what a person wrote: their characters stand for themselves, mentions become names."""
    whole = clean(text)
    cut = _cut(whole)
    return Typed(_words(whole[:cut], reader), _words(whole[cut:], reader), len(whole))


def _cut(text: str) -> int:
    lines = text.split("\n", _LINES)
    by_lines = len(text) - len(lines[-1]) if len(lines) > _LINES else len(text)
    if len(text) <= _LONG and by_lines == len(text):
        return len(text)
    limit = min(_LONG // 2, by_lines)
    space = text.rfind(" ", 0, limit)
    return space + 1 if space > limit // 2 else limit


def _words(text: str, reader: Reader) -> Markup:
    parts: list[Markup] = []
    position = 0
    for match in _TYPED_MENTION.finditer(text):
        shown = reader.names.get(match["id"] or match["word"])
        if shown is not None:
            parts += [escape(text[position : match.start()]), _mention(shown)]
            position = match.end()
    parts.append(escape(text[position:]))
    return Markup("").join(parts)
