"""What a programme wants of its groups: how many people, and whether stages lie close or are mixed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Sizes:
    """Fewest and most people in a group."""

    least: int = 4
    most: int = 5

    def counts(self, people: int) -> range:
        """Return how many groups hold exactly so many people; empty when none do."""
        return range(-(-people // self.most), people // self.least + 1)

    def most_placed(self, people: int) -> int:
        """Return how many of so many people can be in groups at all, as far as sizes go."""
        return next(count for count in range(people, -1, -1) if self.counts(count) or not count)

    def wider(self) -> Iterator["Sizes"]:
        """Yield what to allow instead, the nearest first."""
        steps = [(down, up) for down in range(self.least - 1) for up in range(4) if down or up]
        for down, up in sorted(steps, key=lambda step: (sum(step), step)):
            yield Sizes(self.least - down, self.most + up)

    def __str__(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least}-{self.most}"


class Stages(StrEnum):
    """Whom somebody learns beside: people near their own stage, or people of many."""

    CLOSE = "close"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a programme wants of its groups. `meets`: whether a group's hours must have one in common."""

    sizes: Sizes = Sizes()
    stages: Stages = Stages.CLOSE
    meets: bool = True
