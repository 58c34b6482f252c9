"""The text a message really says: without what is not its author's words, unescaped and folded, with offsets back."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from bot.domain.signals.fold import fold_table
from bot.domain.signals.switches import Switches

MARKERS = b"`<>@&%:/*#"
"""A text without any of these has nothing to skip, nothing to unescape and no censoring stars."""

_CODE = r"```.*?```|``[^`]*``|`[^`\n]*`"
_QUOTE = r"^[ \t]*>[^\n]*"
_URL = r"<?(?:https?|ftp)://[^\s>|]+[>|]?|\bwww\.[^\s>|]+"
_MENTION = r"<[@#!][^>\n]{1,80}>|<a?:\w{1,40}:\d{1,25}>|(?<![^\s(])[@][\w-][\w.-]*|:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});|(?:%[0-9a-fA-F]{2})+")


@dataclass(frozen=True, slots=True)
class Source:
    """Folded text; `starts[i]` and `ends[i]` are where its character `i` stands in the message."""

    text: str
    starts: list[int]
    ends: list[int]


def read(text: str, switches: Switches) -> Source:
    """Return what the message says, folded, with the way back to its own offsets."""
    table = fold_table(invisible=switches.invisible, homoglyphs=switches.homoglyphs)
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for char, start, end in _characters(text, switches):
        for part in table[ord(char)]:
            folded.append(part)
            starts.append(start)
            ends.append(end)
    return Source("".join(folded), starts, ends)


def readable(text: str, switches: Switches) -> str:
    """Return the same text as `read` before folding, without offsets (for the prefilter)."""
    return _ENTITY.sub(_unescaped, skipped(switches).sub(" ", text))


def _characters(text: str, switches: Switches) -> Iterator[tuple[str, int, int]]:
    yield from _unescape(text, _kept(text, switches))


def _kept(text: str, switches: Switches) -> Iterator[tuple[int, int]]:
    """Yield the spans of the text that are its author's words, in order."""
    at = 0
    for match in skipped(switches).finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _unescape(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    for first, (begin, end) in enumerate(spans):
        if first:
            yield " ", begin, begin
        at = begin
        for match in _ENTITY.finditer(text, begin, end):
            yield from ((text[i], i, i + 1) for i in range(at, match.start()))
            yield from ((char, match.start(), match.end()) for char in _unescaped(match))
            at = match.end()
        yield from ((text[i], i, i + 1) for i in range(at, end))


def _unescaped(match: re.Match[str]) -> str:
    return unquote(match[0], errors="ignore") if match[0].startswith("%") else html.unescape(match[0])


@cache
def skipped(switches: Switches) -> re.Pattern[str]:
    """Return what these switches skip: code blocks, quoted lines, addresses, mentions, custom emoji."""
    parts = [_CODE] * (switches.code == "skip") + [_QUOTE] * (switches.quotes == "skip")
    parts += [_URL] * (switches.urls == "skip") + [_MENTION]
    return re.compile("|".join(parts), re.DOTALL | re.MULTILINE | re.IGNORECASE)
