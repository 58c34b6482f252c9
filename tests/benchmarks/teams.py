"""G2: groups of five against the package team-formation, on its own cost."""

import random

from bot.domain.grouping import Member, Rules, Sizes, propose
from tests.benchmarks.figures import AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread, processor_seconds, seconds
from tests.benchmarks.peers import teams
from tests.benchmarks.peers.teams import Values

_GOALS = ("writing", "charts", "planning", "speaking", "python", "statistics")
_WEIGHTS = {"goals": 5, "stage": 4, "language": 3}
"""What Kith's criteria are worth beside each other: its own points, by five."""
_SIZE = 5


def measure(scale: Scale) -> Measure:
    """G2: what both cost, and how long Kith took; people who told no hours, in stages too far apart to be near."""
    limit = scale.pick(1.0, 60.0)
    for count in scale.pick((20,), (60, 120, 240)):
        members = people(count)
        values = {one.id: _values(one) for one in members}
        groups: list[tuple[str, ...]] = []
        took = processor_seconds({"kith": lambda _, who=members, to=groups: to.extend(_proposed(who))}, 1)
        ours = teams.cost([[values[id] for id in group] for group in groups], _WEIGHTS)
        everybody = list(values.values())
        found = teams.cp_sat(everybody, _WEIGHTS, _SIZE, limit)
        theirs = teams.cost([[everybody[at] for at in team] for team in found], _WEIGHTS)
        what = f"{count} people: our cost by that of team-formation's model ({ours} by {theirs}, CP-SAT {limit:g} s)"
        yield Figure("G2", what, "×", Spread.exactly(round(ours / max(theirs, 1), 3)), AtMost(1))
        what = f"{count} people in groups of five: proposal with its bounds, processor time"
        yield Figure("G2", what, "s", seconds(took)["kith"], AtMost(1))


def _proposed(members: list[Member]) -> list[tuple[str, ...]]:
    return [group.members for group in propose(members, Rules(Sizes(_SIZE, _SIZE), meets=False)).groups]


def _values(one: Member) -> Values:
    return {"goals": one.goals, "stage": frozenset({str(one.stage)}), "language": frozenset({one.language})}


def people(count: int) -> list[Member]:
    """Draw people of one or two goals, four stages and three languages; the same ones every time."""
    draw = random.Random(count)
    return [_one(f"P{number:03}", draw) for number in range(count)]


def _one(id: str, draw: random.Random) -> Member:
    stage, goals = draw.choice((1, 4, 7, 10)), frozenset(draw.sample(_GOALS, draw.randint(1, 2)))
    return Member(id, stage, goals, draw.choice(("en", "en", "pt", "de")))
