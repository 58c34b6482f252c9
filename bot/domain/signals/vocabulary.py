"""The words a set of packs is about: what counts as known, how joined words come apart, which typos are repaired."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation

from bot.domain.signals.windows import FREQUENT

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEAST_REPAIRED = 5
_LEAST_SWAPPED = 4
_LEAST_STARRED = 3
_MOST_CHOICES = 4


class Vocabulary:
    """Words of keywords (`words`), beginnings and endings (`suicid*`, `*cide`), and what a typo may be repaired to.

    `protected` words are repaired at Damerau distance 1, every other word only where two neighbouring letters were
    swapped. A token that is itself a word of the packs, an `ordinary` word of the language or one of the words that
    everybody uses all the time is never repaired.
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
        self._ordinary = FREQUENT.union(ordinary)

    def knows(self, word: str) -> bool:
        """Tell whether a keyword could want this word."""
        return word in self.words or word.startswith(self._prefixes) or word.endswith(self._suffixes)

    @cached_property
    def typos(self) -> dict[str, tuple[str, ...]]:
        """Every token that is repaired, with the words it may have been meant to be."""
        found: dict[str, tuple[str, ...]] = {}
        for word in sorted(self.words):
            alone = (word,)
            for typo in _misspellings(word, full=word in self.protected):
                if typo not in found:
                    if not self.knows(typo) and typo not in self._ordinary:
                        found[typo] = alone
                elif len(found[typo]) < _MOST_CHOICES:
                    found[typo] += alone
        return found

    def uncensored(self, token: str) -> tuple[str, ...]:
        """Return the words a token with stars may stand for: a star is a letter, a run of stars one to five."""
        first = next((at, char) for at, char in enumerate(token) if char != "*")
        exact = [word for word in self._by_letter.get((len(token), *first), ()) if _covers(token, word)]
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
        if not self.words:
            return ()
        best: dict[int, tuple[str, ...]] = {0: ()}
        words, found = self._joined
        for number, start, stop in found.find_matches_as_indexes(token, overlapping=True):
            before = best.get(start)  # of words that end together, the longest comes first
            if before is None or len(before) >= most:
                continue
            if stop not in best or len(before) + 1 < len(best[stop]):
                best[stop] = (*before, words[number])
        return best.get(len(token), ())

    @cached_property
    def _joined(self) -> tuple[list[str], AhoCorasick]:
        """The words, and what finds them wherever they are in a token."""
        words = sorted(self.words)
        return words, AhoCorasick(words, implementation=Implementation.ContiguousNFA)

    @cached_property
    def _by_letter(self) -> dict[tuple[int, int, str], list[str]]:
        """The words by their length and a letter at a place, sorted."""
        found: dict[tuple[int, int, str], list[str]] = {}
        for word in sorted(self.words):
            if len(word) >= _LEAST_STARRED:
                for at, char in enumerate(word):
                    found.setdefault((len(word), at, char), []).append(word)
        return found


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
