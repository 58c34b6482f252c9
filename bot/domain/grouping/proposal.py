"""A proposal: groups with what they have in common, who is in none and why, and how good groups could be at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from bot.domain.grouping.building import first_draft
from bot.domain.grouping.draft import NOWHERE
from bot.domain.grouping.people import Member
from bot.domain.grouping.reasons import Unplaced, why
from bot.domain.grouping.rules import Rules
from bot.domain.grouping.scoring import Criterion, Table, together, values
from bot.domain.grouping.searching import Found, searched
from bot.domain.grouping.stretches import Choices, every_choice
from bot.domain.grouping.table import tabulate

TRIED = 4
"""Other sizes that are tried when somebody finds no place."""


@dataclass(frozen=True, slots=True)
class Group:
    """People together. `points` are 0 to 100, `criteria` add up to them but for rounding.

    `meets` is a quarter of a week (UTC, Monday 00:00 is 0) in which all can begin; None when nobody told their hours.
    """

    members: tuple[str, ...]
    points: float
    criteria: dict[Criterion, float]
    meets: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Groups, the worst first. No groups that place as many people have a worst or a mean beyond the bounds.

    `violations` are the hard rules a group breaks, looked for apart from what forms groups: there should be none.
    """

    groups: tuple[Group, ...]
    unplaced: tuple[Unplaced, ...]
    worst: float
    mean: float
    bound_worst: float
    bound_mean: float
    violations: tuple[str, ...]


def propose(members: Sequence[Member], rules: Rules, seed: int = 0) -> Proposal:
    """Propose groups: as many people placed as can be, then the worst group as good as can be, then the mean.

    The same people, rules and seed have the same outcome, whatever the order of people.
    """
    table = tabulate(members, rules)
    every = every_choice(table)
    could = sorted({int(one) for choices in every for one in choices.people})
    part = table.of(could)
    found = searched(part, every if len(could) == len(table.members) else every_choice(part), seed)
    groups = [[could[one] for one in group] for group in found.groups]
    return _proposal(table, every, groups, found)


def judged(members: Sequence[Member], rules: Rules, groups: Sequence[Sequence[str]]) -> tuple[Group, ...]:
    """Return given groups, of ids, with what they have in common, in their order; how a person's edit is explained."""
    table = tabulate(members, rules)
    columns = {one.id: column for column, one in enumerate(table.members)}
    given = [[columns[id] for id in group] for group in groups]
    return tuple(_group(table, people, _points(table, people)) for people in given)


def broken(members: Sequence[Member], rules: Rules, groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the hard rules given groups break, in words."""
    table = tabulate(members, rules)
    columns = {one.id: column for column, one in enumerate(table.members)}
    return tuple(fault for group in groups for fault in _broken(table, [columns[id] for id in group]))


def _proposal(table: Table, every: Sequence[Choices], groups: list[list[int]], found: Found) -> Proposal:
    inside = {one for group in groups for one in group}
    outside = [one for one in range(len(table.members)) if one not in inside]
    points = [_points(table, group) for group in groups]
    totals = [sum(each.values()) for each in points]
    shown = [_group(table, group, each) for group, each in zip(groups, points, strict=True)]
    return Proposal(
        tuple(sorted(shown, key=lambda group: (group.points, group.members))),
        _unplaced(table, every, outside),
        _shown(min(totals, default=0.0)),
        _shown(sum(totals) / max(len(totals), 1)),
        _shown(found.bound_worst),
        _shown(found.bound_mean),
        tuple(fault for group in groups for fault in _broken(table, group)),
    )


def _shown(points: float) -> float:
    """Return points as they are shown; those that differ by a solver's tolerance alone are the same."""
    return round(round(points, 6), 2)


def _points(table: Table, people: list[int]) -> dict[Criterion, float]:
    return {c: float(grid[0]) / len(people) for c, grid in values(together(table.each, [people]), table.rules).items()}


def _group(table: Table, people: list[int], points: dict[Criterion, float]) -> Group:
    ids = tuple(table.members[one].id for one in sorted(people))
    rounded = {criterion: round(value, 2) for criterion, value in points.items()}
    return Group(ids, _shown(sum(points.values())), rounded, _meets(table, people))


def _meets(table: Table, people: list[int]) -> int | None:
    """Return the first quarter of the longest stretch in which everybody can begin."""
    told = [table.members[one].starts for one in people if table.members[one].starts]
    common = frozenset.intersection(*told) if told else frozenset()
    return max(sorted(common), key=lambda slot: _length(common, slot), default=None)


def _length(slots: frozenset[int], first: int) -> int:
    return next(length for length in range(len(slots) + 1) if first + length not in slots)


def _broken(table: Table, people: list[int]) -> list[str]:
    members, sizes = [table.members[one] for one in people], table.rules.sizes
    found = [] if sizes.least <= len(people) <= sizes.most else [f"{len(people)} people in a group"]
    found += [f"{a.id} with {b.id}" for a, b in combinations(members, 2) if a.id in b.avoid or b.id in a.avoid]
    has_hours = any(one.starts for one in members)
    if table.rules.meets and has_hours and _meets(table, people) is None:
        found.append(f"no common hour for {', '.join(one.id for one in members)}")
    return found


def _unplaced(table: Table, every: Sequence[Choices], outside: list[int]) -> tuple[Unplaced, ...]:
    """Return who has no place, with the nearest sizes that would place more people and them: tried, not guessed."""
    spare = len(table.members) - table.rules.sizes.most_placed(len(table.members))
    found = [why(table, every, one, spare) for one in outside]
    for _, sizes in zip(range(TRIED if found else 0), table.rules.sizes.wider(), strict=False):
        left = _left_over(table, Rules(sizes, table.rules.stages, table.rules.meets))
        if len(left) < len(found):
            found = [one if one.sizes or one.member in left else replace(one, sizes=sizes) for one in found]
    return tuple(found)


def _left_over(table: Table, rules: Rules) -> set[str]:
    draft = first_draft(tabulate(table.members, rules))
    return {table.members[one].id for one in (draft.place == NOWHERE).nonzero()[0]}
