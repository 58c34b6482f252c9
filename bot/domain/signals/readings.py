"""Other readings of a piece: what leet, stretched, split-up, joined, starred or mistyped letters may stand for.

A reading counts only where the packs know its words, so an ordinary text has none and stays one string.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, product

from bot.domain.signals.pieces import Piece
from bot.domain.signals.switches import Switches
from bot.domain.signals.vocabulary import Vocabulary

LEET = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "+": "t", "|": "il",
}  # fmt: skip
"""Digits and signs that stand for letters, inside tokens that have a letter."""

_PART = re.compile(r"[^\W_](?:[^\W_]|[@$!+|](?=[^\s]*[^\W_]))*|[@$!+|](?:[^\W_]|[@$!+|](?=[^\s]*[^\W_]))+")
_RUN = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1\1")
_NOISE = re.compile(r"[^0-9@$!+|\w]|_")
_STARRED = re.compile(r"[^\W_]*[*#]+[^\W_]+(?:[*#]+[^\W_]*)*|[^\W_]+\*{2,}")
_SPELLINGS = 64
_CHOICES = 3
SPELLED_OUT = 3
"""Letters in a row, each by itself: fewer are no word."""
_JOINED_WORDS = 5
_LEAST_JOINED = 6
_LONGEST_TOKEN = 64
TRIED = 40
"""Pieces per text that are taken apart for stars, typos and joined words: keeps the work of a hostile text bounded."""

_REMEMBERED = 4096
"""Pieces whose readings are kept: people use the same words again and again."""

_Way = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that `covers` pieces from `at` on may stand for; `variant` names how."""

    at: int
    covers: int
    words: tuple[str, ...]
    variant: str


class Reader:
    """Finds the readings of pieces for one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, switches: Switches) -> None:
        self._vocabulary = vocabulary
        self._switches = switches
        self._read = lru_cache(_REMEMBERED)(self._ways_to_read)
        self._repaired = lru_cache(_REMEMBERED)(self._ways_to_repair)
        self._uncensored = lru_cache(_REMEMBERED)(vocabulary.uncensored)

    def readings(self, pieces: Sequence[Piece]) -> list[Reading]:
        """Return the readings that are tried on every text."""
        found = [
            Reading(at, 1, words, variant)
            for at, piece in enumerate(pieces)
            if _may_be_read(piece.raw)
            for words, variant in self._read(piece.raw, tuple(token.word for token in piece.tokens))
        ]
        return [*found, *self._spelled_out(pieces)] if self._switches.spaced else found

    def reads(self, piece: Piece) -> bool:
        """Tell whether a piece by itself has another reading of the first kind."""
        return _may_be_read(piece.raw) and bool(self._read(piece.raw, tuple(token.word for token in piece.tokens)))

    def repairs(self, pieces: Sequence[Piece]) -> list[Reading]:
        """Return the readings of the last resort: stars, typos, joined words."""
        candidates = (
            (at, piece)
            for at, piece in enumerate(pieces)
            if self.may_repair(piece.raw, [token.word for token in piece.tokens])
        )
        return [
            Reading(at, 1, words, variant)
            for at, piece in islice(candidates, TRIED)
            for words, variant in self._repaired(piece.raw, piece.tokens[0].word if len(piece.tokens) == 1 else "")
        ]

    def may_repair(self, raw: str, words: Sequence[str]) -> bool:
        """Tell whether stars, typos or joined words are looked for in a piece with these words."""
        if len(raw) > _LONGEST_TOKEN:
            return False
        if "*" in raw or "#" in raw:
            return True
        return len(words) == 1 and not self._vocabulary.knows(words[0])

    @cached_property
    def typos(self) -> Mapping[str, tuple[str, ...]]:
        """Every token that is read as mistyped, with the words it may stand for."""
        return self._vocabulary.typos if self._switches.repair and not self._switches.is_literal else {}

    def starred(self, text: str) -> Iterator[str]:
        """Yield the words that tokens with stars in a lower-case text may stand for."""
        if not self._switches.is_literal:
            for token in _STARRED.findall(text):
                yield from self._uncensored(token.replace("#", "*"))

    def _ways_to_read(self, raw: str, plain: tuple[str, ...]) -> tuple[_Way, ...]:
        found: dict[tuple[str, ...], str] = {}
        parts = _PART.findall(raw)
        for words in islice(product(*(self._spellings(part) or [part] for part in parts)), _CHOICES):
            if words != plain and all(map(self._vocabulary.knows, words)):
                found.setdefault(words, "leet" if _has_leet(parts) else "elongated")
        bare = raw.rstrip("!+|.?,;:")
        if self._switches.spaced and not bare.isalnum():
            for words in self._whole(_NOISE.sub("", bare)):
                if words != plain:
                    found.setdefault(words, "spaced" if len(plain) >= SPELLED_OUT else "punctuated")
        return tuple(found.items())

    def _spellings(self, part: str) -> list[str]:
        """Return the known words a part spells, at most three; [] where it spells none but itself."""
        spelled = [part]
        if self._switches.leet and any(char in LEET for char in part) and any(char.isalpha() for char in part):
            options = (LEET.get(char, char) for char in part)
            spelled = ["".join(letters) for letters in islice(product(*options), _SPELLINGS)]
        if self._switches.elongation and _RUN.search(part):
            spelled = [short for word in spelled for short in _shortened(word)]
        return [word for word in dict.fromkeys(spelled) if self._vocabulary.knows(word)][:_CHOICES]

    def _whole(self, raw: str) -> list[tuple[str, ...]]:
        """Return the readings of letters put together: one known word, or several in a row."""
        if spellings := self._spellings(raw):
            return [(word,) for word in spellings]
        words = self._vocabulary.segment(self._short(raw), len(raw)) or self._vocabulary.segment(raw, len(raw))
        return [words] if words else []

    def _short(self, word: str) -> str:
        """Return a word without stretched letters, where the packs read those."""
        return _shortest(word) if self._switches.elongation else word

    def _spelled_out(self, pieces: Sequence[Piece]) -> Iterator[Reading]:
        at = 0
        while at < len(pieces):
            stop = at
            while stop < len(pieces) and is_single(pieces[stop].raw):
                stop += 1
            if stop - at >= SPELLED_OUT and stop - at <= _LONGEST_TOKEN:
                yield from self._run(pieces, at, stop)
            at = max(stop, at + 1)

    def _run(self, pieces: Sequence[Piece], at: int, stop: int) -> Iterator[Reading]:
        letters = "".join(_NOISE.sub("", piece.raw) for piece in pieces[at:stop])
        for words in self._whole(letters):
            yield Reading(at, stop - at, words, "spaced")

    def _ways_to_repair(self, raw: str, token: str) -> tuple[_Way, ...]:
        """Return the readings of a piece with stars, or of the one word it has (`token`, empty where it has more)."""
        found: list[_Way] = [((word,), "starred") for word in self.starred(raw)]
        found += (((word,), "typo") for word in self.typos.get(token, ()))
        if self._switches.joined and len(token) >= _LEAST_JOINED:
            shortest = self._short(token) if _LONG_RUN.search(token) else token
            if words := self._vocabulary.segment(shortest, _JOINED_WORDS):
                found.append((words, "joined"))
        return tuple(found)


def _may_be_read(raw: str) -> bool:
    return len(raw) <= _LONGEST_TOKEN and (not raw.isalpha() or _RUN.search(raw) is not None)


def _shortened(word: str) -> list[str]:
    """Return `word` with each run of a letter as one and as two letters, all combinations."""
    parts = [(run[0],) if len(run) == 1 else (run[0], run[0] * 2) for run in _runs(word)]
    return ["".join(choice) for choice in islice(product(*parts), _SPELLINGS)]


def _runs(word: str) -> list[str]:
    return [match[0] for match in re.finditer(r"(.)\1*", word)]


def _shortest(word: str) -> str:
    return re.sub(r"(.)\1{2,}", r"\1", word)


def _has_leet(parts: Sequence[str]) -> bool:
    return any(char in LEET for part in parts for char in part)


def is_single(raw: str) -> bool:
    """Tell whether a piece is a letter by itself, with a sign or two perhaps."""
    return len(raw) <= 3 and len(_NOISE.sub("", raw)) <= 1
