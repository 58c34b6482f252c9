"""Other ways to look for phrases in a message, all with word boundaries.

`red` is what the filter of Red-DiscordBot does: one alternation, case ignored, on the message as it was written. The
others look into the canonical text, and making that is part of what they do.
"""

import re
from collections.abc import Callable, Sequence

import ahocorasick
import hyperscan

from bot.domain.signals.fold import fold_table

Scanner = Callable[[str], object]


def red(phrases: Sequence[str]) -> Scanner:
    """Return Red's filter."""
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in phrases), flags=re.IGNORECASE)
    return lambda text: set(pattern.findall(text))


def alternation(phrases: Sequence[str]) -> Scanner:
    """Return `re` at its best: the boundary is looked at once, and case is folded before."""
    pattern, table = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b"), fold_table()
    return lambda text: pattern.findall(text.translate(table))


def automaton(phrases: Sequence[str]) -> Scanner:
    """Return pyahocorasick with a look at what stands before and behind a hit."""
    found, table = ahocorasick.Automaton(), fold_table()
    for phrase in phrases:
        found.add_word(phrase, len(phrase))
    found.make_automaton()

    def scan(text: str) -> list[int]:
        folded = f" {text.translate(table)} "
        return [
            end
            for end, length in found.iter(folded)
            if not folded[end + 1].isalnum() and not folded[end - length].isalnum()
        ]

    return scan


def vector(phrases: Sequence[str]) -> Scanner:
    """Return hyperscan, all phrases in one database."""
    database, table = hyperscan.Database(), fold_table()
    expressions = [rf"\b{re.escape(phrase)}\b".encode() for phrase in phrases]
    flags = [hyperscan.HS_FLAG_SINGLEMATCH] * len(expressions)
    database.compile(expressions=expressions, ids=list(range(len(expressions))), elements=len(expressions), flags=flags)
    scratch = hyperscan.Scratch(database)

    def scan(text: str) -> list[int]:
        hits: list[int] = []
        content = text.translate(table).encode(errors="replace")
        database.scan(content, match_event_handler=lambda number, *_: hits.append(number), scratch=scratch)
        return hits

    return scan
