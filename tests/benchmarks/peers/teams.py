"""The cost that the package team-formation makes small, and CP-SAT making it small: its clustering, with weights.

A team costs, for each attribute and times its weight, how many of it do not have the value most of them have. This is
the package's own model (Harvard Business School, MIT) with what is known put in as numbers, which CP-SAT finds easier.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

Values = Mapping[str, frozenset[str]]
"""What somebody has of each attribute: one value, or several that would do."""


def cost(teams: Iterable[Sequence[Values]], weights: Mapping[str, int]) -> int:
    """Return what teams cost."""
    return sum(
        weight * (len(team) - max(Counter(value for one in team for value in one[attribute]).values()))
        for team in teams
        for attribute, weight in weights.items()
    )


def cp_sat(people: Sequence[Values], weights: Mapping[str, int], size: int, seconds: float) -> list[list[int]]:
    """Return the teams of that size, by positions, that CP-SAT finds in that time."""
    model = cp_model.CpModel()
    teams = range(len(people) // size)
    inside = [[model.new_bool_var("") for _ in people] for _ in teams]
    for person in range(len(people)):
        model.add_exactly_one(inside[team][person] for team in teams)
    costs = []
    for team in teams:
        model.add(sum(inside[team]) == size)
        costs += [weight * _missed(model, inside[team], people, at, size) for at, weight in weights.items()]
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.solve(model)
    return [[one for one in range(len(people)) if solver.boolean_value(inside[team][one])] for team in teams]


def _missed(
    model: cp_model.CpModel, inside: Sequence[cp_model.IntVar], people: Sequence[Values], attribute: str, size: int
) -> cp_model.LinearExpr:
    """Return how many of a team do not have the value most of it have."""
    values = sorted({value for one in people for value in one[attribute]})
    counts = [sum(inside[at] for at, one in enumerate(people) if value in one[attribute]) for value in values]
    most = model.new_int_var(0, size, "")
    model.add_max_equality(most, counts)
    return size - most
