"""Who has no place is told why, and what would be the least to change."""

import pytest

from bot.domain.grouping import Member, Rules, Sizes, Unplaced, Why, propose

FOUR = Rules(Sizes(4, 4))


def people(count: int, **also: object) -> list[Member]:
    return [Member(f"P{number}", **also) for number in range(count)]


def test_whose_hours_meet_too_few_others_is_told_so() -> None:
    lonely = Member("Z", starts=frozenset({300}))

    proposal = propose([*people(4, starts=frozenset({8, 9})), lonely], FOUR)

    assert proposal.unplaced == (Unplaced("Z", Why.HOURS),)
    assert len(proposal.groups) == 1


def test_wishes_that_leave_no_group_are_named_the_fewest_first() -> None:
    shy = Member("Z", avoid=frozenset({"P0", "P1"}))

    proposal = propose([*people(4), shy], Rules(Sizes(4, 5)))

    (one,) = proposal.unplaced
    assert (one.member, one.why, one.wishes) == ("Z", Why.WISHES, (("P0", "Z"),))


def test_a_number_of_people_that_does_not_fit_is_told_with_the_nearest_sizes_that_do() -> None:
    proposal = propose(people(5), FOUR)

    (one,) = proposal.unplaced
    assert (one.why, one.sizes) == (Why.SIZES, Sizes(4, 5))


def test_who_could_be_with_people_that_others_need_more_is_told_so() -> None:
    west, east = frozenset({1, 2}), frozenset({201, 202})
    both = [Member("B0", starts=west | east), Member("B1", starts=west | east)]
    members = [
        *both,
        *(Member(f"W{number}", starts=west) for number in range(2)),
        *(Member(f"E{number}", starts=east) for number in range(2)),
    ]

    proposal = propose(members, Rules(Sizes(3, 3)))
    assert proposal.unplaced == ()

    proposal = propose(members, Rules(Sizes(4, 4)))
    assert len(proposal.groups) == 1
    assert {one.why for one in proposal.unplaced} == {Why.SIZES}
    assert {one.sizes for one in proposal.unplaced} <= {Sizes(3, 4), None}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_people_make_no_group_and_break_nothing(count: int) -> None:
    proposal = propose(people(count), FOUR)

    assert proposal.groups == ()
    assert len(proposal.unplaced) == count
    assert (proposal.worst, proposal.bound_worst) == (0, 0)
