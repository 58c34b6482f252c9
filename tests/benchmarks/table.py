"""A run's figures as text: one line each, a table for the terminal, a table for the page, JSON."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.benchmarks.figures import Figure
from tests.benchmarks.harness import Scale

_HEAD = ("Row", "What", "Figure", "Quarters", "Undisturbed", "Target", "")


@dataclass(frozen=True)
class Run:
    """What was measured, and when."""

    began: datetime
    scale: Scale
    figures: Sequence[Figure]

    @property
    def machine(self) -> str:
        """Say where, as far as it matters."""
        loads = [figure.load for figure in self.figures]
        load = f"{min(loads):.1f} to {max(loads):.1f}" if loads else "unknown"
        cores, python = os.cpu_count(), platform.python_version()
        return f"{cores} cores ({platform.machine()}), CPython {python}, load {load} while it ran"


def text(run: Run) -> str:
    """Return the table for a terminal, the misses once more below it."""
    rows = [_HEAD, *map(_cells, run.figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    judged = [figure for figure in run.figures if figure.target is not None]
    met = sum(figure.verdict == "met" for figure in judged)
    told = f"{met} of {len(judged)} targets met. {run.machine}."
    if run.scale is Scale.QUICK:
        told = f"It runs. Figures of a quick run mean nothing. {run.machine}."
    return "\n".join([*lines, "", told])


def markdown(run: Run) -> str:
    """Return the table for the page."""
    lines = [f"| {' | '.join(_HEAD)} |", "|---|---|--:|--:|--:|--:|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(_cells(figure))} |" for figure in run.figures)])


def as_json(run: Run) -> str:
    """Return everything."""
    told = {"began": run.began.isoformat(timespec="seconds"), "scale": run.scale, "machine": run.machine}
    return json.dumps({**told, "figures": [figure.as_json() for figure in run.figures]}, ensure_ascii=False, indent=1)


def line(figure: Figure) -> str:
    """Return one figure on a line, for whoever waits."""
    row, what, value, quarters, _, target, verdict = _cells(figure)
    return f"{row:3} {value:>10} ({quarters}) {target} {verdict} {what}"


def _cells(figure: Figure) -> tuple[str, ...]:
    spread = figure.spread
    what = f"{figure.what} ({figure.note})" if figure.note else figure.what
    is_exact = spread.low == spread.high
    quarters = "" if is_exact else f"{_number(spread.low)}–{_number(spread.high)}"
    best = "" if is_exact else _number(spread.undisturbed)
    value = f"{_number(spread.median)} {figure.unit}".strip()
    return (figure.row, what, value, quarters, best, str(figure.target or ""), figure.verdict)


def _number(value: float) -> str:
    if value == 0:
        return "0"
    if abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.3g}"
