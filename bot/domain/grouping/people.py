"""What forming groups knows of people: never more than they said for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to be in a group. `starts` are the quarters of a week (UTC) in which a meeting can begin.

    `avoid` holds ids they must not be placed with; it counts in both directions.
    """

    id: str
    stage: int = 0
    goals: frozenset[str] = frozenset()
    language: str = ""
    affinity: frozenset[str] = frozenset()
    starts: frozenset[int] = frozenset()
    avoid: frozenset[str] = frozenset()
