"""Packs are data: what would make them slow, huge or clever is refused before anything is used."""

import pytest

from bot.domain.signals import PackError, PackSource, load_packs
from bot.domain.signals.schema import MAX_BYTES
from tests.domain.signals.bottle import HEAD, pack


def _scanned(source: PackSource, text: str) -> object:
    try:
        return load_packs([source]).scan(text)
    except PackError:
        return "refused"


RULE = '[[rule]]\nid = "crisis.test"\ncategory = "crisis"\nseverity = "high"\n'


@pytest.mark.parametrize(
    "regex", ["(?=sad) cat", "(?<!a)sad", r"(sad) \1", "(?P<x>sad)(?P=x)", "sad" * 100, "(", "(?>a+)b"]
)
def test_an_expression_outside_the_linear_subset_is_refused(regex: str) -> None:
    with pytest.raises(PackError):
        load_packs([PackSource("p.toml", f"{HEAD}{RULE}regex = ['{regex}']\n")])


@pytest.mark.parametrize("regex", ["(a+)+b", "(a|aa)+b", "(a*)*b", "([a-z]+)*9"])
def test_an_expression_that_would_take_for_ever_elsewhere_is_refused_or_takes_no_time(regex: str) -> None:
    source = PackSource("p.toml", f"{HEAD}{RULE}regex = ['{regex}']\n")

    found = _scanned(source, "a" * 4_000)

    assert found in ("refused", ())  # backtracking would need longer than the sun has


def test_a_pack_of_more_than_a_megabyte_is_refused_unread() -> None:
    with pytest.raises(PackError, match="at most"):
        load_packs([PackSource("p.toml", HEAD + "# " + "x" * MAX_BYTES)])


def test_a_pattern_that_looks_like_code_or_a_format_is_text() -> None:
    packs = pack("{0.__class__} sad cat", "sad {name} cat")

    assert [hit.rule for hit in packs.scan("a sad name cat")] == ["crisis.test"]


@pytest.mark.parametrize("line", ['exec = "rm"', 'match = "sad"', "match = [1]", 'severity = "worst"'])
def test_an_unknown_key_or_a_value_of_another_kind_is_refused(line: str) -> None:
    with pytest.raises(PackError):
        load_packs([PackSource("p.toml", f"{HEAD}{RULE}{line}\n")])
