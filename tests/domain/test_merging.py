"""Groups that shrink or go quiet: the merge in which the fewest people move."""

import random

from bot.domain.members import Group
from bot.domain.merging import Circle, advised
from bot.domain.plan import GroupSize

SIZE = GroupSize(3, 6)


def circle(name: str, people: int, messages: int = 5) -> Circle:
    group = Group(name, "c", name, name.title(), "UTC")
    return Circle(group, frozenset(f"{name}{n}" for n in range(people)), messages)


def test_a_group_below_the_least_size_is_merged_so_that_the_fewest_move() -> None:
    advice = advised([circle("a", 4), circle("b", 2), circle("c", 5)], SIZE)

    (merge,) = advice.merges
    assert (merge.leaving.group.id, merge.staying.group.id, merge.moves) == ("b", "a", 2)
    assert advice.alone == ()


def test_a_quiet_group_is_looked_at_only_where_others_write() -> None:
    quiet, lively = circle("a", 3, 0), circle("b", 3)

    assert [merge.leaving.group.id for merge in advised([quiet, lively], SIZE).merges] == ["a"]
    assert advised([quiet, circle("b", 3, 0)], SIZE).merges == ()


def test_a_smaller_group_moves_into_the_quiet_one() -> None:
    (merge,) = advised([circle("a", 4, 0), circle("b", 2), circle("c", 6)], SIZE).merges

    assert (merge.leaving.group.id, merge.staying.group.id) == ("b", "a")


def test_where_no_group_has_room_somebody_else_has_to_help() -> None:
    advice = advised([circle("a", 2), circle("b", 6)], SIZE)

    assert advice.merges == ()
    assert [one.group.id for one in advice.alone] == ["a"]


def test_an_empty_group_and_large_enough_ones_are_left_alone() -> None:
    assert advised([circle("a", 0, 0), circle("b", 3), circle("c", 4)], SIZE).merges == ()


def test_no_merge_moves_more_people_than_any_other_would() -> None:
    rng = random.Random(5)
    for _ in range(300):
        every = [circle(f"g{n}", rng.randint(0, 6), rng.randint(0, 1)) for n in range(rng.randint(2, 5))]
        advice = advised(every, SIZE)
        for merge in advice.merges[:1]:
            needy = min((merge.leaving, merge.staying), key=lambda one: (len(one.members), one.group.handle))
            others = [one for one in every if one is not needy and one.members]
            fits = [one for one in others if len(one.members) + len(needy.members) <= SIZE.max]
            assert merge.moves == min(min(len(one.members), len(needy.members)) for one in fits)
        moved = [id for merge in advice.merges for id in (merge.leaving.group.id, merge.staying.group.id)]
        assert len(moved) == len(set(moved))
