"""The canonical texts of a message, put together from words seen before, without saying where they stand.

Reading in full costs some hundred microseconds, nearly all of it for places in the message. So what may be in a message
is looked for in these texts first, and it is read in full only where something was found. They are the texts of its
lanes, and perhaps more of them than are tried.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from bot.domain.signals.fold import fold_table
from bot.domain.signals.lanes import MAX_LANES, Rewrites, plain_lane, read_lanes
from bot.domain.signals.pieces import pieces
from bot.domain.signals.readings import SPELLED_OUT, Reader, is_single
from bot.domain.signals.source import MARKERS, Source, readable
from bot.domain.signals.switches import Switches

_REMEMBERED = 16_384
"""Words with their punctuation: people use the same again and again."""
_MARKERS = MARKERS.decode()
_SHORT = 2
"""Letters: a word so short may belong to its neighbour, where an apostrophe became a space."""


class _Chunk(NamedTuple):
    """What stands between two spaces: its canonical words in each reading, the plain one first."""

    ways: tuple[str, ...]
    is_single: bool
    first: frozenset[str]
    last: frozenset[str]
    """The words, as they are written, that it may begin and end with."""


class Glance:
    """Reads messages at a glance, for one vocabulary; stateless but for the words it remembers."""

    def __init__(self, reader: Reader, rewrites: Rewrites, switches: Switches) -> None:
        self._reader, self._rewrites, self._switches = reader, rewrites, switches
        self._fold = fold_table(invisible=switches.invisible, homoglyphs=switches.homoglyphs)
        self._cut_in_two = frozenset((word[:at], word[at:]) for word in rewrites for at in _cuts(word))
        self._second = frozenset(second for _, second in self._cut_in_two)
        self._chunk = lru_cache(_REMEMBERED)(self._as_chunk)

    def texts(self, message: str) -> list[str]:
        """Return what the lanes of a message say; [] where there are too many, or words run over spaces."""
        if any(map(message.__contains__, _MARKERS)) or "www" in message.lower():
            message = readable(message, self._switches)
        chunks = [self._chunk(text) for text in message.translate(self._fold).split()]
        if prod([len(chunk.ways) for chunk in chunks]) > MAX_LANES or self._run_over_spaces(chunks):
            return []
        return [f" {' '.join(filter(None, way))} " for way in product(*[chunk.ways for chunk in chunks])]

    def _as_chunk(self, text: str) -> _Chunk:
        where = list(range(len(text) + 1))
        cut = pieces(Source(text, where[:-1], where[1:]))
        other = [*self._reader.repairs(cut), *self._reader.readings(cut)]
        lanes = [plain_lane(cut, self._rewrites), *read_lanes(cut, other, self._rewrites)]
        ways = tuple(dict.fromkeys(lane.text[1:-1] for lane in lanes))
        words = [reading.words for reading in other] + [tuple(token.word for token in cut[0].tokens)]
        first = self._second.intersection(each[0] for each in words if each)
        return _Chunk(ways, is_single(text), first, frozenset(each[-1] for each in words if each))

    def _run_over_spaces(self, chunks: Sequence[_Chunk]) -> bool:
        """Tell whether letters stand alone in a row, or neighbours may be one word."""
        alone, last = 0, frozenset[str]()
        for chunk in chunks:
            alone = alone + 1 if chunk.is_single else 0
            is_one = chunk.first and any(pair in self._cut_in_two for pair in product(last, chunk.first))
            if alone >= SPELLED_OUT or is_one:
                return True
            last = chunk.last or last
        return False


def _cuts(word: str) -> set[int]:
    """Return where a word may be cut so that one of its parts is short."""
    return {at for at in range(1, len(word)) if at <= _SHORT or len(word) - at <= _SHORT}
