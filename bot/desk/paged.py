"""A long list in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """The rows of page `number` of `count`, counted from 1."""

    rows: Sequence[Row]
    number: int
    count: int

    @classmethod
    def of(cls, rows: Sequence[Row], number: int, most: int) -> "Paged[Row]":
        """Return one page of at most so many rows: the nearest there is to the number asked for."""
        count = max(1, -(-len(rows) // most))
        number = min(max(1, number), count)
        return cls(rows[(number - 1) * most : number * most], number, count)
