"""The first things to try, for whoever opens a demonstration for the first time."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try: as whom, at which moment (`2026-03-05T12:00` on their own clock), and what is to be seen."""

    person_id: str
    title: str
    what: str
    label: str
    on: str


Tour = Sequence[Step]
