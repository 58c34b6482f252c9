"""Which mentor has room: what pairing and workload know of people, and who could take one learner more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.availability import parse_availability
from bot.domain.members import MeetingFormat, Member, Pairing
from bot.domain.pairing import WEIGHTS, Criterion, Learner, Mentor, Table, hours, score

FULL = 5
HEAVY = 4
"""From this load on nobody is proposed to a mentor, and they are asked how they are themselves."""

GOOD = 0.7
"""The share of a criterion's points from which on it speaks for a pair; half of them mean that nobody said."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What pairing and workload know of somebody. `load` is a mentor's own word, 1 to 5 (0: none), on `load_on`.

    `module` is the last module a learner has finished (None: nobody said). The sets are words of the programme's own
    list (`affinity`: experiences they share), and `avoid` and `prefer` handles of people; nobody is shown whose.
    `shares_goals`: they said that their group may read their `goals` when it begins.
    """

    member_id: str
    stage: int = 0
    style: str = ""
    format: MeetingFormat = MeetingFormat.EITHER
    capacity: int = 4
    load: int = 0
    load_on: date | None = None
    module: int | None = None
    goals: frozenset[str] = frozenset()
    strengths: frozenset[str] = frozenset()
    affinity: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    prefer: frozenset[str] = frozenset()
    shares_goals: bool = False

    def takes_one_more(self, learners: int) -> bool:
        """Whether a mentor with so many learners has a free place, and no heavy week."""
        return learners < self.capacity and self.load < HEAVY


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor a learner could move to: how well they fit (0 to 100), and how many learners they have.

    `good` are the criteria that speak for the two; points themselves are shown to nobody.
    """

    learner_id: str
    mentor_id: str
    points: float
    load: int
    capacity: int
    good: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Who mentors how many now: mentors who take part, the traits of all by member id, and the pairings that hold."""

    mentors: tuple[Member, ...]
    traits: Mapping[str, Traits]
    pairings: tuple[Pairing, ...]

    def of(self, member_id: str) -> Traits:
        """Return somebody's traits."""
        return self.traits.get(member_id, Traits(member_id))

    def load(self, mentor_id: str) -> int:
        """Return how many learners a mentor has."""
        return sum(pairing.mentor_id == mentor_id for pairing in self.pairings)

    def free(self, without: str = "") -> tuple[Member, ...]:
        """Return the mentors with a free place whose week is not heavy, but for one."""
        return tuple(
            mentor
            for mentor in self.mentors
            if mentor.id != without and self.of(mentor.id).takes_one_more(self.load(mentor.id))
        )


def candidates(learners: Sequence[Member], room: Room, without: str, on: date, length: timedelta) -> list[Candidate]:
    """Return every pair that may be, best first: the pairing's own scores, under the capacity of each mentor."""
    mentors = room.free(without)
    if not mentors or not learners:
        return []
    table = score(*sides(learners, mentors, room, on, length))
    found = [
        Candidate(
            learner.id,
            mentor.id,
            int(table.points[row, column]) / 100,
            room.load(mentor.id),
            room.of(mentor.id).capacity,
            good_reasons(table, row, column),
        )
        for row, learner in enumerate(learners)
        for column, mentor in enumerate(mentors)
        if table.admissible[row, column]
    ]
    return sorted(found, key=lambda one: (-one.points, one.learner_id, one.mentor_id))


def sides(
    learners: Sequence[Member], mentors: Sequence[Member], room: Room, on: date, length: timedelta
) -> tuple[list[Learner], list[Mentor]]:
    """Return what pairing knows of people: what they and their coordinators said, wishes and vetoes by member id."""
    ids = {one.handle.casefold(): one.id for one in (*learners, *mentors)}
    return (
        [_learner(one, room.of(one.id), _starts(one, on, length), ids) for one in learners],
        [_mentor(one, room.of(one.id), _starts(one, on, length), ids) for one in mentors],
    )


def _learner(one: Member, traits: Traits, starts: frozenset[int], ids: Mapping[str, str]) -> Learner:
    return Learner(
        one.id,
        stage=traits.stage,
        goals=traits.goals,
        style=traits.style,
        format=traits.format,
        language=one.language,
        starts=starts,
        avoid=known(traits.avoid, ids),
        prefer=known(traits.prefer, ids),
    )


def _mentor(one: Member, traits: Traits, starts: frozenset[int], ids: Mapping[str, str]) -> Mentor:
    return Mentor(
        one.id,
        traits.capacity,
        completed_stage=traits.stage,
        strengths=traits.strengths,
        style=traits.style,
        format=traits.format,
        language=one.language,
        starts=starts,
        avoid=known(traits.avoid, ids),
    )


def known(handles: Iterable[str], ids: Mapping[str, str]) -> frozenset[str]:
    """Return the member ids of handles, any letter case; `ids` by handle in lower case, whom it lacks is left out."""
    return frozenset(ids[handle.casefold()] for handle in handles if handle.casefold() in ids)


def good_reasons(table: Table, row: int, column: int) -> tuple[Criterion, ...]:
    """Return what speaks for a pair: the criteria with most of their points."""
    reasons = table.reasons(row, column)
    return tuple(one for one, points in reasons.items() if 100 * points >= GOOD * WEIGHTS[one])


def _starts(member: Member, on: date, length: timedelta) -> frozenset[int]:
    return hours(parse_availability(member.availability), member.timezone, on, length)
