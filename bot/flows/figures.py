"""Reads what a report is counted from, in few statements and once for all of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import Field
from bot.domain.access import may_see_case
from bot.domain.asking import HELP, questions
from bot.domain.case_times import times
from bot.domain.cases import Case
from bot.domain.cohorts import Cohort
from bot.domain.figures import CaseFacts, Facts, Figure, diagnose, early_warnings, figures
from bot.domain.members import Member
from bot.domain.pictures import Chart, drawn
from bot.domain.schedule import local_date
from bot.flows.modules import modules_of
from bot.ports import Tx
from bot.turn import Turn
from bot.wording import survey_desk as wording
from bot.wording.cohort_report import chart, picture_title
from bot.wording.figures import Monday
from bot.wording.voice import Voice

FORTNIGHT = timedelta(days=14)
_EVER = timedelta(days=3650)
MayKnow = Callable[[Case], bool]


def for_reader(reader: Member) -> MayKnow:
    """Return which cases a reader may know of: asked anew of every case at every report."""
    return lambda case: may_see_case(reader, case)


def for_nobody(_case: Case) -> bool:
    """Where nothing is told about cases, none is read."""
    return False


def for_everybody(case: Case) -> bool:
    """Whether a case may be counted for whoever reads: not one that is kept from somebody, who may be looking on."""
    return not case.kept_from


async def facts(tx: Tx, cohort: Cohort, now: datetime, may_know: MayKnow, since: datetime | None = None) -> Facts:
    """Return the facts of a cohort; what people wrote is counted `since` a moment (None: from its beginning)."""
    cases = [case for case in await tx.cases.in_cohort(cohort.id) if may_know(case)]
    since = since or now - _EVER
    goals = cohort.plan.safety.severities
    return Facts(
        cohort,
        now,
        since,
        people=tuple(await tx.members.in_cohort(cohort.id)),
        groups=tuple(await tx.groups.in_cohort(cohort.id)),
        members_of=await tx.groups.member_ids(cohort.id),
        pairings=tuple(await tx.pairings.ever(cohort.id)),
        sessions=tuple(await tx.sessions.in_cohort(cohort.id)),
        check_ins=tuple(await tx.check_ins.in_cohort(cohort.id)),
        absences=tuple(await tx.absences.in_cohort(cohort.id)),
        modules=await modules_of(tx, cohort, cohort.week(local_date(now, cohort.timezone))),
        kudos=tuple(await tx.kudos.in_cohort(cohort.id)),
        talk=await tx.participations.talk(cohort.id, since),
        questions=tuple(questions(await tx.participations.in_channel(cohort.id, HELP, since))),
        cases=tuple(
            [
                CaseFacts(case, times(case, await tx.cases.timeline(case.id)), goals[case.severity].answer_within)
                for case in cases
            ]
        ),
        surveys=tuple(await tx.surveys.in_cohort(cohort.id)),
    )


def monday(read: Facts, week: int) -> Monday:
    """Return what a coordinator reads in figures on the Monday of a week: how last week went, and whom to look at."""
    return replace(standing(read, figures(read)), early=early_warnings(read), quiet=diagnose(read, week - 1))


def standing(read: Facts, counted: tuple[Figure, ...]) -> Monday:
    """Return the same without whom to look at."""
    since = read.now - timedelta(days=7)
    return Monday(
        counted,
        surveys=tuple(s for s in read.surveys if s.closed_at is not None and since <= s.closed_at),
        groups={group.id: group.name for group in read.groups},
        goals=read.cohort.plan.measured_goals,
    )


def pictured(voice: Voice, counted: Sequence[Figure]) -> Chart | None:
    """Return the weeks as a picture that goes along with a report; None while there are too few."""
    weeks = drawn(counted)
    return Chart(weeks, chart(voice, weeks), picture_title(voice)) if weeks else None


async def of_their_groups(turn: Turn, cohort: Cohort, mentor: Member, since: datetime) -> tuple[Field, ...]:
    """Return what was told lately of the groups a mentor looks after, where five or more answered."""
    closed = [s for s in await turn.tx.surveys.in_cohort(cohort.id) if s.closed_at is not None and s.closed_at >= since]
    if not closed:
        return ()
    groups = await turn.tx.groups.facilitated_by(mentor.id)
    return tuple(
        wording.of_group(Voice.to(mentor), survey, group)
        for survey in closed
        for group in groups
        if group.cohort_id == cohort.id and survey.result(group.id) is not None
    )
