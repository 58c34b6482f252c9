"""The look that spares most messages the whole reading must never spare one that says something."""

import random
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.signals import Packs, PackSource, Rulebook, load_packs, matcher
from bot.domain.signals.decision import Finding
from bot.domain.signals.grammar import Choice, Element, Gap, Words
from bot.domain.signals.rule import Phrase

PACKS = Rulebook().packs()
KEYWORDS = [pattern.keyword for rule in PACKS.rules for pattern in rule.patterns if isinstance(pattern, Phrase)]
FILLERS = ("well", "this week", "really", "the app still does nothing.", "24/7", "ok", "extraordinarily")
SHORTER = {"going to": "gonna", "want to": "wanna", "i am": "im", "do not": "dont", "can not": "cant", " to ": " 2 "}
LEET = str.maketrans("aeiolst", "43101$7")


def said(elements: Sequence[Element], chance: random.Random) -> Iterator[str]:
    for element in elements:
        match element:
            case Words(words):
                yield from words
            case Choice(options, is_optional):
                yield from chance.choice([*options, ()] if is_optional else options)
            case Gap(most):
                yield from (chance.choice(FILLERS[:3]) for _ in range(chance.randint(0, most)))


def disguised(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    match chance.randrange(10):
        case 0:
            return word.translate(LEET)
        case 1:
            return word[:at] + word[at] * chance.randint(2, 4) + word[at + 1 :]
        case 2:
            return chance.choice((" ", ".", "-")).join(word)
        case 3:
            return word[:at] + "*" + word[at + 1 :]
        case 4:
            return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        case 5:
            return word[:at] + "\u200b" + word[at:].upper()
        case _:
            return word


def message(seed: int) -> str:
    """Write a keyword the way somebody might who does not want to be read by a machine."""
    chance = random.Random(seed)
    keyword = chance.choice(KEYWORDS)
    text = f" {' '.join(said(keyword.elements, chance)).replace('*', 's')} "
    for long, short in SHORTER.items():
        text = text.replace(long, short) if chance.random() < 0.3 else text
    words = [disguised(word, chance) if chance.random() < 0.4 else word for word in text.split()]
    joined = "".join(word + chance.choice((" ", " ", " ", "", ". ")) for word in words)
    return f"{chance.choice(FILLERS)} {joined} {chance.choice(FILLERS)}"


def whole(packs: Packs, text: str) -> list[Finding]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "WORK", 10**9)  # else the slow way stops half-way through
        return packs.findings(text, prefilter=False)


@given(st.integers(0))
@settings(max_examples=150, deadline=None)
def test_a_disguised_keyword_is_found_as_if_every_pattern_were_tried_on_every_reading(seed: int) -> None:
    text = message(seed)

    assert PACKS.findings(text) == whole(PACKS, text)


@pytest.mark.parametrize("text", ["i want to kiill myself", "I waant to die", "i want to diie", "k!ll myselff tonight"])
def test_a_letter_written_twice_hides_nothing(text: str) -> None:
    assert PACKS.scan(text)
    assert PACKS.findings(text) == whole(PACKS, text)


@pytest.mark.parametrize("text", ["I use **bold** text and #1044", "a 3rd typo: teh beta", "Hello!!! 2.0 is out"])
def test_ordinary_stars_digits_and_typos_need_no_whole_reading(text: str) -> None:
    assert PACKS.findings(text) == whole(PACKS, text) == []


def test_a_keyword_with_more_spellings_than_can_be_kept_is_tried_on_every_text() -> None:
    numbers = range(12)
    words = "\n".join(f'{letter}{letter}{number} = "word{number}"' for number in numbers for letter in "abcd")
    phrase = " ".join(f"word{number}" for number in numbers)
    pack = f"""
format = 1
[pack]
id = "many"
lang = "en"
version = "1"
licence = ""
reviewed_by = ""
[normalise.words]
{words}
[[category]]
id = "many"
title = "Many"
route = "many"
learner_reply = ""
[[rule]]
id = "many.rule"
category = "many"
severity = "normal"
title = "Many"
match = ["{phrase}"]
"""
    packs = load_packs([PackSource("many.toml", pack.encode())])

    assert packs.scan(" ".join(f"{'abcd'[number % 4] * 2}{number}" for number in numbers))


@given(st.integers(0), st.integers(0), st.integers(0, 200))
@settings(max_examples=100, deadline=None)
def test_words_split_over_two_messages_are_found_as_if_every_pattern_were_tried(
    seed: int, other: int, cut: int
) -> None:
    text = message(seed)
    before, after = text[:cut], text[cut:] or message(other)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "WORK", 10**9)
        slowly = PACKS.findings(after, previous=[before], prefilter=False)
    assert PACKS.findings(after, previous=[before]) == slowly
