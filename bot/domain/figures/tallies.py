"""A whole cohort counted by the database: the same figures as from its rows, where there are too many rows to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.figures.counting import LEFT, NEVER_CAME, of_help, of_surveys, struggling
from bot.domain.figures.facts import Facts, Modules, Talk
from bot.domain.figures.figure import Cut, Figure, Measure
from bot.domain.members import MemberState
from bot.domain.schedule import local_date


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hits + other.hits, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Tallies:
    """What the database counted of one cohort.

    `sessions` attended of counted, by the moment they begin (None: nobody knows); `check_ins` answered of due, by week;
    `learners` by where they stand; `taking_part` of those who are here; `talk` of learners alone.
    """

    sessions: Mapping[datetime | None, Tally] = field(default_factory=dict)
    check_ins: Mapping[int, Tally] = field(default_factory=dict)
    modules: Modules = Modules(0, 0)  # noqa: RUF009 - frozen
    learners: Mapping[MemberState, int] = field(default_factory=dict)
    taking_part: int = 0
    talk: Talk = Talk(0, 0)  # noqa: RUF009 - frozen
    good_words: int = 0
    moved: int = 0


def of_whole(facts: Facts, tallies: Tallies) -> tuple[Figure, ...]:
    """Return the figures of a whole cohort and its weeks, in the order of `figures`.

    `facts` need only cases and surveys, with the groups they name.
    """
    return (
        *_sessions(facts, tallies.sessions),
        *_check_ins(facts, tallies.check_ins),
        *_rate(Measure.MODULES, Cut.COHORT, "", Tally(tallies.modules.completed, tallies.modules.due)),
        *_taking_part(tallies),
        *([Figure(Measure.GOOD_WORDS, Cut.COHORT, "", tallies.good_words)] if tallies.good_words else []),
        *of_surveys(facts),
        *of_help(facts),
        *struggling(facts),
        Figure(Measure.HANDOFFS, Cut.COHORT, "", tallies.moved),
    )


def _rate(measure: Measure, cut: Cut, name: str, tally: Tally) -> Iterator[Figure]:
    if tally.of:
        yield Figure(measure, cut, name, tally.hits, tally.of)


def _sessions(facts: Facts, counted: Mapping[datetime | None, Tally]) -> Iterator[Figure]:
    weeks: dict[int, Tally] = {}
    for at, tally in counted.items():
        week = facts.cohort.week(local_date(at, facts.cohort.timezone)) if at is not None else 0
        weeks[week] = weeks.get(week, Tally()) + tally
    yield from _by_week(facts, Measure.SESSIONS, weeks, sum(weeks.values(), Tally()))


def _check_ins(facts: Facts, weeks: Mapping[int, Tally]) -> Iterator[Figure]:
    inside = {week: tally for week, tally in weeks.items() if facts.cohort.has_week(week)}
    yield from _by_week(facts, Measure.CHECK_INS, inside, sum(inside.values(), Tally()))


def _by_week(facts: Facts, measure: Measure, weeks: Mapping[int, Tally], whole: Tally) -> Iterator[Figure]:
    yield from _rate(measure, Cut.COHORT, "", whole)
    for week in range(1, facts.cohort.weeks + 1):
        yield from _rate(measure, Cut.WEEK, str(week), weeks.get(week, Tally()))


def _taking_part(tallies: Tallies) -> Iterator[Figure]:
    came = {state: count for state, count in tallies.learners.items() if state not in NEVER_CAME}
    here = tallies.learners.get(MemberState.ACTIVE, 0)
    yield from _rate(Measure.TAKING_PART, Cut.COHORT, "", Tally(tallies.taking_part, here))
    retained = Tally(sum(count for state, count in came.items() if state not in LEFT), sum(came.values()))
    yield from _rate(Measure.RETENTION, Cut.COHORT, "", retained)
    messages = tallies.talk.messages
    yield Figure(Measure.MESSAGES, Cut.COHORT, "", messages)
    if messages:
        yield Figure(Measure.PEER_REPLIES, Cut.COHORT, "", tallies.talk.replies, messages)
