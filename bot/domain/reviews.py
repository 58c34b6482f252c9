"""Peer review: who reads whose work in a round, and who takes over what was not written."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.cohorts import Cohort
from bot.domain.deadlines import ReviewRound
from bot.domain.schedule import LocalTime

OPENS_AT, REMINDS_AT, LOOKED_AT = time(9), time(10), time(12)
"""A round opens in the morning, reminds in the morning, and is looked at on the noon after its last day."""
REMINDS_BEFORE = timedelta(days=2)
TAKEN_OVER_FOR = timedelta(days=5)
"""How long somebody has who takes over a review that was not written."""


class ReviewState(StrEnum):
    """Where a review stands. PASSED_ON: somebody else writes it; LAPSED: nobody did."""

    OPEN = "open"
    WRITTEN = "written"
    PASSED_ON = "passed_on"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Review:
    """One person reads another's work in round `number`. What they write goes to the author and is not kept."""

    id: str
    cohort_id: str
    group_id: str
    number: int
    reviewer_id: str
    author_id: str
    due_on: date
    state: ReviewState = ReviewState.OPEN
    is_taken_over: bool = False
    written_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be written."""
        return self.state is ReviewState.OPEN

    def written(self, now: datetime) -> "Review":
        """Return the review as written now."""
        return replace(self, state=ReviewState.WRITTEN, written_at=now)


@dataclass(frozen=True, slots=True)
class Circle:
    """People who read each other's work, `each` of them so many, in the order in which they are asked.

    `guests`: those of them who would have been alone in their own group.
    """

    group_id: str
    people: tuple[str, ...]
    each: int
    guests: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """Return who reads whom: everybody reads and is read equally often, nobody by themselves."""
        count = len(self.people)
        return [
            (reviewer, self.people[(place + step) % count])
            for place, reviewer in enumerate(self.people)
            for step in range(1, self.each + 1)
        ]


@dataclass(frozen=True, slots=True)
class Allocation:
    """A round's circles, and who could be put into none (there is nobody else at all)."""

    circles: tuple[Circle, ...]
    left_over: tuple[str, ...] = ()

    def short(self, each: int) -> tuple[Circle, ...]:
        """Return the circles in which people read fewer than planned, since there are too few."""
        return tuple(circle for circle in self.circles if circle.each < each)


def allocate(groups: Mapping[str, Sequence[str]], each: int) -> Allocation:
    """Make a circle of every group. Somebody who is alone joins the smallest other one; too few read fewer each."""
    whole = {group: list(people) for group, people in groups.items() if len(people) > 1}
    alone = [(group, people[0]) for group, people in groups.items() if len(people) == 1]
    guests: dict[str, list[str]] = {}
    if not whole and len(alone) > 1:
        host = alone[0][0]
        whole[host], guests[host] = [person for _, person in alone], [person for _, person in alone[1:]]
        alone = []
    for _, person in alone if whole else ():
        host = min(whole, key=lambda group: (len(whole[group]), group))
        whole[host].append(person)
        guests.setdefault(host, []).append(person)
    circles = [
        Circle(group, tuple(people), min(each, len(people) - 1), tuple(guests.get(group, ())))
        for group, people in whole.items()
    ]
    return Allocation(tuple(circles), () if whole else tuple(person for _, person in alone))


def shuffled(people: Sequence[str], number: int) -> list[str]:
    """Return people in an order that differs from round to round, and is the same whenever it is asked for."""
    order = sorted(range(len(people)), key=lambda place: hashlib.blake2b(f"{number}:{place}".encode()).digest())
    return [people[place] for place in order]


def take_over(rows: Sequence[Review], absent: Collection[str] = ()) -> list[tuple[Review, str | None]]:
    """Return who writes each open review of a circle instead, None where nobody can.

    Only those who wrote all of theirs are asked: who has least to do first, then in the order of the rows. Never the
    author, nor who reads them already.
    """
    load = Counter(row.reviewer_id for row in rows)
    late = {row.reviewer_id for row in rows if row.is_open}
    read = {(row.reviewer_id, row.author_id) for row in rows}
    moved: list[tuple[Review, str | None]] = []
    for row in rows:
        if not row.is_open:
            continue
        free = [
            person
            for person in load
            if person not in late
            and person not in absent
            and person != row.author_id
            and (person, row.author_id) not in read
        ]
        taker = min(free, key=load.__getitem__, default=None)
        if taker is not None:
            load[taker] += 1
            read.add((taker, row.author_id))
        moved.append((row, taker))
    return moved


@dataclass(frozen=True, slots=True)
class RoundTimes:
    """When the steps of a round come, on the cohort's clock."""

    opens: LocalTime
    reminds: LocalTime
    passes_on: LocalTime
    ends: LocalTime


def round_times(cohort: Cohort, round_: ReviewRound) -> RoundTimes:
    """Return when a round opens, reminds, passes on what was not written, and ends for good."""
    zone, after = cohort.timezone, round_.due_on + timedelta(days=1)
    return RoundTimes(
        LocalTime(round_.opens_on, OPENS_AT, zone),
        LocalTime(round_.due_on - REMINDS_BEFORE, REMINDS_AT, zone),
        LocalTime(after, LOOKED_AT, zone),
        LocalTime(after + TAKEN_OVER_FOR, LOOKED_AT, zone),
    )


@dataclass(frozen=True, slots=True)
class RoundTally:
    """What came of a round: handed out at its beginning, written in time by whom they were handed to, passed on."""

    handed_out: int
    on_time: int
    passed_on: int


def tally(rows: Sequence[Review], passes_on_at: datetime) -> RoundTally:
    """Count a round's reviews; in time is before they would be passed on."""
    first = [row for row in rows if not row.is_taken_over]
    on_time = sum(row.written_at is not None and row.written_at < passes_on_at for row in first)
    return RoundTally(len(first), on_time, sum(row.state is ReviewState.PASSED_ON for row in first))
