"""A cohort's figures as files that other programs read: CSV with a header, JSON with stable keys."""

import csv
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any

from bot.domain.cohorts import Cohort
from bot.domain.figures import Cut, Figure

COLUMNS = ("measure", "cut", "name", "n", "of", "share")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DIGITS = 4


def rows(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Return a row for every figure; `of` and `share` are None where there is no whole."""
    return [
        {
            "measure": figure.measure.value,
            "cut": figure.cut.value,
            "name": figure.name,
            "n": figure.n,
            "of": figure.of,
            "share": None if figure.share is None else round(figure.share, _DIGITS),
        }
        for figure in figures
    ]


def as_csv(figures: Sequence[Figure]) -> str:
    """Return the figures as CSV. A name that a spreadsheet would take for a formula begins with an apostrophe."""
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows(figures):
        writer.writerow(row | {"name": no_formula(row["name"])})
    return out.getvalue()


def no_formula(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(_FORMULA) else name


def as_dict(cohort: Cohort, figures: Sequence[Figure]) -> dict[str, Any]:
    """Return the figures with the cohort they are of."""
    goals = [{"figure": goal.figure, "target": goal.target, "name": goal.name} for goal in cohort.plan.measured_goals]
    return {
        "cohort": cohort.handle,
        "name": cohort.name,
        "starts_on": cohort.starts_on.isoformat(),
        "weeks": cohort.weeks,
        "figures": rows(figures),
        **({"goals": goals} if goals else {}),
    }


def in_short(cohort: Cohort, figures: Sequence[Figure]) -> str:
    """Return the figures of the whole cohort as one line of JSON, short enough for a message."""
    said = {figure.measure.value: _short(figure) for figure in figures if figure.cut is Cut.COHORT}
    return json.dumps({"cohort": cohort.handle, **said}, ensure_ascii=False, separators=(",", ":"))


def _short(figure: Figure) -> Any:
    return figure.n if figure.of is None else [figure.n, figure.of]
