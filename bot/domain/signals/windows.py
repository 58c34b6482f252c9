"""A keyword cut into slots, and the runs of slots a text can be searched for: the rarest one first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log2

from bot.domain.signals.grammar import Choice, Element, Gap, Words

_MOST_WAYS = 64
_LONG = 9
"""Letters: a longer word is not counted as rarer."""
_STRONG = 15
"""Bits: windows at least this rare differ in nothing but the number of their ways."""
_LEAST = 4
"""Bits: what is less rare than this is not worth looking for besides the best."""
_FREQUENT = """
    a about all am an and any are as at be because been being but by can could did do does for from get go going
    got had has have he her him his i if in is it just know like me more my no not now of on one or out really
    she should so some that the them then there they this to up want was we what when will with would you your
    again always around back before cant course day days different dont enough even ever every everyone everything
    feel find first good great having help here hope id ill im ive keep last later let little live ll long look lot
    made make making many maybe might much myself need needed needs never new next nothing over own part people point
    problem program programme ready right said same say see seems show someone something soon still stuff sure take
    than thats thing things think thinking time today tomorrow too try trying understand use used very wanted wants
    way well why without work working world wrong yes yet
    """
"""English words so frequent in chat that they hardly narrow anything down."""
FREQUENT = frozenset(_FREQUENT.split())


@dataclass(frozen=True)
class Slot:
    """A place in a keyword: the runs of words that may stand there, none where anything may; and how many at most."""

    options: list[tuple[str, ...]]
    most: int

    @cached_property
    def rarity(self) -> float:
        """How rarely one of the options stands at a place in a text, in bits: more options are less rare."""
        return -log2(sum(2 ** -sum(map(_weight, words)) for words in self.options))


@dataclass(frozen=True, slots=True)
class Window:
    """Slots `start` to `stop` of a keyword, in how many ways they can be filled, and how rare those are together."""

    start: int
    stop: int
    ways: int
    rarity: float


def slots_of(elements: Sequence[Element]) -> list[Slot]:
    """Cut a keyword into slots."""
    return [slot for element in elements for slot in _of_element(element)]


def _windows(slots: Sequence[Slot]) -> Iterator[Window]:
    """Yield every run of slots without a gap in which some word must stand."""
    for start in range(len(slots)):
        ways, rarity, is_there = 1, 0.0, False
        for stop, slot in enumerate(slots[start:], start + 1):
            ways *= len(slot.options)
            if not 1 <= ways <= _MOST_WAYS:
                break
            rarity += slot.rarity
            is_there = is_there or all(slot.options)
            if is_there:
                yield Window(start, stop, ways, rarity)


def _of_element(element: Element) -> list[Slot]:
    match element:
        case Words(words):
            return [slot for word in words for slot in _word_slots(word)]
        case Choice(options, is_optional):
            return _choice_slots(options, is_optional)
        case Gap(most):
            return [Slot([], most)]


def _choice_slots(options: Sequence[tuple[str, ...]], is_optional: bool) -> list[Slot]:
    most = max(map(len, options))
    if not any("*" in word for option in options for word in option):
        return [Slot([*options, ()] if is_optional else list(options), most)]
    around = Slot([], most)
    return [around] if is_optional else [around, Slot(_stems(options), 1), around]


def _word_slots(word: str) -> list[Slot]:
    """Cut `stress*` into the piece before the star and an end of every window."""
    if "*" not in word:
        return [Slot([(word,)], 1)]
    return [slot for piece in filter(None, word.split("*")) for slot in (Slot([(piece,)], 1), Slot([], 1))]


def _stems(options: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the longest starless run of each alternative."""
    return [(max(" ".join(option).replace("*", " ").split(), key=len),) for option in options]


def chosen(slots: Sequence[Slot]) -> list[Window]:
    """Return the best window, the best of those apart from it, and so on, in the order of the slots."""
    return sorted(_best(list(_windows(slots))), key=lambda window: window.start)


def _best(windows: list[Window]) -> Iterator[Window]:
    while best := max(windows, key=value, default=None):
        yield best
        windows = [w for w in windows if (w.stop <= best.start or w.start >= best.stop) and w.rarity >= _LEAST]


def value(window: Window) -> tuple[float, int, float]:
    """Return what windows are compared by: rare enough, then in few ways."""
    return min(window.rarity, _STRONG), -window.ways, window.rarity


def _weight(word: str) -> float:
    """Return about how many bits of surprise a word is."""
    return 2 + 1.2 * len(word) if word in FREQUENT else 1 + 2 * min(len(word), _LONG)
