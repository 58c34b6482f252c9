"""What a visitor of the demonstration is shown first: who lives in the sample cohort, and what is worth a look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to look at: what it is called, what is to be done there, and the button that leads to it."""

    title: str
    what: str
    label: str


TITLE = "Three things to try"


def check_in(day: str, name: str) -> Stop:
    """A learner's check-in."""
    return Stop(
        "As a learner",
        "A check-in waits in the private chat with Kith. One tap answers it.",
        f"{day}, as {name}",
    )


def reach_out(day: str, name: str, learner: str) -> Stop:
    """A mentor's drafted message."""
    return Stop(
        "As a mentor",
        f"{learner} missed two check-ins in a row. A kind message is drafted: change it, send it.",
        f"{day}, as {name}",
    )


def alert(day: str, name: str) -> Stop:
    """A coordinator's alert."""
    return Stop(
        "As a coordinator",
        "At night somebody wrote a worrying sentence. The alert quotes nothing. Press “I have it”.",
        f"{day}, as {name}",
    )
