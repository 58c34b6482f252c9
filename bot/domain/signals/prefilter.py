"""One look at a message that says, nearly always, that nothing needs to be read.

The message is projected to bare letters and digits, doubled ones made one, and run through an Aho-Corasick automaton
that holds the rarest anchor of every keyword; a keyword whose rarest anchor is there is asked for its other ones. Words
joined, dotted, spelled out or stretched look the same in that projection, so it need not know of them; leet has a
projection of its own; typos and starred words are repaired and looked at again. Only a text with all anchors of some
keyword is read in full.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import prod

import ahocorasick

from bot.domain.signals.anchors import Anchors
from bot.domain.signals.fold import fold_table
from bot.domain.signals.pieces import closed_up
from bot.domain.signals.readings import Reader
from bot.domain.signals.source import readable
from bot.domain.signals.switches import Switches

_REPEATED = re.compile(r"(.)(?=\1)")
_REPEATS = re.compile(r"(.)\1*")
_MOST_REPAIRS = 16
_MOST_RUNS = 200
"""Literals: a part with more is not looked at this closely."""
_NOWHERE = " "
"""Stands in no projection: an automaton has to hold something."""
_CHUNK = re.compile(rb"(?:\S{1,3}(?:\s+|$))+|\S+")
_MARKERS = b"`<>@&%"
_SIGNS = b"@$!+|"
_TRAILING = b"!+|.,?;:)\"'"
_ALPHABET = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEET = b"0123456789" + _SIGNS
_LOWER = bytes(range(256)).lower()
_NOT_BARE = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalnum())
_NOT_LEET = bytes(code for code in _NOT_BARE if code not in _SIGNS)
_COARSE = bytes.maketrans(b"0i1l!|23459@$67+8", b"o11111zeasgasgttb")
"""Leet digits and signs that stand for the same letters, and those letters, made one (`i`, `l`, `1`, `!` and `|`)."""
_LOWER_COARSE = _LOWER.translate(_COARSE)
_TOKENS = bytes(code if chr(code).isascii() and chr(code).isalnum() else 32 for code in _LOWER)

Reach = Callable[[int], int]
"""How many letters at most a number of words takes in a text."""


class Prefilter:
    """Looks for the patterns' anchors in a text, with doubled letters made one, and once more with leet read.

    Patterns without anchors make every text worth reading.
    """

    def __init__(self, anchors: Mapping[int, Anchors], reader: Reader, switches: Switches) -> None:
        self._reader = reader
        self._switches = switches
        self._fold = fold_table(invisible=switches.invisible, homoglyphs=switches.homoglyphs)
        self._always = frozenset(number for number, found in anchors.items() if not found.is_known)
        self._typos = frozenset(typo.encode() for typo in reader.typos)
        self._canonical = _View(anchors, str)
        self._single = _View(anchors, _singled)
        self._coarse = _View(anchors, lambda literal: _singled(_coarse(literal)))
        self._coarse_runs = _Runs(anchors)

    def is_worth_reading(self, text: str) -> bool:
        """Tell whether any reading of the text could match a pattern; False is certain."""
        if self._always:
            return True
        raw, bare = self._project(text)
        if self._finds(bare, raw):
            return True
        if (b"*" in raw or b"#" in raw) and any(self._reader.starred(closed_up(raw.decode().lower()))):
            return True
        words = raw.translate(_TOKENS, b"'").split()
        return not self._typos.isdisjoint(words) and self._is_mistyped(words, raw)

    def _is_mistyped(self, words: list[bytes], raw: bytes) -> bool:
        """Tell whether the text could match with its typos repaired; one that has leet or many typos too may."""
        options = [[word, *self._reader.typos.get(word, ())] for word in map(bytes.decode, words)]
        if prod(map(len, options)) > _MOST_REPAIRS or _has_leet(raw):
            return True
        return any(self._finds_plain("".join(way), raw) for way in product(*options))

    def candidates(self, canonical: str) -> list[int]:
        """Return the numbers of the patterns that could match this canonical text, in order."""
        bare = "".join(filter(str.isalnum, canonical))
        found = self._canonical.patterns(bare, lambda words: _within(canonical.split(), words))
        return sorted(self._always.union(found))

    def _project(self, text: str) -> tuple[bytes, str]:
        if not text.isascii():
            text = readable(text, self._switches).translate(self._fold)
            if not text.isascii():
                lowered = text.lower()
                return lowered.encode("ascii", "replace"), "".join(filter(str.isalnum, lowered))
        raw = text.encode()
        bare = raw.translate(_LOWER, _NOT_BARE).decode()
        if len(raw.translate(None, _MARKERS)) != len(raw) or raw.count(b":") > 1 or b"://" in raw or "www" in bare:
            raw = readable(text, self._switches).translate(self._fold).encode("ascii", "replace")
            bare = raw.translate(_LOWER, _NOT_BARE).decode()
        return raw, bare

    def _finds(self, bare: str, raw: bytes) -> bool:
        if self._finds_plain(bare, raw):
            return True
        if not _has_leet(raw):
            return False
        coarse = raw.translate(_LOWER_COARSE, _NOT_LEET).decode()
        found = self._coarse.patterns(_singled(coarse), lambda words: _within_signs(raw, words))
        return any(self._coarse_runs.are_in(coarse, number) for number in found)

    def _finds_plain(self, bare: str, raw: bytes) -> bool:
        return _is_any(self._single.patterns(_singled(bare), lambda words: _within(_CHUNK.findall(raw), words)))


class _View:
    """The anchors as they look in one projection: an automaton for the rarest, the others one by one."""

    def __init__(self, anchors: Mapping[int, Anchors], form: Callable[[str], str]) -> None:
        self._anchors, self._form = anchors, form
        self._parts: dict[int, list[tuple[str, ...]]] = {}
        self._shortest_first: dict[int, list[tuple[str, ...]]] = {}

    def patterns(self, bare: str, reach: Reach) -> Iterator[int]:
        """Yield the patterns all of whose anchors are there, near enough."""
        seen: set[int] = set()
        for _, numbers in self._automaton.iter(bare):
            for number in numbers:
                if number not in seen:
                    seen.add(number)
                    if self._holds(bare, number, reach):
                        yield number

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        values: dict[str, list[int]] = {_NOWHERE: []}
        for number, found in self._anchors.items():
            for form in {self._form(literal) for literal in found.rarest} if found.is_known else ():
                values.setdefault(form, []).append(number)
        automaton = ahocorasick.Automaton()
        for form, numbers in values.items():
            automaton.add_word(form, tuple(numbers))
        automaton.make_automaton()
        return automaton

    def _holds(self, bare: str, number: int, reach: Reach) -> bool:
        parts = self._parts.get(number)
        if parts is None:
            parts = self._parts[number] = [tuple({*map(self._form, part)}) for part in self._anchors[number].parts]
            self._shortest_first[number] = sorted(parts, key=len)
        for part in self._shortest_first[number]:  # nearly every text fails here, soon
            if not any(map(bare.__contains__, part)):
                return False
        return len(parts) == 1 or _in_order(bare, parts, self._anchors[number].between, reach)


class _Runs:
    """The anchors with leet read and no letter left out: `will` takes three in a row of what `i` and `l` look like.

    A reading never has more letters than the text, so a text with fewer cannot match.
    """

    def __init__(self, anchors: Mapping[int, Anchors]) -> None:
        self._anchors = anchors
        self._patterns: dict[int, list[re.Pattern[str]]] = {}

    def are_in(self, coarse: str, number: int) -> bool:
        """Tell whether each part of a pattern is in a text, with runs at least as long."""
        if number not in self._patterns:
            parts = [part for part in self._anchors[number].parts if len(part) <= _MOST_RUNS]
            self._patterns[number] = [re.compile("|".join(map(_run, {*map(_coarse, part)}))) for part in parts]
        return all(pattern.search(coarse) for pattern in self._patterns[number])


def _coarse(literal: str) -> str:
    return literal.encode().translate(_COARSE).decode()


def _run(literal: str) -> str:
    return _REPEATS.sub(lambda run: f"{re.escape(run[1])}{{{len(run[0])},}}", literal)


def _is_any(numbers: Iterator[int]) -> bool:
    """Tell whether there is one; 0 is a pattern's number too."""
    return next(numbers, None) is not None


def _in_order(bare: str, parts: Sequence[Iterable[str]], between: Sequence[int], reach: Reach) -> bool:
    """Tell whether each part ends no earlier than the one before and begins no further on than the words between."""
    ends = [end for _, end in _spots(bare, parts[0])]
    for part, words in zip(parts[1:], between, strict=True):
        most = reach(words)
        ends = [
            end for start, end in _spots(bare, part) if any(before <= end and start - before <= most for before in ends)
        ]
    return bool(ends)


def _spots(bare: str, literals: Iterable[str]) -> Iterator[tuple[int, int]]:
    for literal in literals:
        at = bare.find(literal)
        while at >= 0:
            yield at, at + len(literal)
            at = bare.find(literal, at + 1)


def _within(chunks: Sequence[str | bytes], words: int) -> int:
    """Return how many letters that many words of a reading may take; letters standing alone may be one word."""
    return words * (1 + max(map(len, chunks), default=0))


def _within_signs(raw: bytes, words: int) -> int:
    """Return the same where signs count as letters: any number of them may stand between two words."""
    return _within(_CHUNK.findall(raw), words) + len(raw) - len(raw.translate(None, _SIGNS))


def _singled(text: str) -> str:
    return _REPEATED.sub("", text)


def _has_leet(raw: bytes) -> bool:
    return len(raw.translate(None, _LEET)) != len(raw) and _is_mixed(raw)


def _is_mixed(raw: bytes) -> bool:
    """Tell whether a token has letters and leet signs, or letters stand one by one among them."""
    previous = 0
    for chunk in raw.split():
        core = chunk.rstrip(_TRAILING)
        has_leet = not core.isalpha() and len(core.translate(None, _LEET)) != len(core)
        if has_leet and ((len(core) <= 3 and previous <= 3) or len(core.translate(None, _ALPHABET)) != len(core)):
            return True
        previous = len(core)
    return False
