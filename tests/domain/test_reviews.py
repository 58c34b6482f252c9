"""Who reads whom: everybody equally often, nobody by themselves, inside the group; and who takes over."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reviews import Circle, Review, ReviewState, allocate, take_over

DUE = date(2027, 3, 20)
sizes = st.lists(st.integers(0, 8), min_size=1, max_size=6)


def people(counts: list[int]) -> dict[str, list[str]]:
    return {f"g{group}": [f"g{group}p{n}" for n in range(count)] for group, count in enumerate(counts)}


def rows(circle: Circle) -> list[Review]:
    return [Review(f"{a}>{b}", "c", circle.group_id, 1, a, b, DUE) for a, b in circle.pairs()]


@given(sizes, st.integers(1, 4))
def test_everybody_reads_and_is_read_equally_often_and_nobody_reads_their_own(counts: list[int], each: int) -> None:
    allocation = allocate(people(counts), each)

    for circle in allocation.circles:
        pairs = circle.pairs()
        assert len(set(pairs)) == len(pairs)
        assert all(reviewer != author for reviewer, author in pairs)
        assert set(Counter(reviewer for reviewer, _ in pairs).values()) == {circle.each}
        assert Counter(reviewer for reviewer, _ in pairs) == Counter(author for _, author in pairs)
        assert circle.each == min(each, len(circle.people) - 1)


@given(sizes, st.integers(1, 4))
def test_everybody_is_in_one_circle_their_own_groups_unless_they_would_be_alone(counts: list[int], each: int) -> None:
    groups = people(counts)
    allocation = allocate(groups, each)

    placed = [person for circle in allocation.circles for person in circle.people] + list(allocation.left_over)
    assert sorted(placed) == sorted(person for members in groups.values() for person in members)
    assert len(allocation.left_over) == (sum(counts) == 1)
    for circle in allocation.circles:
        own = [person for person in circle.people if person not in circle.guests]
        assert all(person.startswith(circle.group_id) for person in own)
        assert all(len(groups[guest[:2]]) == 1 for guest in circle.guests)


def test_a_group_of_two_reads_one_each_and_says_so() -> None:
    allocation = allocate({"g": ["a", "b"]}, 2)

    assert allocation.circles == (Circle("g", ("a", "b"), 1),)
    assert allocation.short(2) == allocation.circles


def test_people_who_are_alone_everywhere_read_each_other_across_the_cohort() -> None:
    (circle,) = allocate({"g": ["a"], "h": ["b"], "i": []}, 2).circles

    assert (circle.people, circle.guests) == (("a", "b"), ("b",))


@given(st.integers(2, 8), st.integers(1, 3), st.sets(st.integers(0, 23)), st.sets(st.integers(0, 7)))
def test_only_who_wrote_all_of_theirs_takes_over_and_never_their_own_or_the_same_twice(
    count: int, each: int, open_: set[int], away: set[int]
) -> None:
    circle = Circle("g", tuple(f"p{n}" for n in range(count)), min(each, count - 1))
    found = [
        row if number in open_ else replace(row, state=ReviewState.WRITTEN) for number, row in enumerate(rows(circle))
    ]
    absent = {f"p{n}" for n in away}
    moved = take_over(found, absent)

    late = {row.reviewer_id for row in found if row.is_open}
    assert [row for row, _ in moved] == [row for row in found if row.is_open]
    pairs = [(row.reviewer_id, row.author_id) for row in found]
    for row, taker in moved:
        if taker is not None:
            assert taker not in late | absent | {row.author_id}
            pairs.append((taker, row.author_id))
    assert len(set(pairs)) == len(pairs)


def test_what_is_taken_over_goes_to_who_has_least_to_do() -> None:
    circle = Circle("g", ("a", "b", "c", "d", "e"), 2)
    found = [row if row.reviewer_id == "a" else replace(row, state=ReviewState.WRITTEN) for row in rows(circle)]

    assert [(row.author_id, taker) for row, taker in take_over(found)] == [("b", "c"), ("c", "d")]
