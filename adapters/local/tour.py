"""The first three things to try, for whoever opens the workspace for the first time."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.local.records import Person


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try: as whom, and what to do."""

    person_id: str
    as_whom: str
    what: str


Tour = Sequence[Step]

_TRY = {
    "learner": "Press “Next event” until Thursday: a check-in arrives in your private chat, and one tap answers it.",
    "mentor": "Move the clock a week on: when a learner goes silent, Kith drafts a message for you to send or change.",
    "coordinator": "As a learner, write “I don't want to be here anymore”. Then come back here and press “I have it”.",
}


def default_tour(people: Sequence[Person]) -> Tour:
    """Return one step for each role, as the first person who has it."""
    steps = []
    for role, what in _TRY.items():
        person = next((person for person in people if person.role == role), None)
        if person is not None:
            steps.append(Step(person.id, f"As {role} {person.name}", what))
    return steps
