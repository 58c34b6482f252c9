"""Which literal must be in a text for a keyword to match: the rarest-looking run of its words, in every spelling.

An anchor has no spaces, so it is found whether the words stand apart, are joined, dotted or spelled out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, pairwise, product

from bot.domain.signals.grammar import Keyword
from bot.domain.signals.windows import Slot, chosen, slots_of, value

_MOST_SPELLINGS = 1000
_LEAST_LETTERS = 3
_TELLING = 4
"""Letters: shorter spellings stand inside ordinary words."""
ANYTHING = frozenset({""})
"""The literals of a part of which nothing is known: the empty one stands everywhere."""

Rewrites = Mapping[str, tuple[str, ...]]


class Anchors:
    """What stands, spaces left out, in every text a pattern matches: a literal of each part, in this order.

    Only the rarest part is spelled out at once; the others are when a text is found to have that one. `between` says
    how many words at most stand between a part and the next. `is_known` is False where nothing is known of the pattern:
    then any text may match.
    """

    def __init__(self, parts: Sequence[Callable[[], frozenset[str]]], rarest: int, between: Sequence[int]) -> None:
        self._parts = parts
        self.rarest_at = rarest
        self.between = between
        self.rarest = parts[rarest]() if parts else ANYTHING
        self.is_known = self.rarest != ANYTHING

    @cached_property
    def parts(self) -> tuple[frozenset[str], ...]:
        """Every part."""
        return tuple(part() for part in self._parts)


def _rarest(values: Sequence[tuple[float, int, float]], parts: Sequence[Callable[[], frozenset[str]]]) -> int:
    """Return the most telling part without a short spelling: `ill` for "I will" stands in every third message."""
    best = sorted(range(len(parts)), key=values.__getitem__, reverse=True)
    return next((number for number in best if min(map(len, parts[number]())) >= _TELLING), best[0] if best else 0)


class Spelling:
    """Knows the ways in which the packs' abbreviations can write a run of words."""

    def __init__(self, rewrites: Rewrites) -> None:
        self._rewrites = tuple(rewrites.items())
        self._known: dict[tuple[tuple[str, ...], bool], frozenset[str]] = {}
        self._with: dict[tuple[str, bool], tuple[tuple[str, tuple[str, ...], int], ...]] = {}

    def anchors(self, keyword: Keyword) -> Anchors:
        """Return what must be in every text the keyword matches."""
        slots = slots_of(keyword.elements)
        windows = chosen(slots)
        is_open = "*" in keyword.source
        parts = [partial(self._of_window, slots[window.start : window.stop], is_open=is_open) for window in windows]
        return Anchors(
            parts,
            _rarest([value(window) for window in windows], parts),
            [sum(slot.most for slot in slots[one.stop : other.start]) for one, other in pairwise(windows)],
        )

    def _of_window(self, slots: Sequence[Slot], *, is_open: bool) -> frozenset[str]:
        ways = product(*(slot.options for slot in slots))
        return self._all_spellings([tuple(chain.from_iterable(way)) for way in ways], is_open=is_open)

    def literals(self, literals: Iterable[str]) -> Anchors:
        """Return the same for strings one of which every match of a regular expression holds."""
        texts = [tuple("".join(char if char.isalnum() else " " for char in text).split()) for text in literals]
        if not texts or any(sum(map(len, words)) < _LEAST_LETTERS for words in texts):
            return Anchors((), 0, ())
        return Anchors([partial(self._all_spellings, texts, is_open=True)], 0, ())

    def _all_spellings(self, texts: Iterable[tuple[str, ...]], *, is_open: bool) -> frozenset[str]:
        found = [self._spellings(words, is_open=is_open) for words in texts]
        return frozenset().union(*found) if ANYTHING not in found else ANYTHING

    def _spellings(self, words: tuple[str, ...], *, is_open: bool) -> frozenset[str]:
        key = (words, is_open)
        if key not in self._known:
            found, waiting = {words}, [words]
            while waiting and len(found) < _MOST_SPELLINGS:
                current = waiting.pop()
                new = set(self._written(current, is_open=is_open))
                waiting.extend(new - found)
                found |= new
            ways = frozenset("".join(filter(str.isalnum, "".join(way))) for way in found)
            self._known[key] = ways if len(found) < _MOST_SPELLINGS else ANYTHING
        return self._known[key]

    def _written(self, words: tuple[str, ...], *, is_open: bool) -> Iterator[tuple[str, ...]]:
        """Yield `words` with each place that an abbreviation stands for, or overlaps, written as that abbreviation."""
        for at, word in enumerate(words):
            for short, long, first in self._near(word, is_open=is_open):
                stop = min(at + len(long) - first, len(words))
                is_piece = is_open and stop - at == 1
                if (at and first) or (not is_piece and words[at:stop] != long[first : first + stop - at]):
                    continue
                if words[at:stop] != (short,):
                    yield (*words[:at], short, *words[stop:])

    def _near(self, word: str, *, is_open: bool) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """Return the abbreviations of the word, and where in their long form it is; of words it is part of if open."""
        key = (word, is_open)
        if key not in self._with:
            self._with[key] = tuple(
                (short, long, first)
                for short, long in self._rewrites
                for first, other in enumerate(long)
                if word == other or (is_open and word in other)
            )
        return self._with[key]
