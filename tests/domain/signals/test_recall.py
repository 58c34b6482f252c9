"""How much of what people in distress write is found: sentences of our own, plain, misspelled, in slang, sideways.

The figures are those of the design for the first two kinds. The lists are examples, not the measure that decides: that
is made on other people's messages, kept apart. No keyword was written with the sentences in `aside` before the eyes;
their shares are what the packs reached there, lower because half of them avoid every obvious word.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.signals import Hit, Packs, Severity

SAID = Path(__file__).parent / "said"

Found = Callable[[Hit], bool]


def _is_grave(category: str) -> Found:
    return lambda hit: hit.category == category and hit.severity >= Severity.HIGH


KINDS: dict[str, tuple[Found, float]] = {
    "explicit": (_is_grave("crisis"), 0.88),
    "passive": (lambda hit: hit.category == "crisis", 0.65),
    "other": (_is_grave("crisis"), 0.88),
    "disclosure": (_is_grave("harassment"), 0.88),
    "struggling": (lambda hit: hit.category in ("struggling", "crisis"), 0.8),
}
"""What counts as found, and the least share of it."""
ASIDE: dict[str, tuple[Found, float]] = {
    "explicit": (_is_grave("crisis"), 0.78),
    "passive": (lambda hit: hit.category == "crisis", 0.88),
    "other": (_is_grave("crisis"), 0.93),
    "threat": (lambda hit: hit.category == "harassment", 0.91),
    "struggling": (lambda hit: hit.category in ("struggling", "crisis"), 0.95),
    "posts_explicit": (_is_grave("crisis"), 0.92),
    "posts_passive": (lambda hit: hit.category == "crisis", 0.97),
    "third_explicit": (_is_grave("crisis"), 0.63),
    "third_passive": (lambda hit: hit.category == "crisis", 0.75),
    "third_other": (_is_grave("crisis"), 0.36),
    "fourth_explicit": (_is_grave("crisis"), 0.6),
    "fourth_passive": (lambda hit: hit.category == "crisis", 0.51),
}
"""The same of sentences kept aside; `posts` are in the manner of short public ones, half of them with a plain word.

`third` and `fourth` are by two hands that never saw the packs and nearly always avoid a plain word.
"""
MOST_FALSE = {
    "ordinary": 0.08,
    "posts_ordinary": 0.15,
    "third_ordinary": 0.08,
    "fourth_ordinary": 0.07,
    "fourth_sad": 0.0,
}
"""Of ordinary sentences kept aside, each with an alarming word in it: idioms, denials, quotations, lessons."""


def said(kind: str) -> list[str]:
    return (SAID / f"{kind}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_write_in_distress_is_found(packs: Packs, kind: str) -> None:
    is_found, least = KINDS[kind]
    sentences = said(kind)

    missed = [text for text in sentences if not any(map(is_found, packs.scan(text)))]

    assert len(missed) <= (1 - least) * len(sentences), missed


@pytest.mark.parametrize("kind", ASIDE)
def test_what_no_keyword_was_written_for_is_found_too(packs: Packs, kind: str) -> None:
    is_found, least = ASIDE[kind]
    sentences = said(f"aside/{kind}")

    found = [text for text in sentences if any(map(is_found, packs.scan(text)))]

    assert len(found) >= least * len(sentences)


@pytest.mark.parametrize("kind", MOST_FALSE)
def test_few_ordinary_sentences_kept_aside_alarm_anybody(packs: Packs, kind: str) -> None:
    sentences = said(f"aside/{kind}")

    alarming = [text for text in sentences if any(hit.severity >= Severity.HIGH for hit in packs.scan(text))]

    assert len(alarming) <= MOST_FALSE[kind] * len(sentences)


def test_ordinary_sentences_with_such_words_alarm_nobody(packs: Packs) -> None:
    alarming = {
        text: [hit.rule for hit in packs.scan(text) if hit.severity >= Severity.HIGH] for text in said("ordinary")
    }

    assert {text: rules for text, rules in alarming.items() if rules} == {}


def test_whoever_struggles_with_the_course_is_not_taken_for_somebody_in_danger(packs: Packs) -> None:
    grave = [text for text in said("struggling") if any(hit.severity >= Severity.HIGH for hit in packs.scan(text))]

    assert grave == []
