"""What people have in common is found among the words they share, whoever they are."""

import pytest

from bot.domain.introductions import Shared, alone, in_common


@pytest.mark.parametrize(
    ("words", "together", "by_themselves"),
    [
        ({}, (), ()),
        ({"a": {"x"}}, (), ("a",)),
        ({"a": {"x"}, "b": {"x", "y"}}, (Shared("x", ("a", "b")),), ()),
        (
            {"a": {"x", "y"}, "b": {"y"}, "c": {"x", "y"}, "d": {"z"}, "e": set()},
            (Shared("y", ("a", "b", "c")), Shared("x", ("a", "c"))),
            ("d",),
        ),
    ],
)
def test_a_word_of_two_people_brings_them_together(
    words: dict[str, set[str]], together: tuple[Shared, ...], by_themselves: tuple[str, ...]
) -> None:
    frozen = {member_id: frozenset(theirs) for member_id, theirs in words.items()}

    assert in_common(frozen) == together
    assert alone(frozen) == by_themselves
