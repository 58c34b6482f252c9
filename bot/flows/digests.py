"""Monday mornings: a mentor's week, a coordinator's report. Only what asks for a person."""

from collections import Counter
from datetime import timedelta

from bot.cards import Action
from bot.domain.access import may_see_case
from bot.domain.case_times import times
from bot.domain.check_ins import CheckInState, missed_in_a_row
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.helplines import stale
from bot.domain.members import Member, MemberState, Role
from bot.domain.precision import Precision, by_rule
from bot.domain.schedule import Weekly, local_date
from bot.domain.sessions import COUNTED, SessionState, slot_at
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.people import the_cohort, the_member
from bot.flows.reach_out import still_wanted
from bot.flows.session_plans import next_session
from bot.helplines import register
from bot.router import Router
from bot.turn import Turn
from bot.wording import digests as wording
from bot.wording.session_lines import SessionsWeek
from bot.wording.voice import Voice

routes = Router()

LAST_WEEK = timedelta(days=7)


def _again(turn: Turn, cohort: Cohort, member: Member, rule: Weekly, action: str) -> Effects:
    following = rule.after(turn.now, member.timezone)
    is_over = cohort.week(following.on) > cohort.weeks + 1
    return [] if is_over else [Later(following, Action(action, member.id))]


@routes.timer("digest.mentor")
async def mentor_digest(turn: Turn, mentor_id: str) -> Effects:
    """Send a mentor their week, and set the next one."""
    mentor = await the_member(turn, mentor_id)
    cohort = await the_cohort(turn, mentor.cohort_id)
    if not mentor.is_reachable or cohort.state is CohortState.CLOSED:
        return []
    effects = _again(turn, cohort, mentor, cohort.plan.rhythm.mentor_digest, "digest.mentor")
    if cohort.week(local_date(turn.now, mentor.timezone)) > cohort.weeks or not mentor.is_active:
        return effects
    week = await _mentor_week(turn, cohort, mentor)
    if not week.learners:
        return effects
    return [*effects, Send(ToMember(mentor.id), wording.mentor_week(Voice.to(mentor), week, with_words=False))]


@routes.command("mentor week", role=Role.MENTOR)
async def mentor_week(turn: Turn) -> Effects:
    """Show your learners this week, and what would help them."""
    week = await _mentor_week(turn, turn.here, turn.me)
    return [Reply(wording.mentor_week(Voice.to(turn.me), week, with_words=True))]


async def _mentor_week(turn: Turn, cohort: Cohort, mentor: Member) -> wording.MentorWeek:
    today = local_date(turn.now, mentor.timezone)
    learners = []
    for pairing in await turn.tx.pairings.of_mentor(mentor.id):
        learner = await the_member(turn, pairing.learner_id)
        history = await turn.tx.check_ins.history(learner.id)
        last = next((c for c in reversed(history) if not c.is_open), None)
        away = any(absence.covers(today) for absence in await turn.tx.absences.of_member(learner.id))
        missed = missed_in_a_row([c.state for c in history])
        session = await next_session(turn, cohort, learner)
        learners.append(wording.LearnerWeek(learner, last, is_away=away, missed=missed, session=session))
    return wording.MentorWeek(cohort, cohort.week(today), tuple(sorted(learners, key=lambda row: row.learner.handle)))


@routes.timer("digest.coordinator")
async def coordinator_report(turn: Turn, coordinator_id: str) -> Effects:
    """Send a coordinator last week in figures and what waits for a person."""
    coordinator = await the_member(turn, coordinator_id)
    cohort = await the_cohort(turn, coordinator.cohort_id)
    if not coordinator.is_reachable or cohort.state is CohortState.CLOSED:
        return []
    effects = _again(turn, cohort, coordinator, cohort.plan.rhythm.coordinator_report, "digest.coordinator")
    report = await _report(turn, cohort, coordinator)
    return [*effects, Send(ToMember(coordinator.id), wording.coordinator_report(Voice.to(coordinator), report))]


@routes.command("coord report", role=Role.COORDINATOR)
async def report_command(turn: Turn) -> Effects:
    """Show last week in figures and what waits for a person."""
    report = await _report(turn, turn.here, turn.me)
    return [Reply(wording.coordinator_report(Voice.to(turn.me), report))]


async def _report(turn: Turn, cohort: Cohort, reader: Member) -> wording.Report:
    tx = turn.tx
    week = cohort.week(local_date(turn.now, reader.timezone))
    last = await tx.check_ins.in_week(cohort.id, week - 1)
    counted = [c for c in last if c.state in (CheckInState.ANSWERED, CheckInState.OVERDUE)]
    groups = []
    for group in await tx.groups.in_cohort(cohort.id):
        ids = {member.id for member in await tx.groups.members(group.id)}
        due = [c for c in counted if c.learner_id in ids]
        answered = sum(c.state is CheckInState.ANSWERED for c in due)
        groups.append(wording.GroupWeek(group, answered, len(due)))
    people = await tx.members.in_cohort(cohort.id)
    return wording.Report(
        cohort=cohort,
        week=week,
        answered=sum(c.state is CheckInState.ANSWERED for c in counted),
        expected=len(counted),
        groups=tuple(groups),
        cases=tuple(case for case in await tx.cases.open_in(cohort.id) if may_see_case(reader, case)),
        invited=tuple(member for member in people if member.state is MemberState.INVITED),
        unsent=await _unsent(turn, cohort),
        waits=await _waits(turn, cohort, reader),
        stale_helplines=_stale_helplines(turn, people),
        names={person.id: person.name for person in people},
        wrong=await _wrong(turn, cohort, reader),
        sessions=await _sessions(turn, cohort, people),
    )


async def _sessions(turn: Turn, cohort: Cohort, people: list[Member]) -> SessionsWeek:
    """Count last week's sessions; those of today's slot that still have no time are named."""
    names = {person.id: person.name for person in people}
    every = await turn.tx.sessions.in_cohort(cohort.id)
    recent = [s for s in every if s.starts_at is not None and turn.now - LAST_WEEK <= s.starts_at < turn.now]
    slot = slot_at(cohort, local_date(turn.now, cohort.timezone))
    return SessionsWeek(
        attended=sum(s.state is SessionState.ATTENDED for s in recent),
        counted=sum(s.state in COUNTED for s in recent),
        unknown=tuple(names[s.learner_id] for s in recent if s.state is SessionState.UNKNOWN),
        ways=Counter(s.format for s in recent if s.format is not None),
        unplanned=tuple(names[s.learner_id] for s in every if s.slot == slot and s.state is SessionState.UNPLANNED),
    )


async def _unsent(turn: Turn, cohort: Cohort) -> int:
    """Count the drafts that should have gone out and still matter."""
    waiting = await turn.tx.drafts.unsent(cohort.id, turn.now - cohort.plan.ladder.draft_overdue)
    return sum([await still_wanted(turn, draft) for draft in waiting if draft.cause])


async def _waits(turn: Turn, cohort: Cohort, reader: Member) -> tuple[wording.CaseWait, ...]:
    """Measure the cases of the last seven days that this reader may know of (E15)."""
    found = []
    for case in await turn.tx.cases.in_cohort(cohort.id):
        if not may_see_case(reader, case):
            continue
        measured = times(case, await turn.tx.cases.timeline(case.id))
        if turn.now - measured.since <= LAST_WEEK:
            goal = cohort.plan.safety.severities[case.severity].answer_within
            found.append(wording.CaseWait(case, measured, goal))
    return tuple(found)


async def _wrong(turn: Turn, cohort: Cohort, reader: Member) -> tuple[tuple[str, Precision], ...]:
    """Return which rules were wrong how often, from the cases this reader may know of."""
    titles = {rule.id: rule.title for rule in turn.packs.rules}
    cases = [case for case in await turn.tx.cases.in_cohort(cohort.id) if may_see_case(reader, case)]
    return tuple((titles.get(one.rule) or one.rule, one) for one in by_rule(cases) if one.false_alarms)


def _stale_helplines(turn: Turn, people: list[Member]) -> tuple[str, ...]:
    used = {person.country for person in people}
    return tuple(entry.country for entry in stale(register(), turn.now.date()) if entry.country in used)
