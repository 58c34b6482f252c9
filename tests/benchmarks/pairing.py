"""D: who looks after whom, from twenty learners to ten thousand."""

import random
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from bot.domain.members import MeetingFormat
from bot.domain.pairing import Learner, Mentor, Proposal, propose
from bot.domain.pairing.scoring import score
from tests.benchmarks.figures import AtLeast, AtMost, Figure, Measure
from tests.benchmarks.harness import Chunk, Scale, Spread, processor_seconds, race, ratio, seconds
from tests.benchmarks.peers import solvers

_WORDS = ("writing", "charts", "planning", "speaking", "python", "statistics", "teamwork", "career")
_SMALL = 500
"""Learners up to which a peer is asked too that would take minutes beyond."""
_LARGE = 2_000
_A_MENTOR = 4
_CP_SAT_SECONDS = 20.0


def measure(scale: Scale) -> Measure:
    """D1 at every size; D2 and the other solvers where they come to an end."""
    for count in scale.pick((8, 20), (20, 100, 500, 2_000, 10_000), (20, 100, 500, 2_000, 5_000, 10_000)):
        learners, mentors = people(count)
        found: list[Proposal] = []
        chunks: dict[str, Chunk] = {"kith": lambda _, who=(learners, mentors), to=found: to.append(propose(*who)[0])}
        if count <= _SMALL:
            chunks["scipy, scores given"] = _scipy(learners, mentors)
            times = race(chunks, scale.pick(1, 30 if count < _SMALL else 9))
        else:
            times = processor_seconds(chunks, 3 if count <= _LARGE else 1)
        yield from _about(count, found[-1], times)
        if count in scale.pick((20,), (100, _SMALL)):
            yield from _others(count, learners, mentors, scale)


def _about(count: int, proposal: Proposal, times: Any) -> Measure:
    took = seconds(times)
    gap = f"{count:,} learners: gap to the certified optimum, points"
    yield Figure("D1", gap, "", Spread.exactly(round(proposal.bound - proposal.total, 2)), AtMost(0))
    yield Figure("D1", f"{count:,} learners, proposal with its certificate", "s", took["kith"], size=count, took=took)
    if "scipy, scores given" in times:
        whole = ratio(times, "kith", "scipy, scores given")
        yield Figure("D1", f"{count:,} learners: all of it against scipy's assignment alone", "×", whole, took=took)


def _others(count: int, learners: Sequence[Learner], mentors: Sequence[Mentor], scale: Scale) -> Measure:
    table = score(learners, mentors)
    points = np.where(table.admissible, table.points, 0)
    found: dict[str, Any] = {}
    chunks = {
        "kith": lambda _: found.update(kith=propose(learners, mentors)[0]),
        "mentor-match": lambda _: found.update(other=solvers.mentor_match(learners, mentors)),
    }
    times = processor_seconds(chunks, 3)
    theirs = _worth(table, found["other"])
    took = seconds(times)
    goal = AtLeast(50) if count == _SMALL else None
    what = f"{count:,} learners, scoring included: mentor-match takes so many times as long"
    yield Figure("D2", what, "×", ratio(times, "mentor-match", "kith"), goal, took=took)
    better = Spread.exactly(round(found["kith"].total / max(theirs, 1e-9), 3))
    yield Figure("D2", f"{count:,} learners: our total by its total, in our points", "×", better, AtLeast(1))
    limit = scale.pick(1.0, _CP_SAT_SECONDS)
    solve = partial(solvers.cp_sat, points, [one.capacity for one in table.mentors], limit)
    outcome: list[tuple[int, bool]] = []
    times = processor_seconds({"kith": chunks["kith"], "CP-SAT": lambda _: outcome.append(solve())})
    total, is_proved = outcome[0]
    share, proof = total / 100 / max(found["kith"].total, 1e-9), "proved" if is_proved else "unproved"
    note = f"its total is {share:.4f} of ours, {proof}"
    what = f"{count:,} learners: CP-SAT takes so many times as long ({limit:g} s at most)"
    yield Figure("D1", what, "×", ratio(times, "CP-SAT", "kith"), took=seconds(times), note=note)


def _scipy(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> Any:
    table = score(learners, mentors)
    places = np.repeat(np.arange(len(mentors)), [one.capacity for one in table.mentors])
    points = np.where(table.admissible, table.points, 0)
    return lambda _: linear_sum_assignment(points[:, places], maximize=True)


def _worth(table: Any, pairs: Sequence[tuple[str, str]]) -> float:
    """Return what pairs are worth in our points; those that may not be count nothing."""
    rows = {one.id: row for row, one in enumerate(table.learners)}
    columns = {one.id: column for column, one in enumerate(table.mentors)}
    at = [(rows[learner], columns[mentor]) for learner, mentor in pairs]
    return float(sum(int(table.points[pair]) for pair in at if table.admissible[pair])) / 100


def people(count: int) -> tuple[list[Learner], list[Mentor]]:
    """Return that many learners and mentors with a few places more than are needed, the same ones every time."""
    draw = random.Random(count)
    learners = [_learner(number, count, draw) for number in range(count)]
    return learners, [_mentor(number, draw) for number in range(count * 11 // 10 // _A_MENTOR + 1)]


def _learner(number: int, count: int, draw: random.Random) -> Learner:
    vetoes = frozenset({f"M{draw.randrange(count // _A_MENTOR):05}"}) if draw.random() < 0.05 else frozenset()
    wishes = frozenset({f"M{draw.randrange(count // _A_MENTOR):05}"}) if draw.random() < 0.2 else frozenset()
    goals = frozenset(draw.sample(_WORDS, draw.randint(1, 3)))
    who = (draw.choice(("warm", "direct", "")), draw.choice(list(MeetingFormat)), draw.choice(("en", "pt", "de")))
    return Learner(f"L{number:05}", draw.randint(0, 8), goals, *who, _starts(draw), vetoes, wishes)


def _mentor(number: int, draw: random.Random) -> Mentor:
    strengths = frozenset(draw.sample(_WORDS, draw.randint(2, 4)))
    who = (draw.choice(("warm", "direct", "")), draw.choice(list(MeetingFormat)), draw.choice(("en", "pt", "de")))
    return Mentor(f"M{number:05}", _A_MENTOR, draw.randint(0, 9), strengths, *who, _starts(draw))


def _starts(draw: random.Random) -> frozenset[int]:
    evenings = [day * 96 + draw.randrange(60, 84) for day in draw.sample(range(7), 3)]
    return frozenset(slot + more for slot in evenings for more in range(8))
