"""Nothing with fewer than five people behind it can be worked out, from however many reports, in whatever order."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.disclosure import ENOUGH, Answers, Ledger, hidden, tellable
from tests.domain.surveys.attackers import gives_away, works_out


def people(prefix: str, number: int) -> Answers:
    return frozenset(f"{prefix}{n}" for n in range(number))


def cells(**sizes: int) -> dict[str, Answers]:
    return {name: people(name, size) for name, size in sizes.items()}


def everybody(groups: dict[str, Answers]) -> Answers:
    return frozenset().union(*groups.values())


def test_the_attackers_of_these_tests_find_a_planted_leak() -> None:
    whole, without_one = people("a", 8), people("a", 7)

    assert frozenset({"a7"}) in works_out((whole, without_one))
    assert gives_away((whole, without_one))
    assert not gives_away((whole, people("a", 3) | people("b", 5)), few=3)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"baobab": 5, "cedar": 4, "dogwood": 3, "elm": 2}, {"cedar", "dogwood", "elm"}),
        ({"a": 5, "b": 6, "c": 7}, set()),
        ({"a": 4, "b": 6, "c": 7}, {"a", "b"}),
        ({"a": 1, "b": 2, "c": 7}, {"a", "b", "c"}),
        ({"a": 0, "b": 5}, {"a", "b"}),
        ({"a": 2, "b": 3, "c": 9}, {"a", "b"}),
        ({"a": 12}, set()),
        ({"a": 4}, {"a"}),
    ],
)
def test_hidden_are_none_or_at_least_two_with_together_five_answers(sizes: dict[str, int], expected: set[str]) -> None:
    assert hidden(cells(**sizes)) == expected


def test_the_pulse_of_week_four_shows_the_cohort_and_baobab_and_hides_three_groups() -> None:
    groups = cells(baobab=5, cedar=4, dogwood=3, elm=2)

    told = tellable(groups, everybody(groups))

    assert [len(answers) for answers in told] == [14, 5]
    assert told[1] == groups["baobab"]


def test_people_in_no_group_are_hidden_by_their_nature() -> None:
    groups = cells(a=6, b=7)
    all_of_them = everybody(groups) | {"alone"}

    told = tellable(groups, all_of_them)

    assert told == (all_of_them, groups["b"])


def test_too_few_answers_are_not_told_at_all() -> None:
    assert tellable(cells(a=2, b=2), everybody(cells(a=2, b=2))) == ()


def test_a_late_answer_waits_until_five_have_come() -> None:
    ledger = Ledger().telling(people("a", 8))

    assert not ledger.may_tell(people("a", 9))
    assert not ledger.may_tell(people("a", 12))
    assert ledger.may_tell(people("a", 13))


_GROUPS = st.lists(st.integers(0, 9), min_size=1, max_size=6)


@given(_GROUPS, st.integers(0, 3))
def test_no_report_of_any_cohort_gives_fewer_than_five_away(sizes: list[int], alone: int) -> None:
    groups = {f"g{n}": people(f"g{n}-", size) for n, size in enumerate(sizes)}
    told = tellable(groups, everybody(groups) | people("alone", alone))

    assert min((len(made) for made in works_out(told)), default=ENOUGH) >= ENOUGH
    kept = hidden(groups, people("alone", alone))
    assert not kept or not told or len(kept) + bool(alone) >= 2 or len(groups) == 1
    if told and kept:
        assert sum(len(groups[name]) for name in kept) + alone >= ENOUGH


_CUTS = st.lists(st.frozensets(st.sampled_from([f"p{n}" for n in range(14)]), min_size=1), min_size=1, max_size=8)


@settings(deadline=None)
@given(_CUTS)
def test_no_sequence_of_reports_in_any_cut_gives_fewer_than_five_away(reports: list[Answers]) -> None:
    ledger = Ledger()
    for answers in reports:
        ledger = ledger.telling(answers) if ledger.may_tell(answers) else ledger

    assert min((len(made) for made in works_out(ledger.told)), default=ENOUGH) >= ENOUGH


@settings(deadline=None, max_examples=15)
@given(st.lists(st.frozensets(st.sampled_from([f"p{n}" for n in range(11)]), min_size=5), min_size=2, max_size=5))
def test_not_even_sums_of_multiples_give_fewer_than_five_away(reports: list[Answers]) -> None:
    ledger = Ledger()
    for answers in reports:
        ledger = ledger.telling(answers) if ledger.may_tell(answers) else ledger

    assert not gives_away(ledger.told)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6))
def test_late_answers_come_out_only_in_blocks_of_five(arriving: list[int]) -> None:
    ledger, so_far = Ledger(), 0
    for more in arriving:
        so_far += more
        if ledger.may_tell(people("p", so_far)):
            ledger = ledger.telling(people("p", so_far))

    steps = [0, *(len(told) for told in ledger.told)]
    assert all(after - before >= ENOUGH for before, after in pairwise(steps))


def test_what_must_not_be_told_cannot_be_told() -> None:
    with pytest.raises(ValueError, match="must not be told"):
        Ledger().telling(people("a", 4))
