"""Which literal must be in a text for a keyword to match: the rarest-looking run of its words, in every spelling.

An anchor has no spaces, so it is found whether the words stand apart, are joined, dotted or spelled out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from bot.domain.signals.grammar import Choice, Element, Gap, Keyword, Words

_MOST_TEXTS = 64
_MOST_SPELLINGS = 256
_ENOUGH = 9
_COMMON = frozenset(
    "a about all am an and any are as at be because been being but by can could did do does for from get go going "
    "got had has have he her him his i if in is it just know like me more my no not now of on one or out really "
    "she should so some that the them then there they this to up want was we what when will with would you your".split()
)
"""English words so frequent that they hardly narrow anything down."""

Rewrites = Mapping[str, tuple[str, ...]]


class Spelling:
    """Knows the ways in which the packs' abbreviations can write a run of words."""

    def __init__(self, rewrites: Rewrites) -> None:
        self._all = tuple(rewrites.items())
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for short, long in self._all:
            for word in dict.fromkeys(long):
                self._by_word.setdefault(word, []).append((short, long))
        self._known: dict[tuple[tuple[str, ...], bool], frozenset[str]] = {}

    def anchors(self, keyword: Keyword) -> frozenset[str]:
        """Return strings of letters and digits, one of which is in every text (spaces left out) the keyword matches."""
        best = max((texts for texts in _windows(keyword.elements) if texts), key=_score, default=[])
        is_open = "*" in keyword.source
        return frozenset(spelling for words in best for spelling in self._spellings(words, is_open=is_open))

    def literals(self, literals: Iterable[str]) -> frozenset[str]:
        """Return the same for strings that every match of a regular expression holds; empty where one is too short."""
        found: set[str] = set()
        for literal in literals:
            words = tuple("".join(char if char.isalnum() else " " for char in literal).split())
            if sum(map(len, words)) < 3:
                return frozenset()
            found |= self._spellings(words, is_open=True)
        return frozenset(found)

    def _spellings(self, words: tuple[str, ...], *, is_open: bool) -> frozenset[str]:
        key = (words, is_open)
        if key not in self._known:
            found, waiting = {words}, [words]
            while waiting and len(found) < _MOST_SPELLINGS:
                current = waiting.pop()
                new = {other for pair in self._near(current, is_open) for other in _written(current, *pair, is_open)}
                waiting.extend(new - found)
                found |= new
            self._known[key] = frozenset("".join(filter(str.isalnum, "".join(way))) for way in found)
        return self._known[key]

    def _near(self, words: tuple[str, ...], is_open: bool) -> Iterable[tuple[str, tuple[str, ...]]]:
        return self._all if is_open else dict.fromkeys(pair for word in words for pair in self._by_word.get(word, ()))


def _windows(elements: Sequence[Element]) -> Iterator[list[tuple[str, ...]]]:
    """Yield, for every run of elements without a gap, all the word sequences it can be."""
    parts = [part for element in elements for part in _parts(element)]
    for start in range(len(parts)):
        texts: list[tuple[str, ...]] = [()]
        for options in parts[start:]:
            if not options or len(texts) * len(options) > _MOST_TEXTS:
                break
            texts = [(*text, *option) for text, option in product(texts, options)]
            yield texts if all(texts) else []


def _parts(element: Element) -> list[list[tuple[str, ...]]]:
    match element:
        case Words(words):
            return [part for word in words for part in _word_parts(word)]
        case Choice(options, is_optional):
            if any("*" in word for option in options for word in option):
                return [[], _stems(options), []] if not is_optional else [[]]
            return [[*options, ()] if is_optional else list(options)]
        case Gap():
            return [[]]


def _word_parts(word: str) -> list[list[tuple[str, ...]]]:
    """Cut `stress*` into the piece before the star and an end of every window."""
    if "*" not in word:
        return [[(word,)]]
    return [part for piece in word.split("*") if piece for part in ([(piece,)], [])]


def _stems(options: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the longest starless run of each alternative."""
    return [(max(" ".join(option).replace("*", " ").split(), key=len),) for option in options]


def _score(texts: Sequence[tuple[str, ...]]) -> tuple[float, int]:
    return min(sum(map(_weight, words)) for words in texts), -len(texts)


def _weight(word: str) -> float:
    return min(len(word), _ENOUGH) * (0.4 if word in _COMMON else 1.0)


def _written(words: tuple[str, ...], short: str, long: tuple[str, ...], is_open: bool) -> Iterator[tuple[str, ...]]:
    """Yield `words` with each place where `long` overlaps them written as `short`."""
    for shift in range(1 - len(long), len(words)):
        first, stop = max(shift, 0), min(shift + len(long), len(words))
        overlap, wanted = words[first:stop], long[first - shift : stop - shift]
        if overlap == wanted or (is_open and len(overlap) == 1 and overlap[0] in wanted[0]):
            if overlap != (short,):
                yield (*words[:first], short, *words[stop:])
