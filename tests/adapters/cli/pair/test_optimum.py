"""`kith pair propose` against an optimum that is computed apart from it, out of nothing but the matrix it wrote."""

import csv
import json
import random
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from tests.adapters.cli.conftest import Kith

ASK = ("pair", "propose", "--learners", "l.csv", "--mentors", "m.csv", "--on", "2026-02-23", "--matrix", "out.csv")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Rows = list[dict[str, str]]


def write(file: Path, rows: Rows) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def person(id: str, draw: random.Random, others: list[str]) -> dict[str, str]:
    """Draw what everybody is asked for."""
    hours = ";".join(
        f"{day} {draw.choice((9, 12, 18)):02}:00-{draw.choice((20, 21)):02}:00" for day in draw.sample(DAYS, 3)
    )
    return {
        "id": id,
        "timezone": draw.choice(("Europe/Lisbon", "Africa/Nairobi", "Asia/Kolkata", "America/New_York")),
        "language": draw.choice(("en", "pt", "fr")),
        "style": draw.choice(("warm", "direct", "calm")),
        "format": draw.choice(("video", "chat", "either")),
        "availability": hours,
        "avoid": ";".join(draw.sample(others, draw.randint(0, 2))),
    }


def cohort(folder: Path, learners: int, mentors: int, seed: int) -> tuple[Rows, Rows]:
    """Write learners and mentors with a seed; places are scarce, so that somebody stays without."""
    draw = random.Random(seed)
    ids = [f"L{number:04}" for number in range(learners)], [f"M{number:03}" for number in range(mentors)]
    words = ("writing", "charts", "planning", "speaking", "coding")
    people = [
        person(id, draw, ids[1]) | {"stage": str(draw.randint(1, 8)), "goals": ";".join(draw.sample(words, 2))}
        for id in ids[0]
    ]
    for one in people:
        one["prefer"] = draw.choice([id for id in ids[1] if id not in one["avoid"].split(";")])
    guides = [
        person(id, draw, ids[0])
        | {
            "capacity": str(draw.randint(1, 5)),
            "strengths": ";".join(draw.sample(words, 2)),
            "completed_stage": str(draw.randint(1, 9)),
        }
        for id in ids[1]
    ]
    write(folder / "l.csv", people)
    write(folder / "m.csv", guides)
    return people, guides


def matrix(folder: Path) -> dict[tuple[str, str], int]:
    """Return the hundredths of every admissible pair, as the file has them."""
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return {(row["learner"], row["mentor"]): round(float(row["score"]) * 100) for row in csv.DictReader(file)}


def optimum(scores: dict[tuple[str, str], int], guides: Rows) -> int:
    """Return the largest total: each mentor stands there once for every place they have."""
    places = [guide["id"] for guide in guides for _ in range(int(guide["capacity"]))]
    learners = sorted({learner for learner, _ in scores})
    grid = np.array([[scores.get((learner, mentor), 0) for mentor in places] for learner in learners])
    rows, columns = linear_sum_assignment(grid, maximize=True)
    return int(grid[rows, columns].sum())


@pytest.mark.parametrize(("learners", "mentors"), [(20, 6), (200, 60), (1000, 280)])
def test_the_total_is_the_optimum_of_the_matrix_and_no_capacity_or_veto_is_broken(
    kith: Kith, folder: Path, learners: int, mentors: int
) -> None:
    people, guides = cohort(folder, learners, mentors, seed=learners)

    told = json.loads(kith(*ASK, "--json").stdout)

    scores, pairs = matrix(folder), [(pair["learner"], pair["mentor"]) for pair in told["pairs"]]
    assert round(told["total"] * 100) == sum(scores[pair] for pair in pairs) == optimum(scores, guides)
    assert told["optimal"] is True
    load, avoided = (
        Counter(mentor for _, mentor in pairs),
        {one["id"]: one["avoid"].split(";") for one in people + guides},
    )
    assert all(load[guide["id"]] <= int(guide["capacity"]) for guide in guides)
    assert all(mentor not in avoided[learner] and learner not in avoided[mentor] for learner, mentor in pairs)
    everybody = [learner for learner, _ in pairs] + [one["learner"] for one in told["unpaired"]]
    assert sorted(everybody) == [one["id"] for one in people]


def test_two_runs_are_the_same(kith: Kith, folder: Path) -> None:
    cohort(folder, 200, 60, seed=7)

    runs: list[dict[str, Any]] = [json.loads(kith(*ASK, "--json").stdout) for _ in range(2)]

    assert runs[0] | {"seconds": 0} == runs[1] | {"seconds": 0}


@pytest.mark.parametrize("seed", range(6))
def test_with_a_learner_added_published_pairs_stand_and_the_rest_is_best_with_the_fewest_changes(
    kith: Kith, folder: Path, seed: int
) -> None:
    people, guides = cohort(folder, 6, 3, seed)
    write(folder / "l.csv", people[:5])
    before = [(pair["learner"], pair["mentor"]) for pair in json.loads(kith(*ASK, "--json").stdout)["pairs"]]
    states = ["published" if at < 2 else "proposed" for at in range(len(before))]
    kept = [
        {"learner": one, "mentor": other, "state": state} for (one, other), state in zip(before, states, strict=True)
    ]
    write(folder / "keep.csv", kept)
    write(folder / "l.csv", people)

    told = json.loads(kith(*ASK, "--keep", "keep.csv", "--json").stdout)

    ours = {pair["learner"]: pair["mentor"] for pair in told["pairs"]}
    published = dict(before[:2])
    scores, capacity = matrix(folder), {guide["id"]: int(guide["capacity"]) for guide in guides}

    def rank(choice: dict[str, str]) -> tuple[int, int]:
        return sum(scores[pair] for pair in choice.items()), sum(choice.get(one) == other for one, other in before)

    def every() -> list[dict[str, str]]:
        choices = product(*([None, *capacity] for _ in people))
        named = [{p["id"]: m for p, m in zip(people, choice, strict=True) if m} for choice in choices]
        return [
            choice
            for choice in named
            if published.items() <= choice.items()
            and all(pair in scores for pair in choice.items())
            and all(count <= capacity[mentor] for mentor, count in Counter(choice.values()).items())
        ]

    assert published.items() <= ours.items()
    assert rank(ours) == max(map(rank, every()))
