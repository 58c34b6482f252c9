"""No text stops the matcher, and none hides what stands in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.signals import Packs

NEEDLE = "I want to kill myself"


@pytest.mark.parametrize(
    "around",
    [
        "ß" * 50,
        "İ" * 50,
        "\ud800\udfff",
        "\x00\x1b[31m",
        "🙂" * 200,
        "\u202e",
        "a" * 3900,
        "*" * 500,
        "&amp;" * 100,
    ],
    ids=["sharp s", "dotted I", "lone surrogates", "control", "emoji", "right to left", "long", "stars", "entities"],
)
def test_what_stands_beside_hostile_text_is_found_where_it_stands(packs: Packs, around: str) -> None:
    text = f"{around} {NEEDLE} {around}"

    (hit,) = packs.scan(text)

    assert hit.rule == "crisis.ideation"
    assert text[hit.start : hit.end] in NEEDLE
    assert text.index(NEEDLE) <= hit.start


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\ud800", "🙂🙂🙂", "a" * 4000, "((((", "0" * 4000, "\n" * 4000])
def test_nothing_is_found_in_nothing(packs: Packs, text: str) -> None:
    assert packs.scan(text) == ()


def test_a_long_text_is_read_to_its_end(packs: Packs) -> None:
    text = "we read on and on. " * 2105 + NEEDLE

    (hit,) = packs.scan(text)

    assert len(text) > 40_000
    assert text[hit.start : hit.end] in NEEDLE


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_the_same_way_twice_and_hits_lie_inside_it(packs: Packs, text: str) -> None:
    hits = packs.scan(text)

    assert packs.scan(text) == hits
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
