"""Who gets which share: everything is somebody's, nobody has more than a fair part for long."""

from collections.abc import Sequence

import pytest

from bot.leases import SHARES, Wanted, dealt
from bot.repositories import Lease

SLACK = Wanted(shared=("slack",))


def _rounds(workers: Sequence[str], running: dict[str, str], rounds: int = 3) -> dict[str, list[int]]:
    """Let each worker look some times; return the numbers each one holds."""
    for name in workers:
        running[f"worker/{name}"] = name
    for name in [*workers] * rounds:
        leases = [Lease(what, who, 1) for what, who in sorted(running.items())]
        taken, given_up = dealt(name, SLACK, leases)
        assert not set(taken) & set(given_up)
        for share in given_up:
            del running[share]
        for share in taken:
            assert running.setdefault(share, name) == name, "what somebody holds is not taken from them"
    return {
        name: [int(s.split("/")[1]) for s, who in running.items() if who == name and "slack" in s] for name in workers
    }


@pytest.mark.parametrize(
    ("workers", "each"), [("a", [16]), ("ab", [8, 8]), ("abc", [5, 5, 6]), ("abcde", [3, 3, 3, 3, 4])]
)
def test_workers_who_begin_together_have_a_fair_part_each(workers: str, each: list[int]) -> None:
    held = _rounds(workers, {})
    assert sorted(len(numbers) for numbers in held.values()) == each
    assert sorted(number for numbers in held.values() for number in numbers) == list(range(SHARES))


def test_a_newcomer_gets_a_part_and_the_others_keep_the_rest() -> None:
    running: dict[str, str] = {}
    before = set(_rounds("a", running)["a"])

    held = _rounds("ab", running)

    assert sorted(map(len, held.values())) == [8, 8]
    assert set(held["a"]) <= before


def test_what_a_dead_worker_held_is_taken_over() -> None:
    running: dict[str, str] = {}
    _rounds("ab", running)
    alive = {what: who for what, who in running.items() if who != "b"}

    assert sorted(_rounds("a", alive)["a"]) == list(range(SHARES))
