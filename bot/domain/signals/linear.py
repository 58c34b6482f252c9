"""Regular expressions that cannot be slow: each is turned into a finite automaton when its pack loads.

Why not google-re2: it would be the only compiled dependency needed for a handful of patterns, and it guarantees linear
time but no small constant. Why not `re` on a restricted syntax: it backtracks, so every proof of linearity would
rest on
how its engine happens to work. A complete automaton needs no proof: one table look-up per character, and a pattern
whose
table would have more than `MAX_STATES` rows is refused when the pack loads, not discovered in a chat.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.signals.regex import Chars, Edge, Either, Node, RegexError, Repeat, Series, parse, required

MAX_STATES = 400
_MAX_NODES = 1500
_WORD_CUTS = (48, 58, 65, 91, 95, 96, 97, 123)
_ACCEPT = -1


@dataclass(slots=True)
class _Net:
    """A Thompson network: `moves[i]` is what node i consumes or demands, `then[i]` where it leads."""

    moves: list[Chars | Edge | None] = field(default_factory=list)
    then: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, move: Chars | Edge | None, then: tuple[int, ...]) -> int:
        if len(self.moves) >= _MAX_NODES:
            raise RegexError("it is too large: write out fewer repetitions")
        self.moves.append(move)
        self.then.append(then)
        return len(self.moves) - 1

    def build(self, node: Node, goal: int) -> int:
        """Add the network of `node` in front of `goal`; return its entry."""
        match node:
            case Chars() | Edge():
                return self.add(node, (goal,))
            case Series(parts):
                for part in reversed(parts):
                    goal = self.build(part, goal)
                return goal
            case Either(options):
                return self.add(None, tuple(self.build(option, goal) for option in options))
            case Repeat(part, least, most):
                return self._repeat(part, least, most, goal)

    def _repeat(self, part: Node, least: int, most: int | None, goal: int) -> int:
        if most is None:
            loop = self.add(None, ())
            self.then[loop] = (self.build(part, loop), goal)
            goal = loop
        for _ in range((most or least) - least):
            goal = self.add(None, (self.build(part, goal), goal))
        for _ in range(least):
            goal = self.build(part, goal)
        return goal


class _Automaton:
    """A complete table over classes of characters; `rows[state][class]` is (next state, had matched before it)."""

    def __init__(self, node: Node, *, anchored: bool) -> None:
        self._net = _Net()
        self._entry = self._net.build(node, _ACCEPT)
        self._anchored = anchored
        self.cuts = sorted({0, *_WORD_CUTS, *_cuts(self._net.moves)})
        self._is_word = [_is_word(cut) for cut in self.cuts]
        self._keys: dict[tuple[frozenset[int], int], int] = {}
        self.rows: list[list[tuple[int, bool]]] = []
        self.starts = [self._state(frozenset({self._entry}), before) for before in range(3)]
        done = 0
        while done < len(self.rows):
            done = self._fill(done)

    def _state(self, nodes: frozenset[int], before: int) -> int:
        """Number a state: nodes to go on from, and whether a text edge (2), a word (1) or neither (0) is before it."""
        key = (nodes, before)
        if key not in self._keys:
            if len(self.rows) >= MAX_STATES:
                raise RegexError(f"it needs more than {MAX_STATES} states: shorten the repetitions and alternatives")
            self._keys[key] = len(self.rows)
            self.rows.append([])
        return self._keys[key]

    def _fill(self, state: int) -> int:
        nodes, before = list(self._keys)[state]
        for index, cut in enumerate([*self.cuts, None]):
            after = 2 if cut is None else int(self._is_word[index])
            reached = self._closure(nodes, before, after)
            if cut is None:
                self.rows[state].append((0, _ACCEPT in reached))
                continue
            step = {n for r in reached if r != _ACCEPT and _takes(self._net.moves[r], cut) for n in self._net.then[r]}
            onward = frozenset(step if self._anchored else step | {self._entry})
            self.rows[state].append((self._state(onward, after), _ACCEPT in reached))
        return state + 1

    def _closure(self, nodes: Iterable[int], before: int, after: int) -> set[int]:
        reached: set[int] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node in reached:
                continue
            reached.add(node)
            if node == _ACCEPT:
                continue
            move = self._net.moves[node]
            if move is None or (isinstance(move, Edge) and _holds(move.kind, before, after)):
                waiting.extend(self._net.then[node])
        return reached


class Linear:
    """A compiled pattern. `anchors` are strings one of which every match holds; empty where there are none."""

    def __init__(self, pattern: str) -> None:
        node = parse(pattern)
        self.pattern = pattern
        self.anchors = required(node)
        self._forward = _Automaton(node, anchored=False)
        self._backward = _Automaton(_reversed(node), anchored=True)
        if self._forward.rows[self._forward.starts[2]][-1][1]:
            raise RegexError("it matches an empty text: something in it must be there")

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the matches from left to right, apart from each other: each ends as early as can be."""
        found: list[tuple[int, int]] = []
        at = 0
        while (end := self._end(text, at)) is not None:
            start = self._start(text, end, at)
            if end > start:
                found.append((start, end))
            at = max(end, at + 1)
        return found

    def _end(self, text: str, at: int) -> int | None:
        rows, cuts = self._forward.rows, self._forward.cuts
        state = self._forward.starts[_side(text, at - 1)]
        for index in range(at, len(text)):
            state, matched = rows[state][bisect_right(cuts, ord(text[index])) - 1]
            if matched and index > at:
                return index
        return len(text) if at < len(text) and rows[state][-1][1] else None

    def _start(self, text: str, end: int, at: int) -> int:
        rows, cuts = self._backward.rows, self._backward.cuts
        state = self._backward.starts[_side(text, end)]
        start = end
        for index in range(end - 1, at - 2, -1):
            known = bisect_right(cuts, ord(text[index])) - 1 if index >= 0 else -1
            state, matched = rows[state][known]
            if matched:
                start = index + 1
        return start


def _side(text: str, index: int) -> int:
    return 2 if not 0 <= index < len(text) else int(_is_word(ord(text[index])))


def _holds(kind: str, before: int, after: int) -> bool:
    match kind:
        case "^":
            return before == 2
        case "$":
            return after == 2
        case "b":
            return (before == 1) != (after == 1)
        case _:
            return (before == 1) == (after == 1)


def _takes(move: Chars | Edge | None, code: int) -> bool:
    return isinstance(move, Chars) and any(low <= code < high for low, high in move.ranges)


def _cuts(moves: Iterable[Chars | Edge | None]) -> Iterable[int]:
    return (cut for move in moves if isinstance(move, Chars) for pair in move.ranges for cut in pair if cut < 0x110000)


def _is_word(code: int) -> bool:
    return chr(code).isascii() and (chr(code).isalnum() or code == 95)


def _reversed(node: Node) -> Node:
    match node:
        case Series(parts):
            return Series(tuple(_reversed(part) for part in reversed(parts)))
        case Either(options):
            return Either(tuple(map(_reversed, options)))
        case Repeat(part, least, most):
            return Repeat(_reversed(part), least, most)
        case Edge(kind):
            return Edge({"^": "$", "$": "^"}.get(kind, kind))
        case Chars():
            return node
