"""The desk in the browser: its door and the sentences on its pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.cases import CaseState
from bot.domain.check_ins import CheckInState
from bot.domain.extensions import Extension
from bot.domain.figures import Early, Reason
from bot.domain.members import MemberState
from bot.domain.plan import Holiday
from bot.wording import desk, desk_audit, desk_calendar, desk_cases, desk_people, desk_week
from bot.wording.mentor_week import LearnerWeek
from tests.golden.case import Case, case
from tests.golden.sample import DAY, NOW, PACKS, VOICE, check_in, coordinator, learner, the_case
from tests.golden.typed import Typed


def of_desk(_typed: Typed) -> Iterator[Case]:
    yield case(desk.link, "", VOICE, "https://desk.example.org/in/abc.def")
    yield case(desk.not_served, "", VOICE)
    for function in (desk.stale_link, desk.not_in, desk.not_there, desk.stale_page, desk.too_fast, desk.too_big):
        yield case(function, "")
    for function in (desk.done_before, desk.left):
        yield case(function, "")
    yield case(desk.failed, "", "4c1f02")


def of_desk_week(typed: Typed) -> Iterator[Case]:
    open_ = the_case(typed)
    yield case(desk_week.case_waits, "nobody has it", VOICE, open_, PACKS, NOW)
    yield case(desk_week.case_waits, "one's own", VOICE, open_.acknowledged("id-C1", NOW), PACKS, NOW)
    reasons = ((Reason.CHECK_INS, 2), (Reason.BEHIND, 1))
    yield case(desk_week.quiet, "", VOICE, Early(learner(typed), reasons))
    yield case(desk_week.asked_for_time, "", VOICE, Extension("x", "spring", "id-L04", typed.line, 5, DAY, NOW))
    for function in (desk_week.move_waits, desk_week.not_started):
        yield case(function, "", VOICE)
    for number in (1, 2):
        yield case(desk_week.unsent, str(number), VOICE, number)
    yield case(desk_week.of_learner, "", VOICE, LearnerWeek(learner(typed), None, is_away=True))


def of_desk_cases(typed: Typed) -> Iterator[Case]:
    open_, later = the_case(typed), NOW + timedelta(hours=3)
    yield case(desk_cases.line, "nobody has it", VOICE, open_, None, PACKS, NOW)
    taken = replace(open_, state=CaseState.IN_CONTACT)
    yield case(desk_cases.line, "somebody has it", VOICE, taken, coordinator(typed), PACKS, later)


def of_desk_people(typed: Typed) -> Iterator[Case]:
    for state in MemberState:
        yield case(desk_people.state, state.value, VOICE, learner(typed, state=state))
    for kind in desk_people.SENT:
        yield case(desk_people.sent, kind, VOICE, kind)
    answered = replace(check_in(), state=CheckInState.ANSWERED, answered_at=NOW)
    yield case(desk_people.check_in, "answered", VOICE, answered)
    for state in (CheckInState.SKIPPED, CheckInState.OVERDUE):
        yield case(desk_people.check_in, state.value, VOICE, replace(answered, state=state, answered_at=None))
    yield case(desk_people.check_in, "late", VOICE, replace(answered, state=CheckInState.OVERDUE))
    for attended in (True, False):
        yield case(desk_people.session, "attended" if attended else "missed", VOICE, attended=attended)


def of_desk_calendar(typed: Typed) -> Iterator[Case]:
    yield case(desk_calendar.holiday, "of all", VOICE, Holiday(DAY, typed.line))
    yield case(desk_calendar.holiday, "without a name, of some", VOICE, Holiday(DAY, "", ("g1",)))
    yield case(desk_calendar.clock_change, "", VOICE)


def of_desk_audit(_typed: Typed) -> Iterator[Case]:
    for what in ("desk.week", "case.closed:supported", "something.new"):
        yield case(desk_audit.done, what, VOICE, what)
