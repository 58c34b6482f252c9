"""Chat messages to scan: other people's where `KITH_CHAT_DATA` names the folder, else drawn from our own packs."""

import json
import os
import random
from pathlib import Path

from bot.domain.signals import shipped
from bot.domain.signals.grammar import Choice, Element, Words
from bot.domain.signals.rule import Phrase

FOLDER = os.environ.get("KITH_CHAT_DATA", "")
_WORDS = " ".join(
    (
        "the a it is and to of in that you for on with have this not be at what can my so do but if just was like",
        "get file error week module python chart draft session thanks group works running install question answer",
        "time data tomorrow maybe really good morning anyone tried same problem here again because version update",
        "server link page",
    )
).split()
_ODD = ("https://example.org/a?b=1", "`x = 3`", "2.0", ":)", "24/7", "don't", "*really*", "naïve", "C++", "#help")
_BEFORE = ("I have been thinking:", "honestly,", "", "sorry but", "today")


def ordinary(count: int) -> list[str]:
    """Return that many ordinary messages, the same ones every time."""
    chance = random.Random(2027)
    if FOLDER:
        files = sorted(Path(FOLDER).glob("ordinary_*.jsonl"))
        lines = [line for file in files for line in file.read_text(encoding="utf-8").split("\n") if line]
        return [json.loads(line)["text"] for line in chance.sample(lines, min(count, len(lines)))]
    return [_drawn(chance) for _ in range(count)]


def alarming(count: int) -> list[str]:
    """Return messages that say what our packs look for, in ordinary surroundings."""
    chance = random.Random(2028)
    phrases = [pattern.keyword for rule in shipped().rules for pattern in rule.patterns if isinstance(pattern, Phrase)]
    return [f"{chance.choice(_BEFORE)} {_said(chance.choice(phrases).elements, chance)}" for _ in range(count)]


def phrases(count: int) -> list[str]:
    """Return that many phrases of two to four made-up but pronounceable words: what an operator might list."""
    chance = random.Random(count)
    found: dict[str, None] = {}
    while len(found) < count:
        found[" ".join(_made_up(chance) for _ in range(chance.randint(2, 4)))] = None
    return list(found)


def _drawn(chance: random.Random) -> str:
    words = [chance.choice(_WORDS) for _ in range(chance.randint(2, 24))]
    if chance.random() < 0.3:
        words.insert(chance.randrange(len(words)), chance.choice(_ODD))
    return " ".join(words).capitalize()


def _said(elements: tuple[Element, ...], chance: random.Random) -> str:
    words: list[str] = []
    for element in elements:
        match element:
            case Words(some):
                words += some
            case Choice(options):
                words += chance.choice(options)
    return " ".join(words).replace("*", "s")


def _made_up(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
