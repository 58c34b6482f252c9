"""More people than can all be tried: rules hold, bounds are true, the same seed gives the same groups."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.grouping import Member, Proposal, Rules, Sizes, Stages, propose
from bot.domain.grouping.bounding import generate, mean_bound, worst_bound
from bot.domain.grouping.building import first_draft
from bot.domain.grouping.pool import Pool
from bot.domain.grouping.pricing import reach
from bot.domain.grouping.stretches import every_choice
from bot.domain.grouping.table import tabulate
from tests.domain.grouping import naive
from tests.domain.grouping.people import cohort


def check(proposal: Proposal, members: list[Member], rules: Rules) -> None:
    """Every rule, counted anew from the people themselves."""
    by_id = {one.id: one for one in members}
    assert proposal.violations == ()
    for group in proposal.groups:
        assert naive.may_be([by_id[id] for id in group.members], rules)
    placed = [id for group in proposal.groups for id in group.members]
    assert sorted([*placed, *(one.member for one in proposal.unplaced)]) == sorted(by_id)
    assert proposal.worst == min(group.points for group in proposal.groups)
    assert proposal.worst <= proposal.bound_worst
    assert proposal.mean <= proposal.bound_mean


@settings(deadline=None, max_examples=3)
@given(seed=st.integers(0, 10_000), stages=st.sampled_from(list(Stages)), avoiding=st.sampled_from([0.0, 0.3, 0.9]))
def test_no_rule_is_ever_broken_and_nobody_is_forgotten(seed: int, stages: Stages, avoiding: float) -> None:
    members, rules = cohort(20, seed, avoiding=avoiding), Rules(Sizes(4, 5), stages)

    check(propose(members, rules), members, rules)


@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10_000), rules=st.builds(Rules, st.just(Sizes(2, 3)), st.sampled_from(list(Stages))))
def test_bounds_from_prices_are_never_below_what_is_possible(seed: int, rules: Rules) -> None:
    members = cohort(7, seed, avoiding=0.6)
    placed, worst, _, most = naive.best(members, rules)
    table = tabulate(members, rules)
    every = every_choice(table)
    near, pool = reach(table, every), Pool(table)
    pool.add(first_draft(table).groups)

    assert worst_bound(near, placed) >= worst - 1e-6
    assert mean_bound(near, rules.sizes, placed) >= most - 1e-6
    if len(pool) and placed == sum(len(group) for group in first_draft(table).groups):
        assert generate(table, every, pool, placed) >= most - 1e-6


def test_forty_people_come_near_to_the_bound_and_everybody_has_a_place() -> None:
    members, rules = cohort(40, 1, avoiding=0.2), Rules()

    proposal = propose(members, rules)

    check(proposal, members, rules)
    assert proposal.unplaced == ()
    assert proposal.mean >= 0.9 * proposal.bound_mean


def test_three_hundred_and_more_people_keep_the_rules_too() -> None:
    members, rules = cohort(310, 2, hours=60), Rules(Sizes(3, 6))

    check(propose(members, rules), members, rules)


@pytest.mark.parametrize("count", [10, 22])
def test_the_order_of_people_changes_nothing_and_a_seed_gives_the_same_groups(count: int) -> None:
    members = cohort(count, 3)
    shuffled = random.Random(1).sample(members, count)

    assert propose(members, Rules(), seed=5) == propose(shuffled, Rules(), seed=5)


def test_a_group_that_only_writes_needs_no_common_hour() -> None:
    members = [Member(f"P{number}", starts=frozenset({number * 20})) for number in range(4)]

    assert propose(members, Rules()).groups == ()
    (group,) = propose(members, Rules(meets=False)).groups
    assert group.members == ("P0", "P1", "P2", "P3")
    assert group.meets is None


def test_groups_between_which_nobody_can_be_exchanged_stay_as_they_are() -> None:
    members = [Member(f"P{number}", starts=frozenset({number // 4 * 100})) for number in range(8)]

    assert [group.members for group in propose(members, Rules(Sizes(4, 4))).groups] == [
        ("P0", "P1", "P2", "P3"),
        ("P4", "P5", "P6", "P7"),
    ]
