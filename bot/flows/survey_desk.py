"""Coordinators send and close surveys by hand."""

from typing import Annotated

from bot.domain.members import Role
from bot.domain.schedule import Weekly
from bot.domain.survey_answers import quotable
from bot.domain.surveys import CLOSES, SurveyKind, SurveyPlan
from bot.effects import Effects, Refused, Reply
from bot.flows.surveys import ask, audience, close, opened
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import survey_desk as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("coord survey send", role=Role.COORDINATOR)
async def send(turn: Turn, kind: Annotated[SurveyKind, "Which survey"]) -> Effects:
    """Send a survey now; it closes on a Sunday, and its figures come then."""
    voice, cohort = Voice.to(turn.me), turn.here
    before = [survey for survey in await turn.tx.surveys.in_cohort(cohort.id) if survey.kind is kind]
    for survey in before:
        if survey.is_open(turn.now):
            raise Refused(wording.already_open(voice, survey))
    planned = [plan for plan in cohort.plan.surveys.of_weeks(cohort.weeks) if plan.kind is kind]
    if kind is SurveyKind.QUIZ and not planned:
        raise Refused(wording.no_questions(voice))
    week = cohort.week_at(turn.now, cohort.timezone)
    usual = planned[min(len(before), len(planned) - 1)] if planned else SurveyPlan(kind, week, Weekly.parse(CLOSES))
    survey, effects = await opened(turn, cohort, usual, len(before) + 1)
    asked = await ask(turn, cohort, survey, await audience(turn, cohort, kind), since=turn.now)
    await turn.tx.audit.add(turn.now, turn.me.id, "survey.sent", survey.id)
    number = len(await turn.tx.surveys.answers(survey.id))
    return [Reply(wording.sent(voice, survey, number)), *effects, *asked]


@routes.command("coord survey close", role=Role.COORDINATOR)
async def close_now(turn: Turn, kind: Annotated[SurveyKind, "Which survey"]) -> Effects:
    """Close a survey now: figures are made once, of five people or more, and never change."""
    voice = Voice.to(turn.me)
    still_open = [s for s in await turn.tx.surveys.in_cohort(turn.here.id) if s.kind is kind and s.closed_at is None]
    if not still_open:
        raise Refused(wording.none_open(voice))
    survey = await turn.tx.surveys.get(still_open[-1].id)
    if survey is None or survey.closed_at is not None:
        raise Refused(wording.none_open(voice))
    closed, effects = await close(turn, survey)
    names = {group.id: group.name for group in await turn.tx.groups.in_cohort(turn.here.id)}
    return [Reply(wording.results(voice, closed, names)), *effects]


@routes.action("survey.words", role=Role.COORDINATOR)
async def words(turn: Turn, cohort_id: str) -> Effects:
    """Show what people wrote in surveys that are closed, as far as each of them agreed; on demand, never stored."""
    if cohort_id != turn.here.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    closed = [s for s in await turn.tx.surveys.in_cohort(cohort_id) if s.closed_at is not None and s.kind.takes_words]
    answers = [answer for survey in closed for answer in quotable(await turn.tx.surveys.answers(survey.id))]
    names = {person.id: person.name for person in await turn.tx.members.in_cohort(cohort_id)}
    await turn.tx.audit.add(turn.now, turn.me.id, "survey.words_read", cohort_id)
    return [Reply(wording.words(Voice.to(turn.me), answers, names))]
