"""The regular expressions a pack may hold: a subset of RE2's syntax, read here.

Understood: letters and escaped signs, `.`, classes, `\\d \\w \\s \\b` and their opposites, `^ $`, groups, `|`, and the
repetitions `? * + {m,n}` (n ≤ 50), greedy or not. Look-around, back-references, named and atomic groups, flags other
than
a leading `(?i)` and Unicode properties are refused: AutoMod's Rust flavour has none of the first two either.

Canonical text is lower case, so patterns are read as if in lower case.
"""

from dataclasses import dataclass
from itertools import pairwise

MAX_LENGTH = 260
MAX_REPEAT = 50
_TOP = 0x110000
_DIGIT = ((48, 58),)
_WORD = ((48, 58), (65, 91), (95, 96), (97, 123))
_SPACE = ((9, 14), (32, 33))
_CLASSES = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_SIGNS = frozenset("\\.+*?()|[]{}^$-/#&~\"'`!@%=:;,<>_ ")

Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges of code points, sorted and apart."""


class RegexError(ValueError):
    """The pattern is outside the subset; the message says why."""


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of a set."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Edge:
    """A place instead of a character: `b` and `B` for word edges, `^` and `$` for the ends of the text."""

    kind: str


@dataclass(frozen=True, slots=True)
class Series:
    """One after the other."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of several."""

    options: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`least` to `most` times; no `most` means without end."""

    part: "Node"
    least: int
    most: int | None


Node = Chars | Edge | Series | Either | Repeat


def parse(pattern: str) -> Node:
    """Parse a pattern. Raises `RegexError` for whatever is outside the subset."""
    if len(pattern) > MAX_LENGTH:
        raise RegexError(f"it has {len(pattern)} characters, {MAX_LENGTH} are allowed")
    reader = _Reader(pattern.removeprefix("(?i)"))
    node = reader.either()
    if reader.rest:
        raise RegexError("there is a ) without its (")
    return node


class _Reader:
    """A recursive-descent reader; `rest` is what is still unread."""

    def __init__(self, rest: str) -> None:
        self.rest = rest

    def either(self) -> Node:
        options = [self._series()]
        while self._take("|"):
            options.append(self._series())
        return options[0] if len(options) == 1 else Either(tuple(options))

    def _series(self) -> Node:
        parts: list[Node] = []
        while self.rest and self.rest[0] not in "|)":
            parts.append(self._repeated(self._single()))
        return parts[0] if len(parts) == 1 else Series(tuple(parts))

    def _single(self) -> Node:
        char = self._next()
        match char:
            case "(":
                return self._group()
            case "[":
                return Chars(self._char_class())
            case ".":
                return Chars(_without(((10, 11),)))
            case "^" | "$":
                return Edge(char)
            case "\\":
                return self._escape()
            case "*" | "+" | "?":
                raise RegexError(f"{char} has nothing before it")
            case _:
                return Chars(_one(char))

    def _group(self) -> Node:
        if self._take("?") and not self._take(":"):
            raise RegexError(
                f"«(?{self.rest[:2]}» is not in the subset: only ( ) and (?: ) are; no look-around, no names"
            )
        node = self.either()
        if not self._take(")"):
            raise RegexError("a ( is never closed")
        return node

    def _escape(self) -> Node:
        char = self._next()
        if char in "bB":
            return Edge(char)
        if char in "Az":
            return Edge("^" if char == "A" else "$")
        return Chars(_escaped(char))

    def _char_class(self) -> Ranges:
        is_negated = self._take("^")
        ranges: list[tuple[int, int]] = []
        first = True
        while first or not self.rest.startswith("]"):
            first = False
            if self.rest.startswith("[:"):
                raise RegexError("[:names:] are not in the subset: write the characters")
            low = self._class_item()
            if len(self.rest) > 1 and self.rest[0] == "-" and self.rest[1] != "]":
                self._next()
                ranges.append(_span(low, self._class_item()))
            else:
                ranges.extend(low)
        self._next()
        folded = _union([*ranges, *_lowered(ranges)])
        return _without(folded) if is_negated else folded

    def _class_item(self) -> Ranges:
        char = self._next()
        return _escaped(self._next()) if char == "\\" else _one(char)

    def _repeated(self, node: Node) -> Node:
        least, most = self._counts()
        if (least, most) == (1, 1):
            return node
        if isinstance(node, Edge):
            raise RegexError("a place such as \\b cannot be repeated")
        self._take("?")
        if self.rest[:1] in ("*", "+", "?", "{"):
            raise RegexError(f"two repetitions in a row at «{self.rest[:3]}»")
        return Repeat(node, least, most)

    def _counts(self) -> tuple[int, int | None]:
        for sign, counts in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return counts
        if not self._take("{"):
            return 1, 1
        inside, closed, self.rest = self.rest.partition("}")
        low, comma, high = inside.partition(",")
        if not closed or not low.isdecimal() or (high and not high.isdecimal()):
            raise RegexError(f"«{{{inside}» is no repetition: write {{m}}, {{m,}} or {{m,n}}, or \\{{ for the sign")
        least, most = int(low), (int(high) if high else None) if comma else int(low)
        if max(least, most or 0) > MAX_REPEAT or (most is not None and most < least):
            raise RegexError(f"{{{inside}}} repeats too often: at most {MAX_REPEAT}, the smaller number first")
        return least, most

    def _take(self, sign: str) -> bool:
        found = self.rest.startswith(sign)
        self.rest = self.rest[len(sign) :] if found else self.rest
        return found

    def _next(self) -> str:
        if not self.rest:
            raise RegexError("the pattern ends too early")
        char, self.rest = self.rest[0], self.rest[1:]
        return char


def required(node: Node) -> frozenset[str]:
    """Return strings one of which every match holds, the longest to be had; empty where there is none."""
    match node:
        case Either(options):
            found = [required(option) for option in options]
            return frozenset().union(*found) if all(found) else frozenset()
        case Repeat(part, least, _):
            return required(part) if least else frozenset()
        case Series(parts):
            choices = [frozenset({run}) for run in _runs(parts)]
            choices += [required(part) for part in parts if not isinstance(part, Chars)]
            return max((c for c in choices if c), key=lambda c: min(map(len, c)), default=frozenset())
        case Chars():
            return frozenset({chr(node.ranges[0][0])}) if _is_single(node) else frozenset()
        case Edge():
            return frozenset()


def _runs(parts: tuple[Node, ...]) -> list[str]:
    text = "".join(
        chr(part.ranges[0][0]) if isinstance(part, Chars) and _is_single(part) else ("" if _is_edge(part) else "\0")
        for part in parts
    )
    return [run for run in text.split("\0") if run]


def _is_edge(part: Node) -> bool:
    return isinstance(part, Edge)


def _is_single(chars: Chars) -> bool:
    return len(chars.ranges) == 1 and chars.ranges[0][1] - chars.ranges[0][0] == 1


def _escaped(char: str) -> Ranges:
    if char.lower() in _CLASSES:
        ranges = _CLASSES[char.lower()]
        return ranges if char.islower() else _without(ranges)
    if char in _CONTROLS:
        return _one(_CONTROLS[char])
    if char in _SIGNS:
        return _one(char)
    raise RegexError(f"\\{char} is not in the subset (no back-references, no Unicode properties)")


def _one(char: str) -> Ranges:
    code = ord(char.lower()) if len(char.lower()) == 1 else ord(char)
    return ((code, code + 1),)


def _span(low: Ranges, high: Ranges) -> tuple[int, int]:
    if len(low) != 1 or len(high) != 1 or low[0][0] >= high[0][1]:
        raise RegexError("a range in [ ] goes from a smaller to a larger character")
    return low[0][0], high[0][1]


def _lowered(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lower-case twins of the ASCII capitals inside `ranges`."""
    return [(max(low, 65) + 32, min(high, 91) + 32) for low, high in ranges if max(low, 65) < min(high, 91)]


def _union(ranges: list[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def _without(ranges: Ranges) -> Ranges:
    cuts = [0, *(cut for pair in _union(list(ranges)) for cut in pair), _TOP]
    return tuple((low, high) for low, high in list(pairwise(cuts))[::2] if low < high)
