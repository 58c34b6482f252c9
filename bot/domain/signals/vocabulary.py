"""The words a set of packs is about: what counts as known, how joined words come apart, which typos are repaired."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEAST_REPAIRED = 5
_LEAST_SWAPPED = 4
_MOST_CHOICES = 4


class Vocabulary:
    """Words of keywords (`words`), beginnings and endings (`suicid*`, `*cide`), and what a typo may be repaired to.

    `protected` words are repaired at Damerau distance 1, every other word only where two neighbouring letters were
    swapped. A token that is itself a word of the packs or an `ordinary` word of the language is never repaired.
    """

    def __init__(
        self,
        words: Iterable[str],
        *,
        prefixes: Iterable[str] = (),
        suffixes: Iterable[str] = (),
        protected: Iterable[str] = (),
        ordinary: Collection[str] = (),
    ) -> None:
        self.protected = frozenset(protected)
        self.words = frozenset(words) | self.protected
        self._prefixes = tuple(sorted(set(prefixes)))
        self._suffixes = tuple(sorted(set(suffixes)))
        self._ordinary = frozenset(ordinary)
        self._longest = max(map(len, self.words), default=0)

    def knows(self, word: str) -> bool:
        """Tell whether a keyword could want this word."""
        return word in self.words or word.startswith(self._prefixes) or word.endswith(self._suffixes)

    @cached_property
    def typos(self) -> dict[str, tuple[str, ...]]:
        """Every token that is repaired, with the words it may have been meant to be."""
        found: dict[str, list[str]] = {}
        for word in sorted(self.words):
            for typo in _misspellings(word, full=word in self.protected):
                if not self.knows(typo) and typo not in self._ordinary:
                    found.setdefault(typo, []).append(word)
        return {typo: tuple(words[:_MOST_CHOICES]) for typo, words in found.items()}

    def uncensored(self, token: str) -> tuple[str, ...]:
        """Return the words a token with stars may stand for: a star is a letter, a run of stars one to five."""
        exact = [word for word in self._by_length.get(len(token), ()) if _covers(token, word)]
        if not exact and "*" in token.strip("*"):
            head, tail = token[: token.index("*")], token[token.rindex("*") + 1 :]
            exact = [
                word
                for word in sorted(self.protected)
                if len(head + tail) < len(word) <= len(head + tail) + 5
                and word.startswith(head)
                and word.endswith(tail)
            ]
        return tuple(sorted(exact, key=lambda word: (word not in self.protected, word))[:_MOST_CHOICES])

    def segment(self, token: str, most: int) -> tuple[str, ...]:
        """Return the fewest known words that make up `token`, at most `most` of them; () where there are none."""
        best: list[tuple[str, ...] | None] = [()] + [None] * len(token)
        for end in range(1, len(token) + 1):
            for start in range(max(0, end - self._longest), end):
                before = best[start]
                if before is None or len(before) >= most or token[start:end] not in self.words:
                    continue
                found, kept = (*before, token[start:end]), best[end]
                if kept is None or len(found) < len(kept):
                    best[end] = found
        return best[-1] or ()

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        lengths: dict[int, list[str]] = {}
        for word in sorted(self.words):
            if len(word) >= 3:
                lengths.setdefault(len(word), []).append(word)
        return lengths


def _covers(token: str, word: str) -> bool:
    return all(char in ("*", letter) for char, letter in zip(token, word, strict=True))


def _misspellings(word: str, *, full: bool) -> Iterator[str]:
    if len(word) >= _LEAST_SWAPPED:
        yield from (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
    if not full or len(word) < _LEAST_REPAIRED:
        return
    for i in range(len(word) + 1):
        yield from (word[:i] + letter + word[i:] for letter in _LETTERS)
        if i < len(word):
            yield word[:i] + word[i + 1 :]
            yield from (word[:i] + letter + word[i + 1 :] for letter in _LETTERS)
