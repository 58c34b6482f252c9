"""Where participation fell: which weeks, what speaks for dates, question or load, and nothing about fewer than five."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.domain.check_ins import CheckInState
from bot.domain.cohorts import Cohort
from bot.domain.deadlines import Milestone
from bot.domain.figures import Facts, Share, drops
from bot.domain.members import Absence, AbsenceKind, Group, Pairing
from bot.domain.plan import Holiday, Plan, Prompt
from tests.domain.figures.test_figures import MONDAY, NOW, check_in, person

ONE, TWO, THREE = ([f"L{group}{n}" for n in range(many)] for group, many in ((1, 6), (2, 6), (3, 2)))
GROUPS = tuple(Group(f"g{n}", "c1", f"g{n}", f"Group {n}", "UTC") for n in (1, 2, 3))
PLAN = Plan(prompts=(Prompt(2, "Trust"),))


def facts(missed: dict[int, list[str]], plan: Plan = PLAN, **more: Any) -> Facts:
    """Three weeks of everybody, in which some missed."""
    cohort = Cohort("c1", "spring", "Spring", "UTC", MONDAY, 8, plan=plan)
    everybody = [*ONE, *TWO, *THREE]
    states = {True: CheckInState.OVERDUE, False: CheckInState.ANSWERED}
    found = [check_in(one, week, states[one in missed.get(week, [])]) for week in (1, 2, 3) for one in everybody]
    people = tuple(person(handle) for handle in (*everybody, "M1", "M2"))
    members = {"g1": frozenset(ONE), "g2": frozenset(TWO), "g3": frozenset(THREE)}
    return Facts(cohort, NOW, NOW, people, GROUPS, members, check_ins=tuple(found), **more)


def test_a_week_is_looked_at_where_markedly_fewer_answered_than_the_week_before_or_fewer_than_half() -> None:
    found = drops(facts({2: ONE[:3], 3: [*ONE, *TWO]}))

    assert [(drop.week, drop.now, drop.before) for drop in found.drops] == [
        (3, Share(2, 14), Share(11, 14)),
        (2, Share(11, 14), Share(14, 14)),
    ]
    assert [week for week, _ in found.shares] == [1, 2, 3]
    assert drops(facts({2: ONE[:1]})).drops == ()


def test_dates_come_first_a_holiday_a_deadline_or_many_away() -> None:
    day = MONDAY + timedelta(days=8)
    away = Absence("a1", "L10", AbsenceKind.AWAY, day, day)
    cases: list[tuple[Plan, dict[str, Any]]] = [
        (replace(PLAN, holidays=(Holiday(day, "A feast"),)), {}),
        (replace(PLAN, milestones=(Milestone("First draft", day),)), {}),
        (PLAN, {"absences": tuple(replace(away, member_id=one) for one in ONE)}),
    ]
    for plan, more in cases:
        (drop,) = drops(facts({2: ONE[:3]}, plan, **more)).drops
        assert drop.is_schedule
        assert (bool(drop.holidays), bool(drop.milestones), drop.away) == (
            bool(plan.holidays),
            bool(plan.milestones),
            len(more.get("absences", ())),
        )
    (drop,) = drops(facts({2: ONE[:3]})).drops
    assert not drop.is_schedule


def test_the_question_may_be_it_where_most_groups_fell_or_support_became_lighter() -> None:
    (one,) = drops(facts({2: ONE[:3]})).drops
    assert (one.theme, len(one.fell), one.is_structure) == ("Trust", 1, False)

    (both,) = drops(facts({2: [*ONE[:3], *TWO[:3], *THREE]})).drops
    assert both.is_structure

    (lighter,) = drops(facts({3: ONE[:3]})).drops
    assert lighter.has_new_phase


def test_the_load_may_be_it_where_learners_of_a_mentor_with_many_answered_less() -> None:
    pairs = tuple(Pairing(f"p{one}", "c1", one, "M1", date(2026, 3, 2)) for one in ONE)

    (drop,) = drops(facts({2: ONE[:3]}, pairings=pairs)).drops

    assert (drop.heavy, drop.others, drop.is_workload) == (Share(3, 6), Share(8, 8), True)
    (few,) = drops(facts({2: ONE[:3]}, pairings=pairs[:5])).drops
    assert few.is_workload
    (none,) = drops(facts({2: ONE[:3]}, pairings=pairs[:4])).drops
    assert not none.is_workload


def test_nothing_about_fewer_than_five_is_told_nor_comes_out_by_subtraction() -> None:
    (drop,) = drops(facts({2: ONE[:3]})).drops

    told = {each.name: each.now.due for each in drop.groups}
    assert "Group 3" not in told
    assert all(due >= 5 for due in told.values())
    assert sum(told.values()) == drop.now.due
    alone = facts({1: [], 2: ["L30"]})
    small = replace(alone, check_ins=tuple(one for one in alone.check_ins if one.learner_id in THREE))
    assert drops(small).shares == ()
    assert drops(small).drops == ()
