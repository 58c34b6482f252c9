"""How cost grows with size, one small plot a row, both axes logarithmic; the dashed line grows as fast as the size."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure as Canvas

from tests.benchmarks.figures import Figure

_COLUMNS = 3
_OTHERS = "#8a8a8a"
_OURS = "#1f6f5c"


def draw(path: Path, figures: Sequence[Figure]) -> None:
    """Write the plots of all rows measured at several sizes."""
    rows = _by_row(figures)
    if not rows:
        return
    down = -(-len(rows) // _COLUMNS)
    with mpl.rc_context({"svg.hashsalt": "kith", "font.size": 8, "svg.fonttype": "none"}):
        canvas = Canvas(figsize=(9, 2.5 * down), layout="constrained")
        axes = list(canvas.subplots(down, _COLUMNS, squeeze=False).flat)
        for axis, (row, found) in zip(axes, rows.items(), strict=False):
            _one(axis, row, found)
        for axis in axes[len(rows) :]:
            axis.set_visible(False)
        canvas.savefig(path, metadata={"Date": None})


def _one(axis: object, row: str, found: Sequence[Figure]) -> None:
    names = dict.fromkeys(name for figure in found for name in figure.took)
    for name in names:
        points = [(figure.size, figure.took[name].undisturbed) for figure in found if name in figure.took]
        color, width = (_OURS, 2) if name == "kith" else (_OTHERS, 1)
        axis.plot(*zip(*points, strict=True), marker="o", ms=3, color=color, lw=width, label=name)  # type: ignore[attr-defined]
    first = found[0]
    sizes = [figure.size for figure in found]
    linear = [first.took["kith"].undisturbed * size / first.size for size in sizes]
    axis.plot(sizes, linear, ls="--", lw=0.8, color="#bbbbbb")  # type: ignore[attr-defined]
    axis.set(xscale="log", yscale="log", title=f"{row}: {_SIZES[row]}")  # type: ignore[attr-defined]
    axis.legend(fontsize=6, frameon=False)  # type: ignore[attr-defined]


_SIZES = {
    "P": "seconds a message, by members",
    "M2": "seconds a message, by phrases",
    "D1": "seconds, by learners",
    "G3": "seconds, by people",
    "S1": "seconds, by members",
    "S2": "seconds a beat, by timers",
    "R1": "seconds, by prompts",
    "R2": "seconds, by messages",
    "C1": "seconds, by weeks",
    "C2": "MB, by members",
    "C3": "seconds, by rows due",
}


def _by_row(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    rows: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.size and figure.took and figure.row in _SIZES:
            rows[figure.row].append(figure)
    return {row: sorted(found, key=lambda figure: figure.size) for row, found in rows.items() if len(found) > 1}
