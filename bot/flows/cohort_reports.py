"""A whole cohort in figures: an interim report on the last Sunday, the final one after the last step, and files."""

from dataclasses import replace
from datetime import time, timedelta

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.figures import figures
from bot.domain.members import Member, Role
from bot.domain.schedule import LocalTime
from bot.domain.surveys import SurveyKind
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.figures import facts, for_reader, pictured
from bot.flows.people import the_cohort
from bot.report_file import in_short
from bot.router import Router
from bot.turn import Turn
from bot.wording import cohort_report as wording
from bot.wording import survey_desk
from bot.wording.voice import Voice

routes = Router()

INTERIM_AT = time(18)
"""On the last Sunday, on the cohort's clock: before the last check-in closes, which the final report waits for."""
AFTER_THE_LAST_STEP = timedelta(hours=1)


def report_timers(cohort: Cohort, people: list[Member]) -> Effects:
    """Set both reports; the final one an hour after the ladder's last step in the last zone somebody lives in."""
    ladder, zones = cohort.plan.rhythm.ladder, sorted({person.timezone for person in people} | {cohort.timezone})
    last = max(ladder.on_or_after(cohort.ends_on, zone).moment() for zone in zones)
    return [
        Later(LocalTime(cohort.ends_on, INTERIM_AT, cohort.timezone), Action("report.interim", cohort.id)),
        Later(last + AFTER_THE_LAST_STEP, Action("report.final", cohort.id)),
    ]


@routes.timer("report.interim")
async def interim(turn: Turn, cohort_id: str) -> Effects:
    """Tell the coordinators how the cohort went so far."""
    return await _told(turn, cohort_id, is_final=False)


@routes.timer("report.final")
async def final(turn: Turn, cohort_id: str) -> Effects:
    """Tell the coordinators how the cohort went."""
    return await _told(turn, cohort_id, is_final=True)


async def _told(turn: Turn, cohort_id: str, *, is_final: bool) -> Effects:
    cohort = await the_cohort(turn, cohort_id)
    if cohort.state is CohortState.CLOSED:
        return []
    effects: Effects = []
    for reader in await turn.tx.members.in_cohort(cohort.id, Role.COORDINATOR):
        if reader.is_active:
            report = await _look_back(turn, cohort, reader, is_final=is_final)
            voice = Voice.to(reader)
            picture = pictured(voice, report.figures)
            card = replace(wording.cohort_report(voice, report), attachment=picture)
            effects.append(Send(ToMember(reader.id), card))
    return effects


async def _look_back(turn: Turn, cohort: Cohort, reader: Member, *, is_final: bool) -> wording.LookBack:
    read, voice = await facts(turn.tx, cohort, turn.now, for_reader(reader)), Voice.to(reader)
    groups = {group.id: group.name for group in read.groups}
    closed = [s for s in read.surveys if s.closed_at is not None and s.kind is not SurveyKind.LEARNING_CHECK]
    return wording.LookBack(
        cohort,
        figures(read),
        surveys=tuple(field for survey in closed for field in survey_desk.fields(voice, survey, groups)),
        is_final=is_final,
    )


@routes.command("coord export", role=Role.COORDINATOR)
async def export(turn: Turn) -> Effects:
    """Show the cohort's figures as JSON; nothing in it names a learner."""
    read = await facts(turn.tx, turn.here, turn.now, for_reader(turn.me))
    await turn.tx.audit.add(turn.now, turn.me.id, "report.exported", turn.here.id)
    return [Reply(wording.exported(Voice.to(turn.me), in_short(turn.here, figures(read))))]
