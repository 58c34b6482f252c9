"""One pass over a message that says, nearly always, that nothing needs to be looked at.

The message is projected to bare letters and digits (no spaces, no punctuation) and run through one Aho-Corasick
automaton
that holds an anchor of every keyword. Words joined, dotted or spelled out look the same in that projection, so it need
not know of them; leet and stretched letters have their own projections; typos are a set of tokens. Only a text with an
anchor, a typo of a pack's word, or a star inside a word is read in full.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import ahocorasick

from bot.domain.signals.anchors import Anchors
from bot.domain.signals.fold import fold_table
from bot.domain.signals.source import readable
from bot.domain.signals.switches import Switches

_STAR = re.compile(r"[^\W_][*#]|[*#][^\W_]")
_RUN = re.compile(r"(.)\1+")
_MARKERS = b"`<>@&%"
_SIGNS = b"@$!+|"
_TRAILING = b"!+|.,?;:)\"'"
_ALPHABET = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEET = b"0123456789" + _SIGNS
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOWER = bytes(range(256)).lower()
_NOT_BARE = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalnum())
_NOT_LEET = bytes(code for code in _NOT_BARE if code not in _SIGNS)
_COARSE = bytes.maketrans(b"0i1l!|23459@$67+8", b"o11111zeasgasgttb")
"""Leet digits and signs that stand for the same letters, and those letters, made one (`i`, `l`, `1`, `!` and `|`)."""
_LOWER_COARSE = _LOWER.translate(_COARSE)
_TOKENS = bytes(code if chr(code).isascii() and chr(code).isalnum() else 32 for code in _LOWER)


class Prefilter:
    """An automaton over the anchors of numbered patterns. Patterns without anchors make every text worth reading."""

    def __init__(self, anchors: Mapping[int, Anchors], typos: Iterable[str], switches: Switches) -> None:
        self._switches = switches
        self._fold = fold_table(invisible=switches.invisible, homoglyphs=switches.homoglyphs)
        self._always = frozenset(number for number, found in anchors.items() if not found)
        self._typos = frozenset(typo.encode() for typo in typos)
        self._automaton = _automaton(anchors)

    def is_worth_reading(self, text: str) -> bool:
        """Tell whether any reading of the text could match a pattern; False is certain."""
        if self._always:
            return True
        raw, bare = self._project(text)
        if self._finds(bare, raw):
            return True
        if (b"*" in raw or b"#" in raw) and _STAR.search(raw.decode()):
            return True
        return not self._typos.isdisjoint(raw.translate(_TOKENS, b"'").split())

    def candidates(self, canonical: str) -> list[int]:
        """Return the numbers of the patterns that could match this canonical text, in order."""
        found, halves = set(self._always), set[int]()
        for _, (whole, half) in self._automaton.iter("".join(filter(str.isalnum, canonical))):
            found.update(whole)
            halves.update(half)
        found.update(half >> 1 for half in halves if half ^ 1 in halves)
        return sorted(found)

    def _project(self, text: str) -> tuple[bytes, str]:
        if not text.isascii():
            text = readable(text, self._switches).translate(self._fold)
            if not text.isascii():
                lowered = text.lower()
                return lowered.encode("ascii", "replace"), "".join(filter(str.isalnum, lowered))
        raw = text.encode()
        bare = raw.translate(_LOWER, _NOT_BARE).decode()
        if len(raw.translate(None, _MARKERS)) != len(raw) or raw.count(b":") > 1 or b"://" in raw or "www" in bare:
            raw = readable(text, self._switches).translate(self._fold).encode("ascii", "replace")
            bare = raw.translate(_LOWER, _NOT_BARE).decode()
        return raw, bare

    def _finds(self, bare: str, raw: bytes) -> bool:
        if self._has_anchor(bare):
            return True
        if len(raw.translate(None, _LEET)) == len(raw) or not _is_mixed(raw):
            return False
        return self._has_anchor(raw.translate(_LOWER_COARSE, _NOT_LEET).decode())

    def _has_anchor(self, bare: str) -> bool:
        found = self._matches(bare)
        return found is True or (found is None and self._matches(_RUN.sub(r"\1", bare)) is True)

    def _matches(self, bare: str) -> bool | None:
        """Return whether a pattern's anchors are all there; None for no, but there are stretched letters."""
        seen: set[int] = set()
        is_stretched = False
        for _, (whole, halves) in self._automaton.iter(bare):
            if whole:
                return True
            for half in halves:
                if half ^ 1 in seen:
                    return True
                seen.add(half)
            is_stretched = is_stretched or not halves
        return None if is_stretched else False


def _is_mixed(raw: bytes) -> bool:
    """Tell whether a token has letters and leet signs, or letters stand one by one among them."""
    previous = 0
    for chunk in raw.split():
        core = chunk.rstrip(_TRAILING)
        has_leet = not core.isalpha() and len(core.translate(None, _LEET)) != len(core)
        if has_leet and ((len(core) <= 3 and previous <= 3) or len(core.translate(None, _ALPHABET)) != len(core)):
            return True
        previous = len(core)
    return False


def _automaton(anchors: Mapping[int, Anchors]) -> ahocorasick.Automaton:
    """Build the automaton. A literal's value: the patterns it is enough for, and the halves of pairs it makes up.

    The halves of pattern n are 2n and 2n + 1. Neither of both: three times the same letter.
    """
    values: dict[str, tuple[set[int], set[int]]] = {}
    for number, found in anchors.items():
        for half, literals in enumerate(found):
            for form in {form for literal in literals for form in _forms(literal)}:
                whole, halves = values.setdefault(form, (set(), set()))
                if len(found) == 1:
                    whole.add(number)
                else:
                    halves.add(2 * number + half)
    for letter in _LETTERS + "1":
        values.setdefault(letter * 3, (set(), set()))
    automaton = ahocorasick.Automaton()
    for form, (whole, halves) in values.items():
        automaton.add_word(form, (tuple(sorted(whole)), tuple(sorted(halves))))
    automaton.make_automaton()
    return automaton


def _forms(literal: str) -> Iterator[str]:
    """Yield a literal as it looks in each projection: as it is, coarse, and both with single letters only."""
    for form in (literal, literal.encode().translate(_COARSE).decode()):
        yield form
        yield _RUN.sub(r"\1", form)
