"""The picture of a cohort: check-ins and sessions week by week, beside the target. Its words are made elsewhere."""

from collections.abc import Sequence
from io import BytesIO

from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import MaxNLocator

from bot.domain.figures import SESSION_TARGET, Cut, Figure, Measure, by_cut

_LINES = ((Measure.CHECK_INS, "Check-ins answered", "o-", "#1f5f8b"), (Measure.SESSIONS, "Sessions", "s--", "#a14a00"))
"""Told apart by mark and stroke too, not by colour alone."""


def picture(figures: Sequence[Figure], alternative: str) -> bytes:
    """Return a PNG; its description holds the alternative text."""
    drawing = Drawing(figsize=(8, 4), layout="constrained")
    axes = drawing.subplots()
    for measure, label, stroke, colour in _LINES:
        weeks = by_cut(figures, measure, Cut.WEEK)
        axes.plot([int(week.name) for week in weeks], [100 * (week.share or 0) for week in weeks], stroke, color=colour)
        axes.plot([], [], stroke, color=colour, label=label)
    axes.axhline(100 * SESSION_TARGET, color="#767676", linewidth=1, linestyle=":", label="Target for sessions")
    axes.set_ylim(0, 105)
    axes.set_xlabel("Week")
    axes.set_ylabel("%")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="lower left")
    out = BytesIO()
    drawing.savefig(out, format="png", dpi=120, metadata={"Description": alternative, "Software": None})
    return out.getvalue()
