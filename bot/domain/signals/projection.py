"""A message as bare letters and digits: what the prefilter looks at instead of reading it.

`raw` is the message in ASCII, folded where it has other characters; `bare` is what is left of it in lower case without
anything that is no letter and no digit; `single` is that with doubled letters made one. Words joined, dotted, spelled
out or stretched look the same there. In `coarse` the leet digits and signs, and the letters they stand for, are one.
"""

import re

from bot.domain.signals.fold import FoldTable
from bot.domain.signals.source import readable
from bot.domain.signals.switches import Switches

MARKERS = b"`<>@&%"
SIGNS = b"@$!+|"
"""Signs that stand for letters."""
LEET = b"0123456789" + SIGNS
PLAIN = bytes(code for code in range(128) if code not in MARKERS + LEET + b"*#:")
"""What is odd is not among these: with nothing odd there is no leet, no star and, but for `www.`, nothing to skip."""

_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TRAILING = b"!+|.,?;:)\"'"
_REPEATED = re.compile(r"(.)(?=\1)")
_LOWER = bytes(range(256)).lower()
_NOT_BARE = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalnum())
_NOT_LEET = bytes(code for code in _NOT_BARE if code not in SIGNS)
_COARSE = bytes.maketrans(b"0i1l!|23459@$67+8", b"o11111zeasgasgttb")
"""Leet digits and signs that stand for the same letters, and those letters, made one (`i`, `l`, `1`, `!` and `|`)."""
_LOWER_COARSE = _LOWER.translate(_COARSE)
_WORDS = bytes(code if chr(code).isascii() and chr(code).isalnum() else 32 for code in _LOWER)


def projected(text: str, fold: FoldTable, switches: Switches) -> tuple[bytes, str, list[bytes], bytes]:
    """Return `raw`, `bare`, the words and the odd characters of what a text's author says in it."""
    if text.isascii():
        raw = text.encode()
        words, odd = words_of(raw), raw.translate(None, PLAIN)
        bare = b"".join(words).decode()
        if "www" not in bare and not (odd and _has_more(odd, raw)):
            return raw, bare, words, odd
    text = readable(text, switches).translate(fold)
    if text.isascii():
        raw = text.encode()
        bare = raw.translate(_LOWER, _NOT_BARE).decode()
    else:
        lowered = text.lower()
        raw, bare = lowered.encode("ascii", "replace"), "".join(filter(str.isalnum, lowered))
    return raw, bare, words_of(raw), raw.translate(None, PLAIN)


def _has_more(odd: bytes, raw: bytes) -> bool:
    """Tell whether a text may have something that is not its author's words, or is escaped."""
    return len(odd.translate(None, MARKERS)) != len(odd) or odd.count(b":") > 1 or b"://" in raw


def words_of(raw: bytes) -> list[bytes]:
    """Return the words of a text in lower case; an apostrophe is left out."""
    return raw.translate(_WORDS, b"'").split()


def singled(text: str) -> str:
    """Return `single` of a bare text."""
    return _REPEATED.sub("", text)


def coarse(raw: bytes) -> str:
    """Return a text with leet made one with letters, its signs included."""
    return raw.translate(_LOWER_COARSE, _NOT_LEET).decode()


def coarse_literal(literal: str) -> str:
    """Return how a literal looks in a coarse text."""
    return literal.encode().translate(_COARSE).decode()


def has_leet(raw: bytes, odd: bytes) -> bool:
    """Tell whether a token has letters and leet signs, or letters stand one by one among them."""
    return len(odd.translate(None, LEET)) != len(odd) and _is_mixed(raw)


def _is_mixed(raw: bytes) -> bool:
    previous = 0
    for chunk in raw.split():
        core = chunk.rstrip(_TRAILING)
        leet = not core.isalpha() and len(core.translate(None, LEET)) != len(core)
        if leet and ((len(core) <= 3 and previous <= 3) or len(core.translate(None, _LETTERS)) != len(core)):
            return True
        previous = len(core)
    return False
