"""G: groups of four to six, how near they come to what is possible at all, and how long that takes."""

import random

from bot.domain.grouping import Member, Proposal, Rules, Sizes, propose
from tests.benchmarks.figures import AtLeast, AtMost, Figure, Measure
from tests.benchmarks.harness import Scale, Spread, processor_seconds, seconds

_GOALS = ("writing", "charts", "planning", "speaking", "python", "statistics")
_BOUNDED = (100, 200)
"""Where the mean is held against the bound that column generation proves."""
_LARGE = 5_000
_SECONDS = {100: 2, 200: 2, _LARGE: 10}


def measure(scale: Scale) -> Measure:
    """G1 from twelve to two hundred people, G3 beyond."""
    for count in scale.pick((12, 24), (12, 50, 100, 200, 1_000, _LARGE)):
        found: list[Proposal] = []
        members = people(count)
        chunk = {"kith": lambda _, who=members, to=found: to.append(propose(who, Rules(Sizes(4, 6))))}
        times = processor_seconds(chunk, 1)
        yield from _about(count, found[-1], seconds(times)["kith"])


def _about(count: int, proposal: Proposal, took: Spread) -> Measure:
    note = f"{len(proposal.unplaced)} without a place, each told why" if proposal.unplaced else "everybody has a place"
    violations = Spread.exactly(len(proposal.violations))
    yield Figure("G1", f"{count:,} people: hard rules broken", "", violations, AtMost(0), note=note)
    if count <= max(_BOUNDED):
        near = Spread.exactly(round(proposal.mean / proposal.bound_mean, 4))
        target = AtLeast(0.98) if count in _BOUNDED else None
        yield Figure("G1", f"{count:,} people: mean points by the proved bound", "×", near, target)
    what = f"{count:,} people: proposal with its bounds, processor time"
    limit = AtMost(_SECONDS[count]) if count in _SECONDS else None
    yield Figure("G3", what, "s", took, limit, count, {"kith": took})


def people(count: int) -> list[Member]:
    """Draw people with two evenings of three hours, a few goals and now and then a veto; the same ones every time."""
    draw = random.Random(count)
    return [_one(number, count, draw) for number in range(count)]


def _one(number: int, count: int, draw: random.Random) -> Member:
    evenings = [day * 96 + 72 + draw.choice((-4, 0, 0, 4)) for day in draw.sample(range(7), 3)]
    starts = frozenset(slot + more for slot in evenings for more in range(10))
    vetoes = frozenset({f"P{draw.randrange(count):05}"}) if draw.random() < 0.1 else frozenset()
    goals = frozenset(draw.sample(_GOALS, draw.randint(1, 2)))
    return Member(
        f"P{number:05}", draw.randint(0, 5), goals, draw.choice(("en", "en", "pt")), frozenset(), starts, vetoes
    )
