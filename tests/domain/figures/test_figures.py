"""Figures are counted as the programme says: make-ups count, excused ones don't, the unknown is outside."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.asking import Line, Question
from bot.domain.case_times import CaseTimes
from bot.domain.cases import Case, CaseState, Cause
from bot.domain.check_ins import CheckIn, CheckInState, Mood
from bot.domain.cohorts import Cohort
from bot.domain.figures import (
    CaseFacts,
    Cut,
    Facts,
    Figure,
    Measure,
    Modules,
    Reason,
    Talk,
    by_cut,
    diagnose,
    early_warnings,
    figures,
    whole,
)
from bot.domain.members import Absence, AbsenceKind, Group, Member, MemberState, Pairing, Role
from bot.domain.plan import Holiday, Plan
from bot.domain.recognition import Kudos
from bot.domain.sessions import Session, SessionState
from bot.domain.signals.severity import Severity
from bot.report_file import as_csv, as_dict, in_short

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
HOLIDAY = Holiday(MONDAY + timedelta(days=7), "A feast", ("g1",))
COHORT = Cohort("c1", "spring", "Spring", "Europe/Lisbon", MONDAY, 8, plan=Plan(holidays=(HOLIDAY,)))
GROUPS = (Group("g1", "c1", "g1", "One", "Europe/Lisbon", "M1"), Group("g2", "c1", "g2", "=Two", "Europe/Lisbon"))
MEMBERS_OF = {"g1": frozenset({"L1", "L2", "L3"}), "g2": frozenset({"L4"})}


def person(handle: str, state: MemberState = MemberState.ACTIVE) -> Member:
    role = Role.MENTOR if handle.startswith("M") else Role.LEARNER
    return Member(handle, "c1", handle, f"Name {handle}", role, "Europe/Lisbon", state)


def check_in(learner: str, week: int, state: CheckInState) -> CheckIn:
    opened = NOW - timedelta(days=14 - 7 * week + 4)
    answered = opened if state is CheckInState.ANSWERED else None
    mood = Mood.FINE if answered else None
    return CheckIn(f"{learner}{week}", "c1", learner, week, opened, opened, state, answered, mood)


def session(learner: str, state: SessionState, days_ago: int = 3) -> Session:
    at = NOW - timedelta(days=days_ago)
    return Session(f"{learner}{days_ago}", "c1", learner, "M1", 1, 45, state, at)


def facts(**more: Any) -> Facts:
    people = tuple(person(handle) for handle in ("L1", "L2", "L3", "L4", "M1"))
    given = {"people": people, "groups": GROUPS, "members_of": MEMBERS_OF} | more
    return Facts(COHORT, NOW, NOW - timedelta(days=14), **given)


YES, NO, SPARED = CheckInState.ANSWERED, CheckInState.OVERDUE, CheckInState.EXCUSED


def test_sessions_are_attended_of_attended_and_missed_by_group_mentor_and_week() -> None:
    states = [SessionState.ATTENDED, SessionState.MISSED, SessionState.EXCUSED, SessionState.UNKNOWN]
    made_up = replace(session("L1", SessionState.ATTENDED, 1), is_make_up=True)
    every = figures(facts(sessions=(*(session("L1", state, 3 + n) for n, state in enumerate(states)), made_up)))

    assert [(figure.n, figure.of) for figure in by_cut(every, Measure.SESSIONS, Cut.COHORT)] == [(2, 3)]
    assert [(f.name, f.n, f.of) for f in by_cut(every, Measure.SESSIONS, Cut.GROUP)] == [("One", 2, 3)]
    assert [(f.name, f.n, f.of) for f in by_cut(every, Measure.SESSIONS, Cut.MENTOR)] == [("Name M1", 2, 3)]
    assert [(f.name, f.n, f.of) for f in by_cut(every, Measure.SESSIONS, Cut.WEEK)] == [("2", 2, 3)]


def test_check_ins_that_were_not_due_are_in_no_figure() -> None:
    every = figures(facts(check_ins=(check_in("L1", 1, YES), check_in("L2", 1, NO), check_in("L3", 1, SPARED))))
    found = whole(every, Measure.CHECK_INS)

    assert found is not None
    assert (found.n, found.of, found.share) == (1, 2, 0.5)


def test_who_wrote_or_answered_takes_part_and_who_never_came_is_not_counted_as_lost() -> None:
    people = (person("L1"), person("L2"), person("L3", MemberState.LEFT), person("L4", MemberState.DECLINED))
    talk = {"L2": Talk(4, 1)}
    every = figures(facts(people=people, check_ins=(check_in("L1", 1, YES),), talk=talk))

    assert [(f.n, f.of) for f in by_cut(every, Measure.TAKING_PART, Cut.COHORT)] == [(2, 2)]
    assert [(f.n, f.of) for f in by_cut(every, Measure.RETENTION, Cut.COHORT)] == [(2, 3)]
    assert [(f.n, f.of) for f in by_cut(every, Measure.PEER_REPLIES, Cut.COHORT)] == [(1, 4)]


def test_modules_are_a_figure_where_somebody_brings_progress_in() -> None:
    assert whole(figures(facts()), Measure.MODULES) is None
    found = whole(figures(facts(modules={"L1": Modules(3, 4), "L2": Modules(5, 4)})), Measure.MODULES)

    assert found is not None
    assert (found.n, found.of) == (7, 8)


def test_good_words_are_counted_and_nobody_is_named() -> None:
    assert whole(figures(facts()), Measure.GOOD_WORDS) is None
    given = (Kudos("k1", "c1", "L1", "L2", NOW), Kudos("k2", "c1", "L1", "L3", NOW - timedelta(days=30)))

    assert [each for each in figures(facts(kudos=given)) if each.measure is Measure.GOOD_WORDS] == [
        Figure(Measure.GOOD_WORDS, Cut.COHORT, "", 1)
    ]


def test_the_help_clock_is_measured_to_the_first_person_not_to_the_first_press() -> None:
    case = Case("k", "K", "c1", "L1", "help", Severity.NORMAL, Cause.HELP, "help", NOW, CaseState.RESOLVED)
    slow = CaseFacts(case, CaseTimes(NOW, timedelta(minutes=1), timedelta(hours=5)), timedelta(hours=4))
    fast = CaseFacts(case, CaseTimes(NOW, timedelta(minutes=1), timedelta(minutes=20)), timedelta(hours=4))
    every = figures(facts(cases=(slow, fast)))

    minutes, in_time = whole(every, Measure.CONTACT_MINUTES), whole(every, Measure.CONTACT_IN_TIME)
    assert minutes is not None
    assert in_time is not None
    assert (minutes.n, in_time.n, in_time.of) == (160, 1, 2)


def test_how_soon_the_help_channel_answers_is_counted_to_the_first_answer() -> None:
    asked = [Line(who, is_learner=True, at=NOW, answers="") for who in ("L1", "L2", "L3")]
    after = (timedelta(minutes=10), timedelta(minutes=50), None)
    waits = tuple(Question(line, NOW + took if took else None) for line, took in zip(asked, after, strict=True))
    every = figures(facts(questions=waits))

    minutes, answered = whole(every, Measure.ANSWER_MINUTES), whole(every, Measure.ANSWERED)
    assert minutes is not None
    assert answered is not None
    assert (minutes.n, answered.n, answered.of) == (30, 2, 3)
    assert whole(figures(facts()), Measure.ANSWERED) is None


def test_a_pair_with_another_mentor_now_is_a_hand_off_and_one_that_only_ended_is_none() -> None:
    pairings = (
        Pairing("p1", "c1", "L1", "M1", MONDAY, MONDAY + timedelta(days=7)),
        Pairing("p2", "c1", "L1", "M2", MONDAY + timedelta(days=7)),
        Pairing("p3", "c1", "L2", "M1", MONDAY, MONDAY + timedelta(days=7)),
    )
    found = whole(figures(facts(pairings=pairings)), Measure.HANDOFFS)

    assert found is not None
    assert found.n == 1


def test_a_mentor_who_was_not_heard_stands_beside_their_number_of_learners() -> None:
    pairings = (Pairing("p1", "c1", "L1", "M1", MONDAY), Pairing("p2", "c1", "L2", "M1", MONDAY, MONDAY))
    silent, heard = figures(facts(pairings=pairings)), figures(facts(pairings=pairings, talk={"M1": Talk(3, 0)}))

    for every, messages in ((silent, 0), (heard, 3)):
        assert [figure.n for figure in by_cut(every, Measure.MENTOR_LEARNERS, Cut.MENTOR)] == [1]
        assert [figure.n for figure in by_cut(every, Measure.MENTOR_MESSAGES, Cut.MENTOR)] == [messages]


def test_one_missed_thing_is_a_week_two_are_a_line_with_their_reasons() -> None:
    check_ins = (check_in("L1", 2, NO), check_in("L2", 1, NO), check_in("L2", 2, NO), check_in("L3", 2, NO))
    warned = early_warnings(
        facts(
            check_ins=check_ins,
            sessions=(session("L3", SessionState.MISSED), session("L1", SessionState.ATTENDED)),
            modules={"L4": Modules(1, 3)},
            talk={"L2": Talk(1, 0), "L3": Talk(1, 0)},
        )
    )

    assert [(each.learner.handle, each.reasons) for each in warned] == [
        ("L2", ((Reason.CHECK_INS, 2),)),
        ("L3", ((Reason.CHECK_INS, 1), (Reason.SESSIONS, 1))),
        ("L4", ((Reason.BEHIND, 2),)),
    ]


def test_nobody_who_is_away_or_paused_stands_on_the_list() -> None:
    check_ins = tuple(check_in(who, week, NO) for who in ("L1", "L2") for week in (1, 2))
    away = Absence("a", "L1", AbsenceKind.AWAY, NOW.date(), NOW.date())
    people = (person("L1"), person("L2", MemberState.PAUSED))

    assert early_warnings(facts(people=people, check_ins=check_ins, absences=(away,))) == ()


def test_a_drop_is_looked_at_in_order_with_evidence_for_each_step() -> None:
    check_ins = (check_in("L1", 2, NO), check_in("L2", 2, NO), check_in("L3", 2, YES), check_in("L4", 2, YES))
    away = Absence("a", "L1", AbsenceKind.AWAY, HOLIDAY.on, HOLIDAY.on)
    pairs = tuple(Pairing(f"p{n}", "c1", f"L{n}", "M1", MONDAY) for n in range(1, 4))
    given = {"check_ins": check_ins, "absences": (away,), "pairings": pairs, "talk": {"M1": Talk(2, 0)}}

    (found,) = diagnose(facts(**given), 2)

    assert (found.answered, found.due, found.group.name) == (1, 3, "One")
    assert ([day.name for day in found.holidays], found.away, found.is_schedule) == (["A feast"], 1, True)
    assert (found.elsewhere, found.is_structure) == ((1, 1), False)
    assert (found.learners, found.messages, found.is_workload) == (3, 2, False)
    assert diagnose(facts(**given), 1) == ()


def test_files_hold_every_figure_and_no_formula() -> None:
    every = figures(facts(check_ins=(check_in("L4", 1, YES),), talk={"L4": Talk(2, 1)}))

    lines = as_csv(every).splitlines()
    assert lines[0] == "measure,cut,name,n,of,share"
    assert "check_ins_answered,group,'=Two,1,1,1.0" in lines
    assert len(lines) == len(every) + 1 == len(as_dict(COHORT, every)["figures"]) + 1
    assert in_short(COHORT, every).startswith('{"cohort":"spring","check_ins_answered":[1,1]')
