"""Two workers in virtual time: whatever the seed draws, nothing is lost, doubled, out of order or stuck."""

import os
import shutil
from pathlib import Path

import pytest

from storage.address import at_file
from storage.engine import open_storage
from tests.core.simulation import Simulation
from tests.core.worker_mutants import RULES
from tests.storage.sample import KEY

SEEDS = int(os.environ.get("KITH_SEEDS", "20"))


async def _lived(folder: Path, made: Path, seed: int) -> tuple[list[str], str]:
    """Return what went wrong with a seed, and what tells its course from others."""
    path = folder / f"{seed}.sqlite3"
    shutil.copy(made, path)
    storage = await open_storage(at_file(path, is_scratch=True), key=KEY)
    try:
        simulation = Simulation(storage, seed)
        wrong = await simulation.passes()
        return wrong, simulation.stage.digest
    finally:
        await storage.close()
        path.unlink()


@pytest.mark.faults
@pytest.mark.fault(2, 3, 4, 5, 6, 8, 28, 30)
async def test_two_workers_lose_double_disorder_and_forget_nothing(tmp_path: Path, made_file: Path) -> None:
    for seed in range(SEEDS):
        wrong, _ = await _lived(tmp_path, made_file, seed)
        assert wrong == [], f"seed {seed}"


@pytest.mark.parametrize("rule", RULES)
async def test_without_a_rule_something_goes_wrong(
    tmp_path: Path, made_file: Path, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    RULES[rule](monkeypatch)

    for seed in range(20):
        if (await _lived(tmp_path, made_file, seed))[0]:
            return

    raise AssertionError("20 seeds went by and nothing was noticed")


async def test_the_same_seed_takes_the_same_course(tmp_path: Path, made_file: Path) -> None:
    first, again, other = [await _lived(tmp_path, made_file, seed) for seed in (7, 7, 8)]

    assert first == again
    assert first[1] != other[1]
