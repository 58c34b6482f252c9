"""The keyword grammar: AutoMod's four forms, groups, gaps, and nothing else.

A keyword is a phrase of words. `*` at its very beginning or end means what it means in AutoMod; `*` elsewhere stands
for
up to 20 letters inside one word. `(a|b)` is one of, `(a|b)?` one of or nothing, `_` a space inside a group, `~N` up
to N
words in between.

Every repetition is bounded (`*` by 20 letters, `~N` by 5 words, the gaps of one keyword together by `MAX_GAPS`), so the
work from any starting point is bounded by a constant, and matching is linear in the length of the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import prod

BREAK = "\n"
"""The token that stands for the end of a sentence in canonical text; no phrase reaches across it."""

MAX_LENGTH = 60
MAX_WORDS_BETWEEN = 5
MAX_GAPS = 36
_INNER = r"[^\s]{0,20}"
_GAP_WORD = r"(?: [^ \n]+)"
_TOKEN = re.compile(r"\([^()]*\)\??|~\d+|[^\s()]+|[()]")


class GrammarError(ValueError):
    """The keyword is not of the grammar; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a row; each may hold `*`."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several runs of words, or nothing where it is optional."""

    options: tuple[tuple[str, ...], ...]
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` words in between."""

    most: int


Element = Words | Choice | Gap
Split = Callable[[str], tuple[str, ...]]
"""Turns one written word into the canonical words it stands for (`can't` → `can`, `not`)."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A parsed keyword. `opens` and `closes` say that it may begin or end inside a word (AutoMod's `*`)."""

    source: str
    elements: tuple[Element, ...]
    opens: bool
    closes: bool

    @property
    def pattern(self) -> str:
        """Return the regular expression over canonical text, where every word is preceded by one space."""
        body = "".join(_element_pattern(element) for element in self.elements)
        if self.opens or _is_unspaced(self._edge(0)):
            body = body.removeprefix(" ")
        return body + ("" if self.closes or _is_unspaced(self._edge(-1)) else r"(?=[ ])")

    def _edge(self, index: int) -> str:
        element = self.elements[index]
        return element.words[index][index] if isinstance(element, Words) else ""


def parse(source: str, split: Split, *, exact: bool = False) -> Keyword:
    """Parse one keyword. Raises `GrammarError` where it is not of the grammar."""
    text = " ".join(source.split())
    if not text:
        raise GrammarError("the keyword is empty: write a word or a phrase")
    if not text.replace("*", "").strip():
        raise GrammarError("the wildcard stands alone: it needs letters beside it")
    if touching := re.search(r"[^\s(|]\(|\)\??[^\s?|)]", text):
        raise GrammarError(f"a group touches letters at «{touching[0]}»: a group stands for whole words")
    opens, closes = text.startswith("*"), text.endswith("*")
    elements = tuple(_elements(text.strip("*").strip(), split))
    _check(elements, text, exact=exact)
    if (opens and not isinstance(elements[0], Words)) or (closes and not isinstance(elements[-1], Words)):
        raise GrammarError("a wildcard touches a group: put it on a word inside the group")
    return Keyword(source, elements, opens, closes)


def _elements(text: str, split: Split) -> list[Element]:
    found: list[Element] = []
    for token in _TOKEN.findall(text):
        match token[0]:
            case "(" | ")":
                found.append(_choice(token, split))
            case "~":
                found.append(_gap(token))
            case _ if words := _words(token.replace("_", " "), split):
                found.append(Words(words))
            case _:
                pass
    return found


def _choice(token: str, split: Split) -> Choice:
    if len(token) < 3 or not token.startswith("(") or token.count("(") > 1:
        raise GrammarError(f"a bracket has no partner or stands inside another at «{token}»: write (a|b) or (a|b)?")
    options = token.rstrip("?")[1:-1].split("|")
    if any("~" in option for option in options):
        raise GrammarError(f"~ inside a group at «{token}»: put it between two words")
    parsed = tuple(_words(option.replace("_", " "), split) for option in options)
    if not all(parsed):
        raise GrammarError(f"an empty alternative in «{token}»: write (a|b)? for one that may be missing")
    return Choice(tuple(dict.fromkeys(parsed)), token.endswith("?"))


def _gap(token: str) -> Gap:
    most = int(token[1:]) if token[1:].isdigit() else 0
    if not 1 <= most <= MAX_WORDS_BETWEEN:
        raise GrammarError(f"«{token}» is no gap: write ~1 to ~{MAX_WORDS_BETWEEN}")
    return Gap(most)


def _words(text: str, split: Split) -> tuple[str, ...]:
    if bad := re.search(r"[|?~]", text):
        raise GrammarError(f"«{bad[0]}» is only allowed in groups and gaps: (a|b), (a|b)?, ~N")
    return tuple(word for part in text.split() for word in ((part,) if "*" in part else split(part)))


def _check(elements: tuple[Element, ...], text: str, *, exact: bool) -> None:
    letters = sum(_least_letters(element) for element in elements)
    if not letters:
        raise GrammarError("nothing in it has to be there: at least one word must not be optional")
    if letters < 3 and not exact:
        raise GrammarError(f"«{text}» has fewer than 3 letters: set exact = true if that is meant")
    if isinstance(elements[0], Gap) or isinstance(elements[-1], Gap):
        raise GrammarError("a gap stands at the edge: ~N goes between two words")
    gaps = prod(element.most + 1 for element in elements if isinstance(element, Gap))
    if gaps > MAX_GAPS:
        raise GrammarError(f"too many gaps: the product of (N + 1) may be {MAX_GAPS} at most")


def _least_letters(element: Element) -> int:
    match element:
        case Words(words):
            return _letters(words)
        case Choice(options, is_optional):
            return 0 if is_optional else min(map(_letters, options))
        case Gap():
            return 0


def _letters(words: tuple[str, ...]) -> int:
    whole = "".join(words)
    if whole.isascii():
        return sum(map(str.isalnum, whole))
    return sum(char.isalnum() * (3 if _is_unspaced(char) else 1) for char in whole)


def _element_pattern(element: Element) -> str:
    match element:
        case Words(words):
            return _words_pattern(words)
        case Choice(options, is_optional):
            return f"(?:{'|'.join(map(_words_pattern, options))})" + ("?" if is_optional else "")
        case Gap(most):
            return f"{_GAP_WORD}{{0,{most}}}?"


def _words_pattern(words: tuple[str, ...]) -> str:
    return "".join(" " + _INNER.join(re.escape(part) for part in word.split("*")) for word in words)


_UNSPACED = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\U00020000", "\U0003ffff"),
)


def _is_unspaced(char: str) -> bool:
    """Tell whether the script is written without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese)."""
    return not char.isascii() and any(low <= char <= high for low, high in _UNSPACED)
