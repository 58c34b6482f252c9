"""One look at a message that says, nearly always, that nothing needs to be read.

The message is projected to bare letters and digits, doubled ones made one, and run through an Aho-Corasick automaton
that holds the rarest anchor of every keyword; a keyword whose rarest anchor is there is asked for its other ones. Words
joined, dotted, spelled out or stretched look the same in that projection, so it need not know of them; leet has a
projection of its own; typos and starred words are repaired and looked at again. Only a text with all anchors of some
keyword is read in full.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice, product
from math import prod

import ahocorasick

from bot.domain.signals.anchors import Anchors
from bot.domain.signals.fold import fold_table
from bot.domain.signals.lanes import MAX_LANES
from bot.domain.signals.pieces import closed_up, pieces
from bot.domain.signals.readings import SPELLED_OUT, TRIED, Reader, is_single
from bot.domain.signals.source import Source, readable
from bot.domain.signals.switches import Switches

_REPEATED = re.compile(r"(.)(?=\1)")
_REPEATS = re.compile(r"(.)\1*")
_MOST_REPAIRS = 16
_MOST_RUNS = 200
"""Literals: a part with more is not looked at this closely."""
_REMEMBERED = 4096
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

_Gate = tuple[tuple[str, ...], list[int]]


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
        self._is_read = lru_cache(_REMEMBERED)(self._has_reading)

    def possible(self, text: str) -> set[int] | None:
        """Return the numbers of the patterns that some reading of the text could match; None where any could.

        What is not among them is certain not to match.
        """
        if self._always:
            return None
        raw, bare = self._project(text)
        found = set(self._plainly(bare, raw))
        if _has_leet(raw) and self._reads_leet(raw, bare) and (found or self._is_leet(raw)):
            return None
        if (b"*" in raw or b"#" in raw) and any(self._reader.starred(closed_up(raw.decode().lower()))):
            return None
        words = raw.translate(_TOKENS, b"'").split()
        return found if self._typos.isdisjoint(words) else self._mistyped(words, raw, found)

    def _mistyped(self, words: list[bytes], raw: bytes, found: set[int]) -> set[int] | None:
        """Return the same with the typos repaired; a text that has leet too could match any."""
        if _has_leet(raw):
            return None
        options = [[word, *self._reader.typos.get(word, ())] for word in map(bytes.decode, words)]
        ways = product(*options) if prod(map(len, options)) <= _MOST_REPAIRS else islice(self._tried(raw), MAX_LANES)
        return found.union(*(self._plainly("".join(way), raw) for way in ways))

    def _tried(self, raw: bytes) -> Iterator[tuple[str, ...]]:
        """Yield the repairs of a text with many typos in the order in which the lanes take them, which end early."""
        options: list[tuple[str, ...]] = []
        left = TRIED
        for chunk in raw.lower().split():
            words = chunk.translate(_TOKENS, b"'").decode().split()
            repairs: tuple[str, ...] = ()
            if left and self._reader.may_repair(closed_up(chunk.decode()), words):
                left -= 1
                repairs = self._reader.typos.get(words[0], ()) if len(words) == 1 else ()
            options.append((*repairs, "".join(words)))
        yield from product(*options)

    def candidates(self, canonical: str) -> list[int]:
        """Return the numbers of the patterns that could match this canonical text, in order."""
        bare = "".join(filter(str.isalnum, canonical))
        found = self._canonical.holding(bare)
        return sorted(self._always.union(self._canonical.near(found, bare, _Reach(canonical.split())) if found else ()))

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

    def _is_leet(self, raw: bytes) -> bool:
        """Tell whether some pattern could match with leet read; which ones, signs between words leave open."""
        coarse = raw.translate(_LOWER_COARSE, _NOT_LEET).decode()
        single = _singled(coarse)
        found = self._coarse.holding(single)
        near = self._coarse.near(found, single, _Reach.of(raw, signs=True)) if found else found
        return any(self._coarse_runs.are_in(coarse, number) for number in near)

    def _reads_leet(self, raw: bytes, bare: str) -> bool:
        """Tell whether some token with leet can be read at all, or letters stand alone in a row: most cannot."""
        if not bare.isascii():
            return True
        alone = 0
        for chunk in raw.decode().split():
            alone = alone + 1 if is_single(chunk) else 0
            if alone >= SPELLED_OUT or (not chunk.isalpha() and self._is_read(chunk)):
                return True
        return False

    def _has_reading(self, chunk: str) -> bool:
        """Tell whether the reader makes anything of what stands between two spaces."""
        folded = chunk.translate(self._fold)
        where = list(range(len(folded) + 1))
        cut = pieces(Source(folded, where[:-1], where[1:]))
        return any(map(self._reader.reads, cut))

    def _plainly(self, bare: str, raw: bytes) -> Collection[int]:
        single = _singled(bare)
        found = self._single.holding(single)
        return self._single.near(found, single, _Reach.of(raw)) if found else found


class _Reach:
    """How many letters at most a number of words takes in a text; letters standing alone may be one word.

    Where signs count as letters, any number of them may stand between two words.
    """

    def __init__(self, chunks: Iterable[str | bytes], signs: int = 0) -> None:
        self._longest = 1 + max(map(len, chunks), default=0)
        self._signs = signs

    @classmethod
    def of(cls, raw: bytes, *, signs: bool = False) -> "_Reach":
        """Return the reach in a projected text."""
        return cls(_CHUNK.findall(raw), (len(raw) - len(raw.translate(None, _SIGNS))) if signs else 0)

    def of_words(self, words: int) -> int:
        """Return the letters that many words may take."""
        return words * self._longest + self._signs


class _View:
    """The anchors as they look in one projection: an automaton for the rarest, the others one by one."""

    def __init__(self, anchors: Mapping[int, Anchors], form: Callable[[str], str]) -> None:
        self._anchors, self._form = anchors, form
        self._parts: dict[int, list[tuple[str, ...]]] = {}
        self._sharing: list[tuple[int, ...]] = []
        self._gates: dict[int, list[_Gate]] = {}

    def holding(self, bare: str) -> list[int]:
        """Return the patterns all of whose anchors are there; nearly always none."""
        places = {place for _, place in self._automaton.iter(bare)}
        return [number for place in places for number in self._at(place, bare)]

    def near(self, found: Iterable[int], bare: str, reach: "_Reach") -> set[int]:
        """Return those of them whose anchors stand in order and near enough."""
        anchors, parts = self._anchors, self._parts
        return {number for number in found if _in_order(bare, parts[number], anchors[number].between, reach)}

    def _at(self, place: int, bare: str) -> Iterator[int]:
        for literals, numbers in self._gates.get(place) or self._gates_at(place):
            for literal in literals:
                if literal in bare:
                    yield from (number for number in numbers if self._holds(bare, number))
                    break

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        """Literals, each with the place in `_sharing` of the patterns that have it for their rarest anchor."""
        forms: dict[str, list[int]] = {_NOWHERE: []}
        for number, found in self._anchors.items():
            for form in {self._form(literal) for literal in found.rarest} if found.is_known else ():
                forms.setdefault(form, []).append(number)
        places = {numbers: place for place, numbers in enumerate(dict.fromkeys(map(tuple, forms.values())))}
        self._sharing = list(places)
        automaton = ahocorasick.Automaton()
        for form, numbers in forms.items():
            automaton.add_word(form, places[tuple(numbers)])
        automaton.make_automaton()
        return automaton

    def _gates_at(self, place: int) -> list[_Gate]:
        """Return the patterns there by the other anchor they want first, spelled out when it is needed."""
        gates: dict[tuple[str, ...], list[int]] = {}
        for number in self._sharing[place]:
            self._parts[number] = [tuple({*map(self._form, part)}) for part in self._anchors[number].parts]
            others = [part for at, part in enumerate(self._parts[number]) if at != self._anchors[number].rarest_at]
            gates.setdefault(min(others, key=len, default=("",)), []).append(number)
        return self._gates.setdefault(place, list(gates.items()))

    def _holds(self, bare: str, number: int) -> bool:
        return all(any(map(bare.__contains__, part)) for part in self._parts[number])


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


def _in_order(bare: str, parts: Sequence[Iterable[str]], between: Sequence[int], reach: _Reach) -> bool:
    """Tell whether each part ends no earlier than the one before and begins no further on than the words between."""
    if len(parts) == 1:
        return True
    ends = [end for _, end in _spots(bare, parts[0])]
    for part, words in zip(parts[1:], between, strict=True):
        most = reach.of_words(words)
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
