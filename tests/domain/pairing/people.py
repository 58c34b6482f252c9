"""People for pairing, drawn at random: a few words each, so that ties and vetoes happen."""

from dataclasses import replace

from hypothesis import strategies as st

from bot.domain.members import MeetingFormat
from bot.domain.pairing import Learner, Mentor

WORDS = ["writing", "charts", "planning"]
STYLES = ["", "warm", "direct"]
formats = st.sampled_from(list(MeetingFormat))
words = st.frozensets(st.sampled_from(WORDS), max_size=2)
starts = st.frozensets(st.integers(0, 11), max_size=3)


def learners(most: int) -> st.SearchStrategy[list[Learner]]:
    """Draw learners L0, L1, …"""
    avoid = st.frozensets(st.sampled_from(["M0", "M1", "M2"]), max_size=1)
    one = st.builds(
        Learner,
        st.just(""),
        st.integers(0, 3),
        words,
        st.sampled_from(STYLES),
        formats,
        st.just("en"),
        starts,
        avoid,
        avoid,
    )
    return st.lists(one, min_size=1, max_size=most).map(lambda people: _named(people, "L"))


def mentors(most: int) -> st.SearchStrategy[list[Mentor]]:
    """Draw mentors M0, M1, …"""
    avoid = st.frozensets(st.sampled_from(["L0", "L1"]), max_size=1)
    one = st.builds(
        Mentor,
        st.just(""),
        st.integers(0, 3),
        st.integers(0, 4),
        words,
        st.sampled_from(STYLES),
        formats,
        st.just("en"),
        starts,
        avoid,
    )
    return st.lists(one, min_size=0, max_size=most).map(lambda people: _named(people, "M"))


def _named(people: list, letter: str) -> list:
    return [replace(person, id=f"{letter}{number}") for number, person in enumerate(people)]
