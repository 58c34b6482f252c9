"""M: what a message costs to scan, with the packs that are shipped and with phrases as operators list them."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from bot.domain.signals import matcher, shipped, shipped_languages
from tests.benchmarks import chat
from tests.benchmarks.figures import AtLeast, AtMost, Figure, Measure
from tests.benchmarks.harness import Chunk, Scale, Spread, race, ratio, seconds
from tests.benchmarks.listed import pack_of
from tests.benchmarks.peers import scanners

_SLICE = 100
"""Messages a round where the contestants are fast."""
_SLOW_SLICE = 4
_SLICES = 15
"""So many different ones take turns, so that each is scanned several times."""


def measure(scale: Scale) -> Measure:
    """M1 on the packs that are shipped, M2 on phrases, M3 on what is found."""
    messages = chat.ordinary(scale.pick(40, 6_000, 20_000))
    yield from _shipped(messages, scale)
    for count in scale.pick((10, 30, 100), (100, 1_000, 10_000)):
        yield from _listed(count, messages, scale)
    yield _differences(scale)


def _shipped(messages: Sequence[str], scale: Scale) -> Measure:
    listed = chat.phrases(scale.pick(100, 10_000))
    english, every = shipped(), shipped(shipped_languages())
    chunks = {
        "kith": _scanning(english.scan, messages, _SLICE),
        "kith, every language": _scanning(every.scan, messages, _SLICE),
        "hyperscan": _scanning(scanners.vector(listed), messages, _SLICE),
    }
    times = race(chunks, scale.pick(2, 120))
    took = seconds(times, min(_SLICE, len(messages)))
    where = "other people's chat" if chat.FOLDER else "chat drawn by ourselves"
    mean = replace(_scaled(took["kith"], 1e6), undisturbed=_mean_of_slices(times["kith"]) * 1e6 / _SLICE)
    yield Figure("M1", "a message, default packs", "µs", mean, AtMost(10), took=took, note=where)
    against = f"default packs against hyperscan with {len(listed):,} phrases, the same canonicalisation"
    yield Figure("M1", against, "×", ratio(times, "kith", "hyperscan"), AtMost(2), took=took, note=where)
    many = f"packs of all {len(shipped_languages())} languages against the default ones"
    yield Figure("M1", many, "×", ratio(times, "kith, every language", "kith"), took=took)


def _listed(count: int, messages: Sequence[str], scale: Scale) -> Measure:
    phrases = chat.phrases(count)
    packs = pack_of(phrases)
    chunks = {
        "kith": _scanning(packs.scan, messages, _SLOW_SLICE),
        "pyahocorasick": _scanning(scanners.automaton(phrases), messages, _SLOW_SLICE),
        "hyperscan": _scanning(scanners.vector(phrases), messages, _SLOW_SLICE),
        "re": _scanning(scanners.alternation(phrases), messages, _SLOW_SLICE),
        "Red's filter": _scanning(scanners.red(phrases), messages, _SLOW_SLICE),
    }
    times = race(chunks, scale.pick(2, 120))
    took = seconds(times, _SLOW_SLICE)
    targets: Mapping[int, float] = {1_000: 50, 10_000: 500}
    target = AtLeast(targets[count]) if count in targets else None
    faster = ratio(times, "Red's filter", "kith")
    yield Figure("M2", f"{count:,} phrases: Red's filter takes so many times as long", "×", faster, target, count, took)
    for peer, limit in (("re", None), ("pyahocorasick", None), ("hyperscan", AtMost(2))):
        what = f"{count:,} phrases against {peer}, the same canonicalisation"
        yield Figure("M1", what, "×", ratio(times, "kith", peer), limit if count == 10_000 else None, took=took)


def _differences(scale: Scale) -> Figure:
    packs = shipped()
    texts = [*chat.ordinary(scale.pick(3, 200, 10_000)), *chat.alarming(scale.pick(3, 200, 10_000))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "WORK", 10**9)  # else the slow way stops half-way through
        differing = sum(packs.findings(text) != packs.findings(text, prefilter=False) for text in texts)
    what = f"differences to trying every pattern on every reading, {len(texts):,} messages"
    return Figure("M3", what, "", Spread.exactly(differing), AtMost(0), note="half of them say what packs look for")


def _scanning(scan: scanners.Scanner, messages: Sequence[str], size: int) -> Chunk:
    slices = [messages[at : at + size] for at in range(0, len(messages) - size + 1, size)][:_SLICES] or [messages]

    def chunk(turn: int) -> None:
        for text in slices[turn % len(slices)]:
            scan(text)

    return chunk


def _mean_of_slices(times: Sequence[float]) -> float:
    """Return the mean over the slices of the shortest time that each took: the slices differ in what is in them."""
    return statistics.fmean(min(times[first::_SLICES]) for first in range(min(_SLICES, len(times))))


def _scaled(spread: Spread, by: float) -> Spread:
    return Spread(spread.median * by, spread.low * by, spread.high * by, spread.undisturbed * by)
