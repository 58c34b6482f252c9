"""Lanes: the strings that are searched, one per combination of readings, each with its way back to the message."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice, product

from bot.domain.signals.grammar import BREAK
from bot.domain.signals.pieces import Piece, Token
from bot.domain.signals.readings import Reading

MAX_LANES = 12
"""Most combinations of readings tried for one text."""

PLAIN = "plain"
_NOTHING = ""

Rewrites = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lane:
    """Canonical text, one space before and after every word; `tokens` are its words."""

    variant: str
    text: str
    tokens: tuple[Token, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the message the words stand that `text[start:end]` touches."""
        touched = self._touched(start, end)
        return touched[0].start, touched[-1].end

    def is_new(self, start: int, end: int) -> bool:
        """Tell whether `text[start:end]` has a word that does not stand there plainly; only such matches count."""
        return self.variant == PLAIN or any(token.is_read for token in self._touched(start, end))

    def _touched(self, start: int, end: int) -> Sequence[Token]:
        at = list(accumulate((len(token.word) + 1 for token in self.tokens), initial=1))[:-1]
        first = bisect_right(at, start + (self.text[start] == " ")) - 1
        last = bisect_right(at, end - 1) - 1
        return self.tokens[max(first, 0) : max(last, 0) + 1]


def lane(variant: str, tokens: Sequence[Token], rewrites: Rewrites) -> Lane:
    """Write tokens as one canonical string, with the packs' own words for abbreviations."""
    words: list[Token] = []
    for token in _merged(tokens, rewrites):
        if token.word in rewrites:
            words += (Token(word, token.start, token.end, token.is_read) for word in rewrites[token.word])
        else:
            words.append(token)
    return Lane(variant, f" {' '.join([token.word for token in words])} ", tuple(words))


def plain_lane(pieces: Sequence[Piece], rewrites: Rewrites) -> Lane:
    """Return the reading that takes every piece as it stands."""
    return lane(PLAIN, [token for piece in pieces for token in _plain(piece)], rewrites)


def read_lanes(pieces: Sequence[Piece], readings: Sequence[Reading], rewrites: Rewrites) -> Iterator[Lane]:
    """Yield the combinations of readings, the one that takes most of them first; the plain one is not among them."""
    by_place: dict[int, list[Reading]] = {}
    for reading in readings:
        by_place.setdefault(reading.at, []).append(reading)
    options: list[list[Reading | None]] = [[*found, None] for found in by_place.values()]
    plain = [tuple(_plain(piece)) for piece in pieces]
    for chosen in islice(product(*options), MAX_LANES):
        if used := sorted(filter(None, chosen), key=lambda reading: reading.at):
            names = "+".join(sorted({reading.variant for reading in used}))
            yield lane(names, _tokens(pieces, plain, used), rewrites)


def _tokens(pieces: Sequence[Piece], plain: Sequence[tuple[Token, ...]], used: Sequence[Reading]) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    for reading in used:
        if reading.at < at:
            continue
        tokens += chain.from_iterable(plain[at : reading.at])
        at = reading.at + reading.covers
        last = pieces[at - 1]
        tokens += (Token(word, pieces[reading.at].start, last.end, True) for word in reading.words)
        if last.stops:
            tokens.append(Token(BREAK, last.end, last.end))
    tokens += chain.from_iterable(plain[at:])
    return tokens


def _plain(piece: Piece) -> Iterator[Token]:
    yield from piece.tokens
    if piece.stops:
        yield Token(BREAK, piece.end, piece.end)


def _merged(tokens: Sequence[Token], rewrites: Rewrites) -> Sequence[Token]:
    """Put `can t` together where `cant` is one of the packs' words: an apostrophe that became a space."""
    merged: list[Token] = []
    before = _NOTHING
    for token in tokens:
        word = token[0]
        if before and (len(word) <= 2 or len(before) <= 2) and before + word in rewrites:
            first = merged[-1]
            merged[-1] = token = Token(before + word, first.start, token.end, first.is_read)
        else:
            merged.append(token)
        before = token[0]
    return merged
