"""What mentors can have at hand in a moment; what is said stands in `bot/wording/playbook.py`."""

from enum import StrEnum


class Script(StrEnum):
    """A card for one moment."""

    QUIET = "quiet"
    REFLECT = "reflect"
    FEEDBACK = "feedback"
    EMPATHY = "empathy"
    CONFLICT = "conflict"
    STUDY = "study"
    STEPS = "steps"
    LEARNING = "learning"
