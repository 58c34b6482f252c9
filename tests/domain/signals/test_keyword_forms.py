"""A keyword means what it means in Discord's AutoMod, whose documented examples stand here; then what we add."""

import pytest

from tests.domain.signals.bottle import found, pack

LITERAL = '[normalise]\nboundary = "whitespace"'

DOCUMENTED = [
    ("cat*", ["catch", "Catapult", "CAttLE"], ["location", "wildcat"]),
    ("the mat*", ["the matrix"], ["breathe matter"]),
    ("*cat", ["wildcat", "copyCat"], ["catch", "education"]),
    ("*the mat", ["breathe mat"], ["the matrix"]),
    ("*cat*", ["location", "eduCation", "cat"], ["dog"]),
    ("*the mat*", ["breathe matter", "the matrix"], ["the rat"]),
    ("cat", ["cat", "a Cat sat"], ["catch", "wildcat", "education"]),
    ("the mat", ["on the mat now", "THE MAT"], ["the matrix", "breathe mat"]),
]


@pytest.mark.parametrize("boundary", ["", LITERAL], ids=["alnum", "whitespace"])
@pytest.mark.parametrize(("keyword", "fire", "hold"), DOCUMENTED, ids=[row[0] for row in DOCUMENTED])
def test_automods_examples_hold(keyword: str, fire: list[str], hold: list[str], boundary: str) -> None:
    packs = pack(keyword, before=boundary)

    assert [text for text in fire if not packs.scan(text)] == []
    assert [text for text in hold if packs.scan(text)] == []


@pytest.mark.parametrize("text", ["(cat)", "cat!", "«cat»", "cat,dog", "cat\ndog", "**cat**", "a/cat/b"])
def test_anything_but_a_letter_or_digit_ends_a_word(text: str) -> None:
    assert pack("cat").scan(text)


def test_discords_literal_rule_ends_words_at_white_space_only() -> None:
    packs = pack("cat", before=LITERAL)

    assert packs.scan("a cat sat")
    assert not packs.scan("(cat)")
    assert not packs.scan("c a t")


@pytest.mark.parametrize(
    ("keyword", "fire", "hold"),
    [
        ("stress* about", ["stressing about it", "stress about it"], ["stressing over", "distress about"]),
        ("(red|blue) car", ["a red car", "the blue car"], ["a green car", "red"]),
        ("(very)? tired", ["very tired", "so tired"], ["tire"]),
        ("(want|need) to (go_home|leave)", ["I want to go home", "need to leave"], ["want to go", "want to home"]),
        ("end ~1 life", ["end life", "end my life"], ["end my whole life"]),
        ("one ~5 two", ["one a b c d e two"], ["one a b c d e f two", "two one"]),
    ],
)
def test_stars_groups_and_gaps(keyword: str, fire: list[str], hold: list[str]) -> None:
    packs = pack(keyword)

    assert [text for text in fire if not packs.scan(text)] == []
    assert [text for text in hold if packs.scan(text)] == []


def test_a_hit_is_reported_where_it_stands_in_the_message_as_written() -> None:
    text = "Honestly\u200b… **ＳＡＤ** c\u0327at, <b>here</b>"

    assert found(pack("sad cat"), text) == ["ＳＡＤ** c\u0327at"]
