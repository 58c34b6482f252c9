"""What is told of a run is true of its figures: turns, spreads, verdicts, the page. Never how fast anything is."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.benchmarks import page, table
from tests.benchmarks.figures import AtLeast, AtMost, Figure
from tests.benchmarks.harness import Scale, Spread, race, ratio

RATIO = Figure("M1", "we by them", "×", Spread(1.5, 1.2, 3.0, 1.1), AtMost(2), took={"kith": Spread.exactly(1)})
RUN = table.Run(datetime(2027, 3, 1, tzinfo=UTC), Scale.USUAL, (RATIO,))


def noting(name: str, calls: list[tuple[str, int]]) -> Callable[[int], None]:
    return lambda turn: calls.append((name, turn))


def test_contestants_take_turns_on_the_same_work_and_another_one_begins_each_time() -> None:
    calls: list[tuple[str, int]] = []

    times = race({"a": noting("a", calls), "b": noting("b", calls)}, rounds=2, at_least=0)

    assert calls[-4:] == [("a", 0), ("b", 0), ("b", 1), ("a", 1)]
    assert [len(found) for found in times.values()] == [2, 2]


def test_a_ratio_is_taken_round_by_round_and_once_from_what_nobody_interrupted() -> None:
    spread = ratio({"a": [2.0, 20.0, 3.0], "b": [1.0, 10.0, 1.0]}, "a", "b")

    assert (spread.median, spread.low, spread.high, spread.undisturbed) == (2.0, 2.0, 2.5, 2.0)


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (RATIO, "met"),
        (Figure("M2", "more is better", "×", Spread.exactly(49), AtLeast(50)), "missed"),
        (Figure("S2", "disturbed", "ms", Spread(9, 8, 10, 1.5), AtMost(2)), "met"),
        (Figure("P", "no target", "×", Spread.exactly(1)), ""),
    ],
)
def test_a_ratio_is_judged_by_its_median_and_a_time_by_what_nobody_interrupted(figure: Figure, verdict: str) -> None:
    assert figure.verdict == verdict


def test_the_table_tells_figure_quarters_target_and_verdict() -> None:
    assert "| M1 | we by them | 1.5 × | 1.2–3 | 1.1 | ≤ 2 | met |" in table.markdown(RUN).splitlines()
    assert table.text(RUN).splitlines()[-1].startswith("1 of 1 targets met. ")
    assert json.loads(table.as_json(RUN))["figures"][0]["verdict"] == "met"


def test_the_page_gets_the_table_between_its_marks_and_keeps_the_rest() -> None:
    written = page.with_table(f"before {page.BEGINS} old {page.ENDS} after", RUN)

    assert written.startswith("before ")
    assert written.endswith(" after")
    assert "Measured on 01 March 2027" in written
    assert " old " not in written


def test_a_page_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="to say where the table goes"):
        page.with_table("nothing of the kind", RUN)
