"""G2: groups of five against the package team-formation, on its own cost."""

import random
from collections.abc import Sequence

import numpy as np

from bot.domain.grouping import Member, Rules, Sizes, propose
from bot.domain.grouping.building import first_draft
from bot.domain.grouping.improving import improve
from bot.domain.grouping.searching import LOOKS
from bot.domain.grouping.table import tabulate
from tests.benchmarks.figures import AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread, processor_seconds, seconds
from tests.benchmarks.peers import teams
from tests.benchmarks.peers.teams import Values

_GOALS = ("writing", "charts", "planning", "speaking", "python", "statistics")
_WEIGHTS = {"goals": 5, "stage": 4, "language": 3}
"""What Kith's criteria are worth beside each other: its own points, by five."""
_SIZE = 5
_RULES = Rules(Sizes(_SIZE, _SIZE), meets=False)


def measure(scale: Scale) -> Measure:
    """G2: what both cost, and how long Kith took; people who told no hours, in stages too far apart to be near."""
    limit = scale.pick(1.0, 60.0)
    for count in scale.pick((20,), (60, 120, 240)):
        members = people(count)
        values = {one.id: _values(one) for one in members}
        everybody = list(values.values())
        found = teams.cp_sat(everybody, _WEIGHTS, _SIZE, limit)
        theirs = teams.cost([[everybody[at] for at in team] for team in found], _WEIGHTS)
        for how, groups_of, within in (("exchanges alone", _exchanged, AtMost(1)), ("whole proposal", _proposed, None)):
            groups: list[Sequence[str]] = []
            chunk = {"kith": lambda _, of=groups_of, who=members, to=groups: to.extend(of(who))}
            took = processor_seconds(chunk, 1)
            ours = teams.cost([[values[id] for id in group] for group in groups], _WEIGHTS)
            what = f"{count} people, {how}: our cost by that of team-formation's model ({ours} by {theirs}, "
            what += f"CP-SAT {limit:g} s)"
            yield Figure("G2", what, "×", Spread.exactly(round(ours / max(theirs, 1), 3)), AtMost(0.999))
            what = f"{count} people in groups of five, {how}: processor time"
            yield Figure("G2", what, "s", seconds(took)["kith"], within)


def _exchanged(members: Sequence[Member]) -> list[Sequence[str]]:
    """Group people by the exchanges every proposal begins with, without its pool of groups and its bounds."""
    table = tabulate(members, _RULES)
    draft = improve(first_draft(table), np.random.default_rng(0), LOOKS)
    return [[table.members[one].id for one in group] for group in draft.groups]


def _proposed(members: Sequence[Member]) -> list[Sequence[str]]:
    return [group.members for group in propose(members, _RULES).groups]


def _values(one: Member) -> Values:
    return {"goals": one.goals, "stage": frozenset({str(one.stage)}), "language": frozenset({one.language})}


def people(count: int) -> list[Member]:
    """Draw people of one or two goals, four stages and three languages; the same ones every time."""
    draw = random.Random(count)
    return [_one(f"P{number:03}", draw) for number in range(count)]


def _one(id: str, draw: random.Random) -> Member:
    stage, goals = draw.choice((1, 4, 7, 10)), frozenset(draw.sample(_GOALS, draw.randint(1, 2)))
    return Member(id, stage, goals, draw.choice(("en", "en", "pt", "de")))
