"""Everything people read is plain, warm and judges nobody: the wording, the sample's questions, the library."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cohort_file import load_cohort
from bot.domain.plan import Prompt
from bot.prompts import library_of
from bot.samples import sample
from tests.golden.cases import all_cases
from tests.golden.readable import readable
from tests.golden.typed import FRIENDLY

JUDGING = re.compile(
    r"\b((you|they|she|he|who|learner|mentor)s? (have |has )?failed|failures?|lazy|poor(ly)?|your fault"
    r"|bad (job|answer|mentor|learner)|should have|must have known|disappoint\w*|careless|wrong of you|excuses?"
    r"|slacking|falling behind|lagging|underperform\w*|non-?complian\w*|delinquent|inactive (member|learner)s?"
    r"|why did(n't| not) you|you (never|always) (do|did|answer))\b",
    re.IGNORECASE,
)
BELITTLING = re.compile(
    r"\b(simply|obviously|of course you|it's easy|as easy as|trivial|everybody knows|surely you)\b", re.I
)
STIFF = re.compile(
    r"\b(utili[sz]e|leverag\w*|stakeholders?|deliverables?|synerg\w*|hereby|aforementioned|pursuant|facilitate)\b", re.I
)
LOUD = re.compile(r"!!|[A-Z]{4,} [A-Z]{4,}")
SENTENCE = re.compile(r"[^.!?…:\n]+")
MOST_WORDS = 34


def _questions() -> Iterator[tuple[str, str]]:
    sources: dict[str, tuple[Prompt, ...]] = {
        "library": library_of("shipped", Path("cohort.toml")),
        "sample": load_cohort(sample("spring.toml")).plan.prompts,
    }
    for source, prompts in sources.items():
        for each in prompts:
            for text in (each.focus, each.guide, each.practise, each.own_it, each.hint, each.follow_up):
                yield f"{source}: {each.theme}", text


def _wording() -> Iterator[tuple[str, str]]:
    for case in all_cases(FRIENDLY):
        yield case.name, readable(case.shown())


def judged(texts: Iterator[tuple[str, str]]) -> list[str]:
    """Return what judges, belittles, shouts or sounds like an office, with where it stands."""
    return [
        f"{where}: {found.group()}"
        for where, text in texts
        for pattern in (JUDGING, BELITTLING, STIFF, LOUD)
        if (found := pattern.search(text)) is not None
    ]


def long_winded(texts: Iterator[tuple[str, str]]) -> list[str]:
    """Return the sentences that are too long to be read at a glance."""
    return [
        f"{where}: {sentence.strip()}"
        for where, text in texts
        for sentence in SENTENCE.findall(text)
        if len(sentence.split()) > MOST_WORDS
    ]


def test_no_question_judges_anybody_or_takes_a_long_breath() -> None:
    assert judged(_questions()) == []
    assert long_winded(_questions()) == []


def test_no_sentence_of_the_bot_judges_anybody() -> None:
    assert judged(_wording()) == []


@pytest.mark.parametrize(
    "planted",
    [
        "You failed to answer.",
        "You should have written earlier.",
        "It is obviously the first one.",
        "Please utilize the form.",
        "ANSWER QUICKLY please",
    ],
)
def test_a_planted_harsh_sentence_is_found(planted: str) -> None:
    assert judged(iter([("here", planted)]))


def test_a_planted_endless_sentence_is_found() -> None:
    assert long_winded(iter([("here", "word " * 40)]))
