"""One look at a message that says, nearly always, that nothing needs to be read.

The message is projected to bare letters and digits, doubled ones made one, and run through an Aho-Corasick automaton
that holds the rarest anchor of every keyword; a keyword whose rarest anchor is there is asked for its other ones. Words
joined, dotted, spelled out or stretched look the same in that projection, so it need not know of them; leet has a
projection of its own; typos and starred words are repaired and looked at again. Only a text with all anchors of some
keyword is read in full.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, product
from math import prod

from bot.domain.signals.anchors import Anchors
from bot.domain.signals.fold import fold_table
from bot.domain.signals.lanes import MAX_LANES
from bot.domain.signals.pieces import closed_up, pieces
from bot.domain.signals.projection import coarse, coarse_literal, has_leet, projected, singled, words_of
from bot.domain.signals.readings import SPELLED_OUT, TRIED, Reader, is_single
from bot.domain.signals.source import Source
from bot.domain.signals.switches import Switches
from bot.domain.signals.views import Reach, Runs, View

_MOST_REPAIRS = 16
_REMEMBERED = 4096


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
        self._canonical = View(anchors, str)
        self._single = View(anchors, singled)
        self._coarse = View(anchors, lambda literal: singled(coarse_literal(literal)))
        self._coarse_runs = Runs(anchors)
        self._is_read = lru_cache(_REMEMBERED)(self._has_reading)
        self._is_starred = lru_cache(_REMEMBERED)(self._may_be_starred)

    def possible(self, text: str) -> set[int] | None:
        """Return the numbers of the patterns that some reading of the text could match; None where any could.

        What is not among them is certain not to match.
        """
        if self._always:
            return None
        raw, bare, words, odd = projected(text, self._fold, self._switches)
        found = self._plainly(bare, raw)
        if odd and self._could_be_any(raw, bare, odd, found):
            return None
        if self._typos.isdisjoint(words):
            return found
        return None if odd and has_leet(raw, odd) else self._mistyped(words, raw, found)  # with both it could match any

    def is_dull(self, text: str) -> bool:
        """Tell whether neither a text nor any part of it between spaces could match; False where that takes a look."""
        raw, bare, words, odd = projected(text, self._fold, self._switches)
        return not (odd or self._always or self._plainly(bare, raw)) and self._typos.isdisjoint(words)

    def _could_be_any(self, raw: bytes, bare: str, odd: bytes, found: set[int]) -> bool:
        """Tell whether leet or starred words leave open what a text says."""
        if has_leet(raw, odd) and self._reads_leet(raw, bare) and (found or self._is_leet(raw)):
            return True
        return (b"*" in odd or b"#" in odd) and any(map(self._is_starred, raw.lower().split()))

    def _mistyped(self, words: list[bytes], raw: bytes, found: set[int]) -> set[int]:
        """Return the same with the typos repaired."""
        options = [(word, *self._repairs(word)) if word in self._typos else (word,) for word in words]
        if prod(map(len, options)) <= _MOST_REPAIRS:
            ways = islice(product(*options), 1, None)  # the first is the text as it is
        else:
            ways = islice(self._tried(raw), MAX_LANES)
        return found.union(*(self._plainly(b"".join(way).decode(), raw) for way in ways))

    def _repairs(self, typo: bytes) -> tuple[bytes, ...]:
        return tuple(map(str.encode, self._reader.typos.get(typo.decode(), ())))

    def _tried(self, raw: bytes) -> Iterator[tuple[bytes, ...]]:
        """Yield the repairs of a text with many typos in the order in which the lanes take them, which end early."""
        options: list[tuple[bytes, ...]] = []
        left = TRIED
        for chunk in raw.lower().split():
            words = words_of(chunk)
            repairs: tuple[bytes, ...] = ()
            if left and self._reader.may_repair(closed_up(chunk.decode()), [word.decode() for word in words]):
                left -= 1
                repairs = self._repairs(words[0]) if len(words) == 1 else ()
            options.append((*repairs, b"".join(words)))
        yield from product(*options)

    def candidates(self, canonical: str) -> list[int]:
        """Return the numbers of the patterns that could match this canonical text, in order."""
        bare = "".join(filter(str.isalnum, canonical))
        found = self._canonical.holding(bare)
        return sorted(self._always.union(self._canonical.near(found, bare, Reach(canonical.split())) if found else ()))

    def _is_leet(self, raw: bytes) -> bool:
        """Tell whether some pattern could match with leet read; which ones, signs between words leave open."""
        with_runs = coarse(raw)
        single = singled(with_runs)
        found = self._coarse.holding(single)
        near = self._coarse.near(found, single, Reach.of(raw, signs=True)) if found else found
        return any(self._coarse_runs.are_in(with_runs, number) for number in near)

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

    def _may_be_starred(self, chunk: bytes) -> bool:
        return any(self._reader.starred(closed_up(chunk.decode())))

    def _has_reading(self, chunk: str) -> bool:
        """Tell whether the reader makes anything of what stands between two spaces."""
        folded = chunk.translate(self._fold)
        where = list(range(len(folded) + 1))
        cut = pieces(Source(folded, where[:-1], where[1:]))
        return any(map(self._reader.reads, cut))

    def _plainly(self, bare: str, raw: bytes) -> set[int]:
        single = singled(bare)
        if not self._single.begun(single):
            return set()
        found = self._single.holding(single)
        return self._single.near(found, single, Reach.of(raw)) if found else set()
