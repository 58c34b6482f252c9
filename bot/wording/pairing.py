"""What is said of proposed pairs: to coordinators, who decide."""

from bot.domain.pairing import Why

_WITHOUT = {
    Why.NO_MENTORS: "There is no mentor with a free place. Add a mentor, or raise somebody's capacity.",
    Why.VETOES: "Everybody whose hours fit is on a list of people not to be paired. Ask whether a wish can change.",
    Why.HOURS: "No mentor is free for a session when they are. Ask both for one more hour in the week.",
    Why.FULL: "Every mentor who could is needed more by somebody else. Raise a capacity, or add a mentor.",
}


def without_mentor(why: Why) -> str:
    """Say why a learner has no mentor, and what would help."""
    return _WITHOUT[why]
