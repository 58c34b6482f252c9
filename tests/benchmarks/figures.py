"""One measured figure: what, at which size, against which target."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.benchmarks.harness import Scale, Spread


@dataclass(frozen=True, slots=True)
class AtMost:
    """A target that smaller figures meet."""

    limit: float

    def is_met(self, value: float) -> bool:
        """Whether a figure is good enough."""
        return value <= self.limit

    def __str__(self) -> str:
        return f"≤ {self.limit:g}"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A target that larger figures meet."""

    limit: float

    def is_met(self, value: float) -> bool:
        """Whether a figure is good enough."""
        return value >= self.limit

    def __str__(self) -> str:
        return f"≥ {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row's figure. `unit` is "×" for a ratio and "" for a count; `took` is seconds by contestant, we are "kith".

    `size` is set where the row is measured at several: how its cost grows is plotted.
    """

    row: str
    what: str
    unit: str
    spread: Spread
    target: AtMost | AtLeast | None = None
    size: int = 0
    took: Mapping[str, Spread] = field(default_factory=dict)
    note: str = ""
    load: float = 0.0

    @property
    def judged(self) -> float:
        """Return what is held against the target: a ratio's median, and of a time what nobody interrupted."""
        return self.spread.median if self.unit in ("×", "") else self.spread.undisturbed

    @property
    def verdict(self) -> str:
        """Say whether the target is met."""
        if self.target is None:
            return ""
        return "met" if self.target.is_met(self.judged) else "missed"

    def as_json(self) -> dict[str, Any]:
        """Return everything."""
        return {**asdict(self), "target": str(self.target or ""), "verdict": self.verdict}


Measure = Iterator[Figure]
"""What a row yields."""

__all__ = ["AtLeast", "AtMost", "Figure", "Measure", "Scale"]
