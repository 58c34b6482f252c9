"""What can be wrong with a rule pack, told all at once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: where it is, what it is, and what would be right."""

    file: str
    where: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.problem}" + (f" ({self.remedy})" if self.remedy else "")


class PackError(ValueError):
    """A pack did not load. `faults` lists everything found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
