"""Patterns by their anchors in one projection of a message: an automaton for the rarest, the others one by one."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation

from bot.domain.signals.anchors import Anchors
from bot.domain.signals.projection import SIGNS, coarse_literal

_REPEATS = re.compile(r"(.)\1*")
_MOST_RUNS = 200
"""Literals: a part with more is not looked at this closely."""
_HEAD = 8
"""Letters: with all of them the automaton is ten times as large."""
_CHUNK = re.compile(rb"(?:\S{1,3}(?:\s+|$))+|\S+")

_Find = Callable[..., list[tuple[int, int, int]]]
"""Returns the number, the beginning and the end of each literal found."""
_FEW = 6
"""Literals: so few are looked for one by one."""


class Reach:
    """How many letters at most a number of words takes in a text; letters standing alone may be one word.

    Where signs count as letters, any number of them may stand between two words.
    """

    def __init__(self, chunks: Iterable[str | bytes], signs: int = 0) -> None:
        self._longest = 1 + max(map(len, chunks), default=0)
        self._signs = signs

    @classmethod
    def of(cls, raw: bytes, *, signs: bool = False) -> "Reach":
        """Return the reach in a projected text."""
        return cls(_CHUNK.findall(raw), (len(raw) - len(raw.translate(None, SIGNS))) if signs else 0)

    def of_words(self, words: int) -> int:
        """Return the letters that many words may take."""
        return words * self._longest + self._signs


class Part:
    """Literals one of which stands in every text a pattern matches."""

    def __init__(self, literals: Iterable[str]) -> None:
        self._literals = tuple(literals)
        many = len(self._literals) > _FEW and "" not in self._literals
        self._all = AhoCorasick(self._literals, implementation=Implementation.ContiguousNFA) if many else None

    def __len__(self) -> int:
        return len(self._literals)

    def is_in(self, bare: str) -> bool:
        """Tell whether one of them is in a text."""
        if self._all:
            return bool(self._all.find_matches_as_indexes(bare))
        return any(map(bare.__contains__, self._literals))

    def spots(self, bare: str) -> list[tuple[int, int]]:
        """Return where in a text they begin and end."""
        if self._all:
            return [(start, end) for _, start, end in self._all.find_matches_as_indexes(bare, overlapping=True)]
        return list(self._one_by_one(bare))

    def _one_by_one(self, bare: str) -> Iterator[tuple[int, int]]:
        for literal in self._literals:
            at = bare.find(literal)
            while at >= 0:
                yield at, at + len(literal)
                at = bare.find(literal, at + 1)


_EVERYWHERE = Part(("",))


class View:
    """The anchors as they look in one projection: an automaton for the rarest, the others one by one."""

    def __init__(self, anchors: Mapping[int, Anchors], form: Callable[[str], str]) -> None:
        self._anchors, self._form = anchors, form
        self._parts: dict[int, list[Part]] = {}
        self._known: dict[frozenset[str], Part] = {}
        self._sharing: list[tuple[int, ...]] = [()]
        self._gates: dict[int, list[tuple[Part, list[int]]]] = {}

    def holding(self, bare: str) -> list[int]:
        """Return the patterns all of whose anchors are there; nearly always none."""
        places, rarest = self._rarest
        return [
            number
            for place in {places[literal] for literal, _, _ in rarest(bare, overlapping=True)}
            for gate, numbers in self._gates.get(place) or self._gates_at(place)
            if gate.is_in(bare)
            for number in numbers
            if self._holds(bare, number)
        ]

    def near(self, found: Iterable[int], bare: str, reach: Reach) -> set[int]:
        """Return those of them whose anchors stand in order and near enough."""
        anchors, parts = self._anchors, self._parts
        return {number for number in found if _in_order(bare, parts[number], anchors[number].between, reach)}

    @cached_property
    def begun(self) -> _Find:
        """Finds the first letters of the rarest anchors: several times as fast, and most texts have none of them."""
        heads = {form[:_HEAD] for number in self._anchors for form in self._forms(number)}
        return AhoCorasick(heads, implementation=Implementation.DFA).find_matches_as_indexes

    @cached_property
    def _rarest(self) -> tuple[list[int], _Find]:
        """The places of the rarest anchors in `_sharing`, that of the patterns that have them, and what finds them."""
        places: dict[str, int] = {}
        joined: dict[tuple[int, int], int] = {}
        for number in self._anchors:
            for form in self._forms(number):
                key = places.get(form, 0), number
                if key not in joined:
                    joined[key] = len(self._sharing)
                    self._sharing.append((*self._sharing[key[0]], number))
                places[form] = joined[key]
        found = AhoCorasick(places, implementation=Implementation.ContiguousNFA)
        return list(places.values()), found.find_matches_as_indexes

    def _forms(self, number: int) -> set[str]:
        found = self._anchors[number]
        return set(map(self._form, found.rarest)) if found.is_known else set()

    def _gates_at(self, place: int) -> list[tuple[Part, list[int]]]:
        """Return the patterns there by the other anchor they want first, spelled out when it is needed."""
        gates: dict[Part, list[int]] = {}
        for number in self._sharing[place]:
            self._parts[number] = [self._part(part) for part in self._anchors[number].parts]
            others = [part for at, part in enumerate(self._parts[number]) if at != self._anchors[number].rarest_at]
            gates.setdefault(min(others, key=len, default=_EVERYWHERE), []).append(number)
        return self._gates.setdefault(place, list(gates.items()))

    def _holds(self, bare: str, number: int) -> bool:
        return all(part.is_in(bare) for part in self._parts[number])

    def _part(self, literals: frozenset[str]) -> Part:
        if literals not in self._known:
            self._known[literals] = Part({*map(self._form, literals)})
        return self._known[literals]


class Runs:
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
            self._patterns[number] = [re.compile("|".join(map(_run, {*map(coarse_literal, part)}))) for part in parts]
        return all(pattern.search(coarse) for pattern in self._patterns[number])


def _run(literal: str) -> str:
    return _REPEATS.sub(lambda run: f"{re.escape(run[1])}{{{len(run[0])},}}", literal)


def _in_order(bare: str, parts: Sequence[Part], between: Sequence[int], reach: Reach) -> bool:
    """Tell whether each part ends no earlier than the one before and begins no further on than the words between."""
    if len(parts) == 1:
        return True
    ends = [end for _, end in parts[0].spots(bare)]
    for part, words in zip(parts[1:], between, strict=True):
        most = reach.of_words(words)
        ends = [
            end for start, end in part.spots(bare) if any(before <= end and start - before <= most for before in ends)
        ]
    return bool(ends)
