"""One pass over a message that says, nearly always, that nothing needs to be looked at.

The message is projected to bare letters and digits (no spaces, no punctuation) and run through one Aho-Corasick automaton
that holds an anchor of every keyword. Words joined, dotted or spelled out look the same in that projection, so it need
not know of them; leet and stretched letters have their own projections; typos are a set of tokens. Only a text with an
anchor, a typo of a pack's word, or a star inside a word is read in full.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

import ahocorasick

from bot.domain.signals.fold import fold_table
from bot.domain.signals.source import readable
from bot.domain.signals.switches import Switches

_STRETCHED = -1
_STAR = re.compile(r"[^\W_][*#]|[*#][^\W_]")
_RUN = re.compile(r"(.)\1+")
_MARKERS = b"`<>@&%"
_SIGNS = b"@$!+|"
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

    def __init__(self, anchors: Mapping[int, Collection[str]], typos: Iterable[str], switches: Switches) -> None:
        self._switches = switches
        self._fold = fold_table(invisible=switches.invisible, homoglyphs=switches.homoglyphs)
        self._always = tuple(number for number, found in anchors.items() if not found)
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
        bare = "".join(filter(str.isalnum, canonical))
        found = {number for _, numbers in self._automaton.iter(bare) for number in numbers}
        return sorted(found.union(self._always) - {_STRETCHED})

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
        if len(raw.translate(None, _LEET)) == len(raw):
            return False
        return self._has_anchor(raw.translate(_LOWER_COARSE, _NOT_LEET).decode())

    def _has_anchor(self, bare: str) -> bool:
        is_stretched = False
        for _, numbers in self._automaton.iter(bare):
            if numbers[0] != _STRETCHED:
                return True
            is_stretched = True
        return is_stretched and any(
            numbers[0] != _STRETCHED for _, numbers in self._automaton.iter(_RUN.sub(r"\1", bare))
        )


def _automaton(anchors: Mapping[int, Collection[str]]) -> ahocorasick.Automaton:
    values: dict[str, list[int]] = {}
    for number, found in anchors.items():
        for form in dict.fromkeys(form for anchor in found for form in _forms(anchor)):
            values.setdefault(form, []).append(number)
    for letter in _LETTERS + "1":
        values.setdefault(letter * 3, [_STRETCHED])
    automaton = ahocorasick.Automaton()
    for form, numbers in values.items():
        automaton.add_word(form, tuple(numbers))
    automaton.make_automaton()
    return automaton


def _forms(anchor: str) -> Iterator[str]:
    """Yield an anchor as it looks in each projection: as it is, coarse, and both with single letters only."""
    coarse = anchor.encode("utf-8").translate(_COARSE).decode("utf-8")
    for form in (anchor, coarse):
        yield form
        yield _RUN.sub(r"\1", form)
