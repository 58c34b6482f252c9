"""Which literal must be in a text for a keyword to match: the rarest-looking run of its words, in every spelling.

An anchor has no spaces, so it is found whether the words stand apart, are joined, dotted or spelled out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bot.domain.signals.grammar import Choice, Element, Gap, Keyword, Words

_MOST_TEXTS = 64
_MOST_SPELLINGS = 256
_ENOUGH = 9
_STRONG = 7.0
"""Rare enough to stand alone; a weaker anchor gets a second one that must be there too."""
_LEAST = 1.2
_COMMON = frozenset(
    {
        "a",
        "about",
        "all",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "get",
        "go",
        "going",
        "got",
        "had",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "i",
        "if",
        "in",
        "is",
        "it",
        "just",
        "know",
        "like",
        "me",
        "more",
        "my",
        "no",
        "not",
        "now",
        "of",
        "on",
        "one",
        "or",
        "out",
        "really",
        "she",
        "should",
        "so",
        "some",
        "that",
        "the",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "up",
        "want",
        "was",
        "we",
        "what",
        "when",
        "will",
        "with",
        "would",
        "you",
        "your",
    }
)
"""English words so frequent that they hardly narrow anything down."""

Rewrites = Mapping[str, tuple[str, ...]]
Anchors = tuple[frozenset[str], ...]
"""Up to two sets: every text that matches holds one string of each. None at all: nothing is known."""


class Spelling:
    """Knows the ways in which the packs' abbreviations can write a run of words."""

    def __init__(self, rewrites: Rewrites) -> None:
        self._all = tuple(rewrites.items())
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for short, long in self._all:
            for word in dict.fromkeys(long):
                self._by_word.setdefault(word, []).append((short, long))
        self._known: dict[tuple[tuple[str, ...], bool], frozenset[str]] = {}

    def anchors(self, keyword: Keyword) -> Anchors:
        """Return what must be in every text (spaces left out) the keyword matches."""
        windows = list(_windows(keyword.elements))
        best = max(windows, key=_score, default=None)
        if best is None:
            return ()
        is_open = "*" in keyword.source
        found = [self._all_spellings(best, is_open=is_open)]
        apart = [window for window in windows if window.stop <= best.start or window.start >= best.stop]
        second = max(apart, key=_score, default=None)
        if second and _score(best)[0] < _STRONG and _score(second)[0] >= _LEAST:
            found.append(self._all_spellings(second, is_open=is_open))
        return tuple(found)

    def _all_spellings(self, window: "_Window", *, is_open: bool) -> frozenset[str]:
        return frozenset(way for words in window.texts for way in self._spellings(words, is_open=is_open))

    def literals(self, literals: Iterable[str]) -> Anchors:
        """Return the same for strings that every match of a regular expression holds; empty where one is too short."""
        found: set[str] = set()
        for literal in literals:
            words = tuple("".join(char if char.isalnum() else " " for char in literal).split())
            if sum(map(len, words)) < 3:
                return ()
            found |= self._spellings(words, is_open=True)
        return (frozenset(found),) if found else ()

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


@dataclass(frozen=True, slots=True)
class _Window:
    """Elements `start` to `stop` of a keyword as all the word sequences they can be."""

    start: int
    stop: int
    texts: list[tuple[str, ...]]


def _windows(elements: Sequence[Element]) -> Iterator[_Window]:
    """Yield every run of elements without a gap in which some word must stand."""
    parts = [part for element in elements for part in _parts(element)]
    for start in range(len(parts)):
        texts: list[tuple[str, ...]] = [()]
        for stop, options in enumerate(parts[start:], start + 1):
            if not options or len(texts) * len(options) > _MOST_TEXTS:
                break
            texts = [(*text, *option) for text, option in product(texts, options)]
            if all(texts):
                yield _Window(start, stop, texts)


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
    parts: list[list[tuple[str, ...]]] = []
    for piece in filter(None, word.split("*")):
        parts += [[(piece,)], []]
    return parts


def _stems(options: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the longest starless run of each alternative."""
    return [(max(" ".join(option).replace("*", " ").split(), key=len),) for option in options]


def _score(window: _Window) -> tuple[float, int]:
    return min(sum(map(_weight, words)) for words in window.texts), -len(window.texts)


def _weight(word: str) -> float:
    return min(len(word), _ENOUGH) * (0.4 if word in _COMMON else 1.0)


def _written(words: tuple[str, ...], short: str, long: tuple[str, ...], is_open: bool) -> Iterator[tuple[str, ...]]:
    """Yield `words` with each place where `long` overlaps them written as `short`."""
    for shift in range(1 - len(long), len(words)):
        first, stop = max(shift, 0), min(shift + len(long), len(words))
        overlap, wanted = words[first:stop], long[first - shift : stop - shift]
        if overlap != (short,) and (overlap == wanted or (is_open and len(overlap) == 1 and overlap[0] in wanted[0])):
            yield (*words[:first], short, *words[stop:])
