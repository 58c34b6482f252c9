"""Monday mornings: a mentor's week, a coordinator's report. Only what asks for a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from bot.cards import Action
from bot.domain.check_ins import DUE, CheckInState, missed_in_a_row
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.extensions import Extension, ExtensionState
from bot.domain.figures import Facts, figures
from bot.domain.helplines import stale
from bot.domain.members import Member, MemberState, Role
from bot.domain.precision import Precision, by_rule
from bot.domain.schedule import Weekly, local_date
from bot.domain.services import due_for_a_look
from bot.domain.sessions import COUNTED, SessionState, slot_at
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.figures import FORTNIGHT, facts, for_reader, monday, of_their_groups, pictured
from bot.flows.group_counts import of_own_groups
from bot.flows.hub import stale_items
from bot.flows.merging import fallen_silent
from bot.flows.modules import behind
from bot.flows.people import the_cohort, the_member
from bot.flows.reach_out import still_wanted
from bot.flows.session_plans import next_session
from bot.flows.training import roll
from bot.helplines import register
from bot.report_file import as_csv
from bot.router import Router
from bot.turn import Turn
from bot.wording import cohort_report as cohort_wording
from bot.wording import digests as wording
from bot.wording import mentor_week as mentor_wording
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
    week = await mentors_week(turn, cohort, mentor)
    if not week.learners:
        return effects
    return [*effects, Send(ToMember(mentor.id), mentor_wording.mentor_week(Voice.to(mentor), week, with_words=False))]


@routes.command("mentor week", role=Role.MENTOR)
async def mentor_week(turn: Turn) -> Effects:
    """Show your learners this week, and what would help them."""
    week = await mentors_week(turn, turn.here, turn.me)
    return [Reply(mentor_wording.mentor_week(Voice.to(turn.me), week, with_words=True))]


async def mentors_week(turn: Turn, cohort: Cohort, mentor: Member) -> mentor_wording.MentorWeek:
    """Return a mentor's learners as they stand today. Reads only."""
    today = local_date(turn.now, mentor.timezone)
    learners = []
    for pairing in await turn.tx.pairings.of_mentor(mentor.id):
        learner = await the_member(turn, pairing.learner_id)
        history = await turn.tx.check_ins.history(learner.id)
        last = next((c for c in reversed(history) if not c.is_open), None)
        away = any(absence.covers(today) for absence in await turn.tx.absences.of_member(learner.id))
        missed = missed_in_a_row([c.state for c in history])
        session = await next_session(turn, cohort, learner)
        row = mentor_wording.LearnerWeek(learner, last, is_away=away, missed=missed, session=session)
        learners.append(replace(row, module=await behind(turn, cohort, learner, cohort.week(today))))
    rows = tuple(sorted(learners, key=lambda row: row.learner.handle))
    told = await of_their_groups(turn, cohort, mentor, since=turn.now - LAST_WEEK)
    told += await of_own_groups(turn, cohort, mentor)
    traits = await turn.tx.traits.of(mentor.id)
    own = (traits.load, traits.capacity, await stale_items(turn, mentor))
    return mentor_wording.MentorWeek(cohort, cohort.week(today), rows, told, *own)


@routes.timer("digest.coordinator")
async def coordinator_report(turn: Turn, coordinator_id: str) -> Effects:
    """Send a coordinator last week in figures and what waits for a person."""
    coordinator = await the_member(turn, coordinator_id)
    cohort = await the_cohort(turn, coordinator.cohort_id)
    if not coordinator.is_reachable or cohort.state is CohortState.CLOSED:
        return []
    effects = _again(turn, cohort, coordinator, cohort.plan.rhythm.coordinator_report, "digest.coordinator")
    report = await _report(turn, cohort, coordinator)
    voice = Voice.to(coordinator)
    card = replace(wording.coordinator_report(voice, report), attachment=pictured(voice, report.figures.figures))
    return [*effects, Send(ToMember(coordinator.id), card), *await fallen_silent(turn, cohort, coordinator)]


class ReportFormat(StrEnum):
    """How a report is shown."""

    CARD = "card"
    CSV = "csv"


@routes.command("coord report", role=Role.COORDINATOR)
async def report_command(
    turn: Turn, format: Annotated[ReportFormat, "csv: every figure, for a spreadsheet"] = ReportFormat.CARD
) -> Effects:
    """Show last week in figures and what waits for a person."""
    if format is ReportFormat.CSV:
        read = await facts(turn.tx, turn.here, turn.now, for_reader(turn.me))
        return [Reply(cohort_wording.as_lines(Voice.to(turn.me), as_csv(figures(read)).splitlines()))]
    report = await _report(turn, turn.here, turn.me)
    return [Reply(wording.coordinator_report(Voice.to(turn.me), report))]


async def _report(turn: Turn, cohort: Cohort, reader: Member) -> wording.Report:
    read = await facts(turn.tx, cohort, turn.now, for_reader(reader), since=turn.now - FORTNIGHT)
    week = cohort.week(local_date(turn.now, reader.timezone))
    counted = [c for c in read.check_ins if c.week == week - 1 and c.state in DUE]
    return wording.Report(
        cohort=cohort,
        week=week,
        answered=sum(c.state is CheckInState.ANSWERED for c in counted),
        expected=len(counted),
        cases=tuple(each.case for each in read.cases if not each.case.is_closed),
        invited=tuple(member for member in read.people if member.state is MemberState.INVITED),
        unsent=await unsent(turn, cohort),
        waits=_waits(turn, read),
        stale_helplines=_stale_helplines(turn, read.people),
        stale_services=tuple(one.name for one in due_for_a_look(cohort.plan.services, turn.now.date())),
        names={person.id: person.name for person in read.people},
        wrong=await _wrong(turn, read),
        sessions=_sessions(turn, read),
        figures=monday(read, week),
        own_dates=await _own_dates(turn, cohort, reader, read.people),
        untrained=await _untrained(turn, cohort),
        stale=await stale_items(turn, reader),
    )


async def _untrained(turn: Turn, cohort: Cohort) -> tuple[Member, ...]:
    return tuple((await roll(turn, cohort))[0]) if cohort.plan.training is not None else ()


async def _own_dates(
    turn: Turn, cohort: Cohort, reader: Member, people: Sequence[Member]
) -> tuple[tuple[str, Extension], ...]:
    names, today = {person.id: person.name for person in people}, local_date(turn.now, reader.timezone)
    every = await turn.tx.extensions.in_cohort(cohort.id)
    states = (ExtensionState.GRANTED, ExtensionState.ASKED)
    return tuple((names[one.learner_id], one) for one in every if one.state in states and one.due_on >= today)


def _sessions(turn: Turn, read: Facts) -> SessionsWeek:
    """Count last week's sessions; those of today's slot that still have no time are named."""
    names = {person.id: person.name for person in read.people}
    every = read.sessions
    recent = [s for s in every if s.starts_at is not None and turn.now - LAST_WEEK <= s.starts_at < turn.now]
    slot = slot_at(read.cohort, local_date(turn.now, read.cohort.timezone))
    return SessionsWeek(
        attended=sum(s.state is SessionState.ATTENDED for s in recent),
        counted=sum(s.state in COUNTED for s in recent),
        unknown=tuple(names[s.learner_id] for s in recent if s.state is SessionState.UNKNOWN),
        ways=Counter(s.format for s in recent if s.format is not None),
        unplanned=tuple(names[s.learner_id] for s in every if s.slot == slot and s.state is SessionState.UNPLANNED),
    )


async def unsent(turn: Turn, cohort: Cohort) -> int:
    """Count the drafts that should have gone out and still matter."""
    waiting = await turn.tx.drafts.unsent(cohort.id, turn.now - cohort.plan.ladder.draft_overdue)
    return sum([await still_wanted(turn, draft) for draft in waiting if draft.cause])


def _waits(turn: Turn, read: Facts) -> tuple[wording.CaseWait, ...]:
    """Return the cases of the last seven days that this reader may know of, with their times (E15)."""
    recent = [each for each in read.cases if turn.now - each.times.since <= LAST_WEEK]
    return tuple(wording.CaseWait(each.case, each.times, each.goal) for each in recent)


async def _wrong(turn: Turn, read: Facts) -> tuple[tuple[str, Precision], ...]:
    """Return which rules were wrong how often, from the cases this reader may know of."""
    titles = {rule.id: rule.title for rule in turn.packs.rules}
    titles |= {rule.id: rule.title for rule in read.cohort.plan.safety.own_rules}
    rules = by_rule((each.case for each in read.cases), await turn.tx.cases.counted(read.cohort.id))
    return tuple((titles.get(one.rule) or one.rule, one) for one in rules if one.false_alarms)


def _stale_helplines(turn: Turn, people: Iterable[Member]) -> tuple[str, ...]:
    used = {person.country for person in people}
    return tuple(entry.country for entry in stale(register(), turn.now.date()) if entry.country in used)
