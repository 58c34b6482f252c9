"""Reads of a large cohort what one page tells: counts by the database, and rows of those alone who are named."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.asking import HELP, questions
from bot.domain.case_times import times
from bot.domain.cohorts import Cohort
from bot.domain.figures import CaseFacts, Diagnosis, Early, Facts, Modules, Tallies, diagnose, early_warnings
from bot.domain.figures.early import QUIET
from bot.domain.members import Group, Member
from bot.domain.modules import due_by
from bot.domain.schedule import local_date
from bot.flows.figures import MayKnow
from bot.ports import Tx


async def known_cases(tx: Tx, cohort: Cohort, may_know: MayKnow) -> tuple[CaseFacts, ...]:
    """Return the cases of a cohort that a reader may know of, with how long each took."""
    known = [case for case in await tx.cases.in_cohort(cohort.id) if may_know(case)]
    timelines, goals = await tx.tallies.timelines(cohort.id) if known else {}, cohort.plan.safety.severities
    return tuple(
        CaseFacts(case, times(case, timelines.get(case.id, ())), goals[case.severity].answer_within) for case in known
    )


async def counted(tx: Tx, cohort: Cohort, now: datetime, may_know: MayKnow, since: datetime) -> tuple[Facts, Tallies]:
    """Return the figures of a whole cohort and its weeks, and what else they were counted from: cases, surveys."""
    few = Facts(
        cohort,
        now,
        since,
        people=(),
        groups=tuple(await tx.groups.in_cohort(cohort.id)),
        cases=await known_cases(tx, cohort, may_know),
        surveys=tuple(await tx.surveys.in_cohort(cohort.id)),
        questions=tuple(questions(await tx.participations.in_channel(cohort.id, HELP, since))),
    )
    return few, await tx.tallies.whole(cohort.id, since, _due(cohort, now))


async def about(
    tx: Tx, cohort: Cohort, now: datetime, people: Collection[Member], groups: Sequence[Group] = ()
) -> Facts:
    """Return the facts of some people and groups alone, of the last two weeks, as if there were nobody else."""
    ids, since = [one.id for one in people], now - QUIET
    due = _due(cohort, now)
    traits = await tx.some.traits(ids) if due else {}
    return Facts(
        cohort,
        now,
        since,
        people=tuple(people),
        groups=tuple(groups),
        members_of=await tx.some.of_groups([group.id for group in groups]) if groups else {},
        sessions=tuple(await tx.some.sessions(ids)),
        check_ins=tuple(await tx.some.check_ins(ids)),
        pairings=tuple(await tx.some.pairings([group.facilitator_id for group in groups])) if groups else (),
        absences=tuple(await tx.absences.some(ids)),
        talk=await tx.some.talk(ids, since),
        modules={one.member_id: Modules(one.module, due) for one in traits.values() if one.module is not None},
    )


async def warned_of(tx: Tx, cohort: Cohort, now: datetime) -> list[str]:
    """Return ids of those `early_warnings` would name, in its order; `warnings` says why of some of them."""
    signs = await tx.tallies.signs(cohort.id, now - QUIET, _due(cohort, now))
    away = {
        member.id
        for member, absence in await tx.tallies.away(cohort.id, now)
        if absence.covers(local_date(now, member.timezone))
    }
    return [one for one in signs if one not in away]


async def warnings(tx: Tx, cohort: Cohort, now: datetime, ids: Sequence[str]) -> tuple[Early, ...]:
    """Return why some learners should be written to, those with most reasons first."""
    if not ids:
        return ()
    return early_warnings(await about(tx, cohort, now, (await tx.members.some(ids)).values()))


async def diagnoses(tx: Tx, cohort: Cohort, now: datetime, groups: Sequence[Group], week: int) -> tuple[Diagnosis, ...]:
    """Return where to look first in those of some groups that were quiet in a week."""
    if not groups:
        return ()
    read = await with_people(tx, cohort, now, groups)
    return diagnose(read, week, await tx.tallies.answered(cohort.id, week))


async def with_people(tx: Tx, cohort: Cohort, now: datetime, groups: Sequence[Group]) -> Facts:
    """Return the facts of some groups: of who is in them, and of whoever looks after them."""
    inside = await tx.some.of_groups([group.id for group in groups])
    ids = {one for members in inside.values() for one in members} | {group.facilitator_id for group in groups}
    return await about(tx, cohort, now, (await tx.members.some(sorted(ids))).values(), groups)


def _due(cohort: Cohort, now: datetime) -> int:
    """Return how many modules should be finished by now; 0 where nobody brings the progress of a course in."""
    return due_by(cohort.plan, cohort.week(local_date(now, cohort.timezone))) if cohort.plan.modules else 0
