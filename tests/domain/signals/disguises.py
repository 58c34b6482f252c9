"""How people hide words from filters, each kind as a function of the plain sentence."""

import random
import unicodedata
from collections.abc import Callable

Disguise = Callable[[str], str]


def _alphabet(first: str, styled: int) -> dict[str, str]:
    """Map 26 letters from `first` on to the code points from `styled` on."""
    return {chr(ord(first) + i): chr(styled + i) for i in range(26)}


_CYRILLIC = str.maketrans("aeopcyxiEOAM", "аеорсухіЕОАМ")
_LEET = str.maketrans("aeiost", "431057")
_BOLD = {chr(ord("a") + i): chr(0x1D41A + i) for i in range(26)} | {
    chr(ord("A") + i): chr(0x1D400 + i) for i in range(26)
}
_CIRCLED = {chr(ord("a") + i): chr(0x24D0 + i) for i in range(26)}
_SQUARED = {chr(ord("a") + i): chr(0x1F170 + i) for i in range(26)}
_WIDE = {chr(i): chr(i + 0xFEE0) for i in range(0x21, 0x7F)}
_REGIONAL = _alphabet("a", 0x1F1E6)


def _words(change: Disguise) -> Disguise:
    """Change every word of four letters or more."""
    return lambda text: " ".join(change(word) if len(word) >= 4 else word for word in text.split())


def _typo(word: str) -> str:
    return word[:2] + word[3] + word[2] + word[4:]


def _longest(change: Disguise) -> Disguise:
    """Change the longest word only, as people do who misspell one."""

    def changed(text: str) -> str:
        words = text.split()
        longest = max(words, key=len)
        return " ".join(change(word) if word is longest else word for word in words)

    return changed


def _marks(text: str) -> str:
    pick = random.Random(text)
    return unicodedata.normalize(
        "NFC", "".join(c + pick.choice("\u0301\u0323\u0308") if c.isalpha() else c for c in text)
    )


DISGUISES: dict[str, Disguise] = {
    "zero-width": lambda text: "\u200b".join(text),
    "soft hyphens": _words(lambda word: "\u00ad".join(word)),
    "variation selectors": lambda text: "".join(c + "\ufe0f" for c in text),
    "combining marks": _marks,
    "full width": lambda text: "".join(_WIDE.get(c, c) for c in text),
    "styled mathematics": lambda text: "".join(_BOLD.get(c, c) for c in text),
    "circled": lambda text: "".join(_CIRCLED.get(c, c) for c in text.lower()),
    "squared": lambda text: "".join(_SQUARED.get(c, c) for c in text.lower()),
    "regional indicators": lambda text: "".join(
        _REGIONAL.get(c, c) + "\u200b" * (c in _REGIONAL) for c in text.lower()
    ),
    "Cyrillic lookalikes": lambda text: text.translate(_CYRILLIC),
    "leet": _words(lambda word: word[0] + word[1:].translate(_LEET)),
    "stretched": _words(lambda word: word[:-1] + word[-1] * 4),
    "spaced letters": _longest(" ".join),
    "dotted letters": _longest(".".join),
    "underscores for spaces": lambda text: text.replace(" ", "_"),
    "dashes in words": _longest(lambda word: word[:2] + "-" + word[2:]),
    "bold and spoilers": lambda text: f"||**{text}**||",
    "new lines": lambda text: text.replace(" ", "\n"),
    "curly apostrophes": lambda text: text.replace("'", "\u2019"),
    "no apostrophes": lambda text: text.replace("'", ""),
    "shouting": str.upper,
    "HTML entities": lambda text: "".join(f"&#{ord(c)};" if c.isalpha() else c for c in text),
    "joined words": lambda text: "".join(text.rsplit(" ", 2)),
    "starred": _longest(lambda word: word[0] + "*" + word[2:]),
    "swapped letters": _longest(_typo),
}
