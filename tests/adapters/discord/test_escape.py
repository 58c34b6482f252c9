"""What people typed stands for itself on Discord."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.escape import label, line, literal, rich
from bot.markup import clean, plain, quoted

TYPED = st.text(st.characters() | st.sampled_from(list("\\*_~`|[]()<>#@-:/. \n")), max_size=80)
MARKUP = re.compile(r"(?<!\\)(?:\\\\)*([*_~`|\[\]])")


def shown(escaped: str) -> str:
    """Read an escaped text as Discord's client does."""
    return re.sub(r"\\([\\*_~`|\[\]<>#-])", r"\1", re.sub(r"<(https?://[^>]+)>", r"\1", escaped)).replace(
        "@\u200b", "@"
    )


@given(TYPED)
def test_whatever_is_typed_is_shown_as_it_was_typed(text: str) -> None:
    if "\u200b" in text or "http" in text:
        return
    assert shown(literal(text)) == clean(text)


@given(TYPED)
def test_nothing_typed_is_markup(text: str) -> None:
    outside_addresses = re.sub(r"<https?://[^>]+>", "", literal(text))

    assert not MARKUP.search(outside_addresses)
    assert not re.search(r"^\s*-?#", outside_addresses, re.MULTILINE)


@given(TYPED)
def test_what_the_core_quotes_comes_through_unchanged(text: str) -> None:
    kept = quoted(text)

    assert rich(kept, {}) == literal(plain(kept))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("@everyone and @HERE", "@\u200beveryone and @\u200bHERE"),
        ("<@1> <@&2> <#3> </peer:4>", "\\<@1\\> \\<@&2\\> \\<#3\\> \\</peer:4\\>"),
        ("[free](https://evil.example)", "\\[free\\](<https://evil.example>)"),
        ("`````", "\\`\\`\\`\\`\\`"),
        ("# big\n-# small\n > quote", "\\# big\n\\-# small\n \\> quote"),
        ("||spoiler|| ~~gone~~", "\\|\\|spoiler\\|\\| \\~\\~gone\\~\\~"),
        ("see https://example.org/a_b?c=*, or ask", "see <https://example.org/a_b?c=>\\*, or ask"),
        ("back\u202ewards\x00", "backwards"),
        ("- a list stays one\n1. so does this", "- a list stays one\n1. so does this"),
    ],
)
def test_hostile_text(typed: str, written: str) -> None:
    assert literal(typed) == written


@pytest.mark.parametrize(
    ("written", "shown_as"),
    [
        ("**bold** and _slanted_ and `code_here`", "**bold** and _slanted_ and `code_here`"),
        ("**a\\*b**", "**a\\*b**"),
        ("[a line](https://example.org/x)", "a line (<https://example.org/x>)"),
        ("by <t:1772442000>", "by <t:1772442000:F>"),
        ("> said\nthen", "> said\nthen"),
        ("\\> said", "\\> said"),
        ("<@nobody>", "somebody"),
        ("\ue000x", "x"),
    ],
)
def test_what_the_core_marks_up_stays_marked_up(written: str, shown_as: str) -> None:
    assert rich(written, {}) == shown_as


def test_places_without_markup_get_one_line_that_fits() -> None:
    assert label("a\nb\u202e  c", 10) == "a b c"
    assert label("abcdefghij", 5) == "abcd…"
    assert line("a\n# b*") == "a # b\\*"
