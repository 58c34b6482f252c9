"""Spaces for people who share an experience: opt-in, known to those inside alone, left without a trace (G9)."""

from dataclasses import dataclass

SPACE = "space-"
"""How the channels of such spaces begin among a cohort's places; nothing that happens there is counted or scanned."""


@dataclass(frozen=True, slots=True)
class Space:
    """A space of a cohort. Who is inside is kept apart, and only as long as they are."""

    id: str
    cohort_id: str
    handle: str
    name: str
    about: str = ""

    @property
    def place_name(self) -> str:
        """What its channel is called among the cohort's places."""
        return f"{SPACE}{self.handle}"


def is_space(place_name: str) -> bool:
    """Whether a channel of a cohort, by its name, is such a space's."""
    return place_name.startswith(SPACE)
