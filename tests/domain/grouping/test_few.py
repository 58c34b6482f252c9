"""Few people: the proposal is the best there is, checked against trying everything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.grouping import Rules, Sizes, Stages, propose
from tests.domain.grouping import naive
from tests.domain.grouping.people import cohort

RULES = st.builds(Rules, st.sampled_from([Sizes(2, 3), Sizes(3, 4), Sizes(3, 3)]), st.sampled_from(list(Stages)))


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10_000), rules=RULES, count=st.integers(3, 7))
def test_no_other_groups_are_better_and_the_bounds_say_so(seed: int, rules: Rules, count: int) -> None:
    members = cohort(count, seed)

    proposal = propose(members, rules)

    placed, worst, mean, most = naive.best(members, rules)
    assert len(members) - len(proposal.unplaced) == placed
    assert (proposal.worst, proposal.mean) == (pytest.approx(worst, abs=0.006), pytest.approx(mean, abs=0.006))
    assert proposal.bound_worst == proposal.worst
    assert proposal.bound_mean >= most - 0.006


@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 10_000), stages=st.sampled_from(list(Stages)))
def test_every_criterion_counts_what_it_says(seed: int, stages: Stages) -> None:
    members, rules = cohort(9, seed), Rules(Sizes(2, 4), stages)
    by_id = {one.id: one for one in members}

    for group in propose(members, rules).groups:
        expected = naive.points([by_id[id] for id in group.members], rules, members)
        assert group.criteria == {c: pytest.approx(value, abs=0.006) for c, value in expected.items()}
        assert group.points == pytest.approx(sum(expected.values()), abs=0.006)
