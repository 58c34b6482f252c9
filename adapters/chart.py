"""The chart of a cohort: check-ins and sessions week by week, beside the target. Its words are made elsewhere.

One drawing for all: a PNG for chat and files, SVG for pages, in light and in dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import MaxNLocator

from bot.domain.figures import SESSION_TARGET, Cut, Figure, Measure, by_cut
from bot.domain.trends import Line, Trend


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that stand out from their ground (3:1 for lines, 4.5:1 for words)."""

    ground: str
    ink: str
    faint: str
    check_ins: str
    sessions: str


LIGHT = Palette("#ffffff", "#24221e", "#767676", "#1f5f8b", "#a14a00")
DARK = Palette("#232629", "#e9e6e0", "#a9a499", "#8ec4ea", "#f3a477")
_ONE_AT_A_TIME = Lock()
"""Drawing changes settings of the whole process while it lasts."""
_LINES = (
    (Measure.CHECK_INS, "Check-ins answered", "o-", "check_ins"),
    (Measure.SESSIONS, "Sessions", "s--", "sessions"),
)
"""Told apart by mark and stroke too, not by colour alone."""


def picture(figures: Sequence[Figure], alternative: str) -> bytes:
    """Return a PNG; its description holds the alternative text."""
    return _png(tuple(figures), alternative)


@lru_cache(maxsize=8)
def _png(figures: tuple[Figure, ...], alternative: str) -> bytes:
    out = BytesIO()
    with _ONE_AT_A_TIME:
        metadata = {"Description": alternative, "Software": None}
        _drawn(figures, LIGHT, (8, 4)).savefig(out, format="png", dpi=120, metadata=metadata)
    return out.getvalue()


@lru_cache(maxsize=32)
def vector(figures: tuple[Figure, ...], alternative: str, palette: Palette) -> bytes:
    """Return an SVG, to be read on a phone; its words stay words, and the same figures make the same bytes."""
    out = BytesIO()
    with _ONE_AT_A_TIME, matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "kith", "font.size": 12}):
        metadata = {"Description": alternative, "Date": None, "Creator": None}
        _drawn(figures, palette, (5.4, 3.4)).savefig(out, format="svg", metadata=metadata)
    return out.getvalue()


@lru_cache(maxsize=64)
def line(trend: Trend, alternative: str, palette: Palette) -> bytes:
    """Return one line as an SVG, from nought up."""
    out = BytesIO()
    with _ONE_AT_A_TIME, matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "kith", "font.size": 12}):
        drawing = Drawing(figsize=(5.4, 2.6), layout="constrained", facecolor=palette.ground)
        axes = _axes(drawing, palette)
        points = trend.points
        axes.plot([point.at for point in points], [point.value for point in points], "o-", color=palette.check_ins)
        axes.set_ylim(0, max(point.value for point in points) * 1.15 or 1)
        axes.set_xlabel("Pulse" if trend.line is Line.SATISFACTION else "Week", color=palette.ink)
        drawing.savefig(out, format="svg", metadata={"Description": alternative, "Date": None, "Creator": None})
    return out.getvalue()


def _axes(drawing: Drawing, palette: Palette) -> Axes:
    axes = drawing.subplots()
    axes.set_facecolor(palette.ground)
    axes.set_xlabel("Week", color=palette.ink)
    axes.tick_params(colors=palette.ink)
    axes.spines[:].set_color(palette.faint)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    return axes


def _drawn(figures: Sequence[Figure], palette: Palette, size: tuple[float, float]) -> Drawing:
    drawing = Drawing(figsize=size, layout="constrained", facecolor=palette.ground)
    axes = _axes(drawing, palette)
    for measure, label, stroke, name in _LINES:
        weeks, colour = by_cut(figures, measure, Cut.WEEK), getattr(palette, name)
        axes.plot([int(week.name) for week in weeks], [100 * (week.share or 0) for week in weeks], stroke, color=colour)
        axes.plot([], [], stroke, color=colour, label=label)
    target = 100 * SESSION_TARGET
    axes.axhline(target, color=palette.faint, linewidth=1, linestyle=":", label="Target for sessions")
    axes.set_ylim(0, 105)
    axes.set_ylabel("%", color=palette.ink)
    axes.legend(loc="lower left", facecolor=palette.ground, edgecolor=palette.faint, labelcolor=palette.ink)
    return drawing
