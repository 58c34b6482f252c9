"""Counts a cohort: every figure there is to tell, in one order."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from statistics import median
from typing import TypeVar

from bot.domain.cases import CaseState, Cause
from bot.domain.check_ins import DUE, CheckIn, CheckInState
from bot.domain.figures.facts import Facts
from bot.domain.figures.figure import Cut, Figure, Measure
from bot.domain.members import MemberState
from bot.domain.schedule import local_date
from bot.domain.sessions import COUNTED, Session, SessionState
from bot.domain.survey_answers import change
from bot.domain.surveys import Survey, SurveyKind

Row = TypeVar("Row")
Key = TypeVar("Key", str, int)
NEVER_CAME = (MemberState.INVITED, MemberState.DECLINED)
LEFT = (MemberState.LEFT, MemberState.GONE)


def figures(facts: Facts) -> tuple[Figure, ...]:
    """Return every figure that there is anything to say about."""
    return (
        *_sessions(facts),
        *_check_ins(facts),
        *_modules(facts),
        *_taking_part(facts),
        *_recognition(facts),
        *of_surveys(facts),
        *of_help(facts),
        *_mentors(facts),
        *_pairs(facts),
    )


def _rate(measure: Measure, cut: Cut, name: str, hits: Iterable[bool]) -> Iterator[Figure]:
    every = list(hits)
    if every:
        yield Figure(measure, cut, name, sum(every), len(every))


def sorted_by(rows: Iterable[Row], of: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Sort rows by whose they are, once for all: a large cohort has too many to look through for each group."""
    found = defaultdict[Key, list[Row]](list)
    for row in rows:
        found[of(row)].append(row)
    return found


def _sessions(facts: Facts) -> Iterator[Figure]:
    counted = [session for session in facts.sessions if session.state in COUNTED]

    def rate(cut: Cut, name: str, some: Iterable[Session]) -> Iterator[Figure]:
        yield from _rate(Measure.SESSIONS, cut, name, (session.state is SessionState.ATTENDED for session in some))

    yield from rate(Cut.COHORT, "", counted)
    of_learner = sorted_by(counted, lambda session: session.learner_id)
    for group in facts.groups:
        inside = facts.members_of.get(group.id, frozenset())
        yield from rate(Cut.GROUP, group.name, chain.from_iterable(of_learner.get(one, ()) for one in inside))
    of_mentor = sorted_by(counted, lambda session: session.mentor_id)
    for mentor in facts.mentors:
        yield from rate(Cut.MENTOR, mentor.name, of_mentor.get(mentor.id, ()))
    in_week = sorted_by(counted, lambda session: _week(facts, session))
    for week in range(1, facts.cohort.weeks + 1):
        yield from rate(Cut.WEEK, str(week), in_week.get(week, ()))


def _week(facts: Facts, session: Session) -> int:
    at = session.starts_at
    return facts.cohort.week(local_date(at, facts.cohort.timezone)) if at is not None else 0


def _check_ins(facts: Facts) -> Iterator[Figure]:
    counted = [each for each in facts.check_ins if each.state in DUE and facts.cohort.has_week(each.week)]

    def rate(cut: Cut, name: str, some: Iterable[CheckIn]) -> Iterator[Figure]:
        yield from _rate(Measure.CHECK_INS, cut, name, (each.state is CheckInState.ANSWERED for each in some))

    yield from rate(Cut.COHORT, "", counted)
    of_learner = sorted_by(counted, lambda each: each.learner_id)
    for group in facts.groups:
        inside = facts.members_of.get(group.id, frozenset())
        yield from rate(Cut.GROUP, group.name, chain.from_iterable(of_learner.get(one, ()) for one in inside))
    in_week = sorted_by(counted, lambda each: each.week)
    for week in range(1, facts.cohort.weeks + 1):
        yield from rate(Cut.WEEK, str(week), in_week.get(week, ()))


def _modules(facts: Facts) -> Iterator[Figure]:
    due = sum(modules.due for modules in facts.modules.values())
    if due:
        done = sum(min(modules.completed, modules.due) for modules in facts.modules.values())
        yield Figure(Measure.MODULES, Cut.COHORT, "", done, due)


def _taking_part(facts: Facts) -> Iterator[Figure]:
    came = [learner for learner in facts.learners if learner.state not in NEVER_CAME]
    answered = {
        each.learner_id
        for each in facts.check_ins
        if each.answered_at is not None and each.answered_at >= facts.since and each.mood is not None
    }
    wrote = {member_id for member_id, talk in facts.talk.items() if talk.messages}
    here = [learner for learner in came if learner.is_active]
    active = (learner.id in answered or learner.id in wrote for learner in here)
    yield from _rate(Measure.TAKING_PART, Cut.COHORT, "", active)
    yield from _rate(Measure.RETENTION, Cut.COHORT, "", (learner.state not in LEFT for learner in came))
    said = [facts.talk[learner.id] for learner in facts.learners if learner.id in facts.talk]
    messages = sum(talk.messages for talk in said)
    yield Figure(Measure.MESSAGES, Cut.COHORT, "", messages)
    if messages:
        yield Figure(Measure.PEER_REPLIES, Cut.COHORT, "", sum(talk.replies for talk in said), messages)
    for group in facts.groups:
        talks = [facts.talk[one] for one in sorted(facts.members_of.get(group.id, ())) if one in facts.talk]
        if talks:
            total = sum(talk.messages for talk in talks)
            yield Figure(Measure.PEER_REPLIES, Cut.GROUP, group.name, sum(talk.replies for talk in talks), total)


def _recognition(facts: Facts) -> Iterator[Figure]:
    """Count good words people gave each other, since the report's beginning (M8); never of whom, never by whom."""
    given = sum(each.given_at >= facts.since for each in facts.kudos)
    if given:
        yield Figure(Measure.GOOD_WORDS, Cut.COHORT, "", given)


def of_surveys(facts: Facts) -> Iterator[Figure]:
    """Tell what surveys that are closed came to."""
    names = {group.id: group.name for group in facts.groups}
    closed = [survey for survey in facts.surveys if survey.closed_at is not None]
    for survey in closed:
        yield Figure(Measure.SURVEY_ANSWERS, Cut.SURVEY, survey.name, survey.answered, survey.asked)
        for result in survey.results:
            who = names.get(result.cut, "")
            for question, mean in zip(survey.questions, result.means, strict=True):
                label = f"{survey.name}: {question}" + (f" ({who})" if who else "")
                yield Figure(Measure.SURVEY_MEAN, Cut.QUESTION, label, mean)
    before, after = _newest(closed, SurveyKind.BASELINE), _newest(closed, SurveyKind.END)
    for question, difference in zip(after.questions if after else (), change(before, after), strict=False):
        yield Figure(Measure.SURVEY_CHANGE, Cut.QUESTION, question, difference)
    if closed:
        yield Figure(Measure.HAND_RAISES, Cut.COHORT, "", sum(survey.raised for survey in closed))


def _newest(surveys: Iterable[Survey], kind: SurveyKind) -> Survey | None:
    return max((survey for survey in surveys if survey.kind is kind), key=lambda s: s.number, default=None)


def of_help(facts: Facts) -> Iterator[Figure]:
    """Measure the time to the first human response of every case (E15)."""
    waits = [each for each in facts.cases if each.times.contact_after is not None]
    if waits:
        minutes = [each.times.contact_after.total_seconds() / 60 for each in waits if each.times.contact_after]
        yield Figure(Measure.CONTACT_MINUTES, Cut.COHORT, "", round(median(minutes or [0]), 1))
        in_time = (each.times.contact_after is not None and each.times.contact_after <= each.goal for each in waits)
        yield from _rate(Measure.CONTACT_IN_TIME, Cut.COHORT, "", in_time)
    yield from _answers(facts)
    real = [each.case for each in facts.cases if each.case.state is not CaseState.VOID]
    yield from _rate(Measure.CASES, Cut.COHORT, "", (case.is_closed for case in real))


def _answers(facts: Facts) -> Iterator[Figure]:
    """How soon somebody answered in the channel for help (L4), and how often at all."""
    waits = [each.waited for each in facts.questions]
    minutes = [waited.total_seconds() / 60 for waited in waits if waited is not None]
    if minutes:
        yield Figure(Measure.ANSWER_MINUTES, Cut.COHORT, "", round(median(minutes), 1))
    yield from _rate(Measure.ANSWERED, Cut.COHORT, "", (waited is not None for waited in waits))


def _mentors(facts: Facts) -> Iterator[Figure]:
    """How many learners each mentor looks after, and how often they were heard in channels (M17)."""
    loads = Counter(pairing.mentor_id for pairing in facts.pairings if pairing.until_on is None)
    for mentor in facts.mentors:
        load = loads[mentor.id]
        talk = facts.talk.get(mentor.id)
        yield Figure(Measure.MENTOR_LEARNERS, Cut.MENTOR, mentor.name, load)
        yield Figure(Measure.MENTOR_MESSAGES, Cut.MENTOR, mentor.name, talk.messages if talk is not None else 0)


def _pairs(facts: Facts) -> Iterator[Figure]:
    """What became of pairs that struggled (M19): those a person looked at, and how many have another mentor."""
    yield from struggling(facts)
    current = {pairing.learner_id: pairing.mentor_id for pairing in facts.pairings if pairing.until_on is None}
    ended = [pairing for pairing in facts.pairings if pairing.until_on is not None]
    moved = sum(current.get(pairing.learner_id, pairing.mentor_id) != pairing.mentor_id for pairing in ended)
    yield Figure(Measure.HANDOFFS, Cut.COHORT, "", moved)


def struggling(facts: Facts) -> Iterator[Figure]:
    """Count the pairs a person looked at because their sessions did not take place."""
    cases = [each.case for each in facts.cases if each.case.cause is Cause.MISSED_SESSIONS]
    if cases:
        yield Figure(Measure.STRUGGLING_PAIRS, Cut.COHORT, "", len(cases))
