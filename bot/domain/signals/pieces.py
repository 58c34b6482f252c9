"""A message cut at white space, each piece with its plain reading: words without punctuation.

Pieces and tokens are named tuples: there is one a word, and a frozen dataclass takes three times as long to make.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.domain.signals.source import Source

_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+")
_INNER_APOSTROPHE = re.compile(r"(?<=[^\W_])'(?=[^\W_])")
_STOPS = re.compile(r"[!?;。]|(?<!\.)\.(?!\.)")


class Token(NamedTuple):
    """One canonical word and where it stands in the message; `is_read` where it is not there plainly."""

    word: str
    start: int
    end: int
    is_read: bool = False


class Piece(NamedTuple):
    """What stands between two spaces. `raw` keeps punctuation; `stops` says that a sentence ends after it."""

    raw: str
    tokens: tuple[Token, ...]
    start: int
    end: int
    stops: bool


def pieces(source: Source) -> list[Piece]:
    """Cut the text at white space and read each piece plainly."""
    return [_piece(source, match.start(), match.end()) for match in _CHUNK.finditer(source.text)]


def literal_pieces(source: Source) -> list[Piece]:
    """Cut the text at white space and leave every piece as it is (Discord's literal rule)."""
    return [
        Piece(match[0], (Token(match[0], start, end),), start, end, stops=False)
        for match in _CHUNK.finditer(source.text)
        for start, end in [(source.starts[match.start()], source.ends[match.end() - 1])]
    ]


def closed_up(text: str) -> str:
    """Return the text without the apostrophes inside its words."""
    return _INNER_APOSTROPHE.sub("", text)


def _piece(source: Source, begin: int, end: int) -> Piece:
    raw = source.text[begin:end]
    first, last = source.starts[begin], source.ends[end - 1]
    if raw.isalnum():
        return Piece(raw, (Token(raw, first, last),), first, last, stops=False)
    tokens = tuple(_tokens(source, begin, end))
    tail = raw[_end_of_words(raw) :]
    return Piece(closed_up(raw), tokens, first, last, stops=bool(_STOPS.search(tail)))


def _tokens(source: Source, begin: int, end: int) -> Iterator[Token]:
    at = begin
    while match := _WORD.search(source.text, at, end):
        word, stop = match[0], match.end()
        while (apostrophe := _INNER_APOSTROPHE.match(source.text, stop, end)) and (
            more := _WORD.match(source.text, apostrophe.end(), end)
        ):
            word, stop = word + more[0], more.end()
        yield Token(word, source.starts[match.start()], source.ends[stop - 1])
        at = stop


def _end_of_words(raw: str) -> int:
    for index in range(len(raw), 0, -1):
        if raw[index - 1].isalnum():
            return index
    return 0
