"""Rules as the matcher uses them, made from what the pack files say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.domain.signals.fold import fold_table
from bot.domain.signals.grammar import Choice, GrammarError, Keyword, Split, Words, parse
from bot.domain.signals.lanes import Rewrites
from bot.domain.signals.linear import Linear
from bot.domain.signals.severity import Severity
from bot.domain.signals.switches import Switches

_MOST_SPANS = 20
_PUNCTUATION = re.compile(r"[^\w*()|?~']|_(?![^(]*\))")
_APOSTROPHE = re.compile(r"(?<=[^\W_])'(?=[^\W_])")


class Phrase:
    """A keyword ready to search with; its regular expression is compiled when it is first needed."""

    def __init__(self, keyword: Keyword) -> None:
        self.keyword = keyword
        self.source = keyword.source

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(self.keyword.pattern)

    def is_in(self, text: str) -> bool:
        """Tell whether it stands in canonical text at all."""
        return self._regex.search(text) is not None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the keyword stands in canonical text, whole words, the first twenty."""
        found: list[tuple[int, int]] = []
        for match in self._regex.finditer(text):
            found.append(self._widened(text, match.start(), match.end()))
            if len(found) == _MOST_SPANS:
                break
        return found

    def _widened(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Stretch a match that begins or ends inside a word to the whole word."""
        if text[start] != " ":
            start = text.rfind(" ", 0, start) if self.keyword.opens else start - 1
        if self.keyword.closes and (stop := text.find(" ", end)) >= 0:
            end = stop
        return start + 1, end


class Expression:
    """A regular expression of a pack, over canonical text without the spaces at its edges."""

    def __init__(self, linear: Linear) -> None:
        self.linear = linear
        self.source = linear.pattern

    def is_in(self, text: str) -> bool:
        """Tell whether it matches anywhere in canonical text."""
        return bool(self.spans(text))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it matches, the first twenty."""
        return [(start + 1, end + 1) for start, end in self.linear.spans(text[1:-1])[:_MOST_SPANS]]


Pattern = Phrase | Expression


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, compiled. `order` is its place among all rules of its packs."""

    id: str
    category: str
    severity: Severity
    title: str
    mode: Literal["live", "shadow"]
    negation: Literal["keep", "downgrade", "drop"]
    patterns: tuple[Pattern, ...]
    allow: tuple[Phrase, ...]
    order: int


@dataclass(frozen=True, slots=True)
class KeywordReader:
    """Reads keywords the way texts are read, so that both end up in the same words."""

    switches: Switches
    rewrites: Rewrites

    def phrase(self, source: str, *, exact: bool = False) -> Phrase:
        """Return the keyword ready to search with. Raises `GrammarError`."""
        table = fold_table(invisible=self.switches.invisible, homoglyphs=self.switches.homoglyphs)
        folded = source.translate(table)
        if not self.switches.is_literal:
            folded = _PUNCTUATION.sub(" ", _APOSTROPHE.sub("", folded)).replace("'", " ")
        return Phrase(parse(folded, self._split(), exact=exact))

    def _split(self) -> Split:
        return lambda word: self.rewrites.get(word, (word,))


def words_of(phrases: Iterable[Phrase]) -> Iterator[str]:
    """Yield every word the keywords are made of, stars included."""
    for phrase in phrases:
        elements = phrase.keyword.elements
        for place, element in enumerate(elements):
            match element:
                case Words(words):
                    opens = phrase.keyword.opens and place == 0
                    closes = phrase.keyword.closes and place == len(elements) - 1
                    yield from (
                        "*" * opens * (i == 0) + w + "*" * closes * (i == len(words) - 1) for i, w in enumerate(words)
                    )
                case Choice(options, _):
                    yield from (word for option in options for word in option)
                case _:
                    pass


def rewrites(words: Iterable[tuple[str, str]], switches: Switches) -> dict[str, tuple[str, ...]]:
    """Return the packs' abbreviations by canonical token, with what they stand for."""
    table = fold_table(invisible=switches.invisible, homoglyphs=switches.homoglyphs)
    found: dict[str, tuple[str, ...]] = {}
    for short, long in words:
        token = _APOSTROPHE.sub("", short.translate(table)).strip()
        if not token.isalnum():
            raise GrammarError(f"«{short}» is not one word: a rewrite replaces a single word")
        meant = tuple(_PUNCTUATION.sub(" ", _APOSTROPHE.sub("", long.translate(table))).split())
        if not meant or not all(word.isalnum() for word in meant):
            raise GrammarError(f"«{short}» = «{long}»: write plain words on the right")
        found[token] = meant
    return found
