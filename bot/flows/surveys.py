"""A survey opens on everybody's own clock, is answered in a tap or a form, or skipped, and closes for all at once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Member, Role
from bot.domain.schedule import LocalTime, local_date
from bot.domain.survey_answers import Answer, AnswerState, Quote, counted, read_score
from bot.domain.surveys import WORDS_LIMIT, Survey, SurveyKind, SurveyPlan, closing_of
from bot.effects import Effects, Later, Refused, Reply, Revise, Send, ToChannel, ToMember, Withhold
from bot.events import ActionChosen
from bot.flows.passing_on import heeded
from bot.flows.people import the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import surveys as wording
from bot.wording.voice import Voice

routes = Router()

_A_DAY = timedelta(days=1)


def first_surveys(turn: Turn, cohort: Cohort, people: Iterable[Member]) -> Effects:
    """Set the first moment of every survey: when it is time in the first zone somebody lives in."""
    zones = {person.timezone for person in people}
    found = [_next(cohort, name, plan, zones, turn.now) for name, plan in cohort.plan.surveys.numbered(cohort.weeks)]
    return [later for later in found if later is not None]


def _day(cohort: Cohort, plan: SurveyPlan) -> date:
    return cohort.starts_on + timedelta(weeks=plan.week - 1, days=plan.opens.weekday)


def _moment(cohort: Cohort, plan: SurveyPlan, zone: str) -> LocalTime:
    return LocalTime(_day(cohort, plan), plan.opens.at, zone)


def _next(cohort: Cohort, name: str, plan: SurveyPlan, zones: Iterable[str], now: datetime) -> Later | None:
    moments = [_moment(cohort, plan, zone) for zone in sorted(zones)]
    coming = [moment for moment in moments if moment.moment() > now]
    first = min(coming, key=lambda moment: moment.moment(), default=None)
    return Later(first, Action("survey.open", f"{cohort.id}:{name}")) if first is not None else None


@routes.timer("survey.open")
async def opens(turn: Turn, subject: str) -> Effects:
    """Ask everybody whose time has come, and set the timer for the next zone."""
    cohort_id, _, name = subject.partition(":")
    cohort = await the_cohort(turn, cohort_id)
    plan = dict(cohort.plan.surveys.numbered(cohort.weeks)).get(name)
    if plan is None or cohort.state is not CohortState.OPEN:
        return []
    survey, effects = await opened(turn, cohort, plan, int(name.rpartition("-")[2]))
    if not survey.is_open(turn.now):
        return []
    people = await audience(turn, cohort, survey.kind)
    moments = {person.id: _moment(cohort, plan, person.timezone).moment() for person in people}
    due = [person for person in people if turn.now - _A_DAY < moments[person.id] <= turn.now]
    effects += await ask(turn, cohort, survey, due, since=turn.now - turn.late)
    following = _next(cohort, name, plan, {person.timezone for person in people}, turn.now)
    return [*effects, following] if following is not None else effects


async def opened(turn: Turn, cohort: Cohort, plan: SurveyPlan, number: int) -> tuple[Survey, Effects]:
    """Return a cohort's survey of a kind and number, made now where there is none, and the timer of its end."""
    for survey in await turn.tx.surveys.in_cohort(cohort.id):
        if (survey.kind, survey.number) == (plan.kind, number):
            return survey, []
    closes = closing_of(plan, turn.now, cohort.timezone)
    survey_id = turn.new_id("survey", cohort.id, plan.kind, number)
    survey = Survey(survey_id, cohort.id, plan.kind, number, plan.asked, turn.now, closes.moment())
    await turn.tx.surveys.add(survey)
    return survey, [Later(closes, Action("survey.close", survey.id))]


async def audience(turn: Turn, cohort: Cohort, kind: SurveyKind) -> list[Member]:
    """Return everybody a survey is for."""
    role = Role.COORDINATOR if kind.is_for_coordinators else Role.LEARNER
    return [person for person in await turn.tx.members.in_cohort(cohort.id, role) if person.is_active]


async def ask(turn: Turn, cohort: Cohort, survey: Survey, people: list[Member], since: datetime) -> Effects:
    """Ask everybody who was not asked and is not away; who is away since then is told why nothing came."""
    known = {answer.member_id for answer in await turn.tx.surveys.answers(survey.id)}
    absences = await turn.tx.absences.in_cohort(cohort.id)
    answers, effects = [], Effects()
    for person in people:
        today = local_date(turn.now, person.timezone)
        if person.id in known:
            continue
        if any(absence.member_id == person.id and absence.covers(today) for absence in absences):
            is_new = turn.now - since <= turn.late
            effects += [Withhold(person.id, "survey.open", wording.away(Voice.to(person)))] if is_new else []
            continue
        answer = Answer(turn.new_id("answer", survey.id, person.id), survey.id, cohort.id, person.id)
        answers.append(answer)
        card = wording.asked(Voice.to(person), survey)
        effects.append(Send(ToMember(person.id), card, tag=tag_of(answer), deadline_at=survey.closes_at))
    await turn.tx.surveys.ask(answers)
    return effects


def tag_of(answer: Answer) -> str:
    """Return the mark of the message that asks somebody."""
    return f"survey:{answer.id}"


async def mine(turn: Turn, survey_id: str) -> tuple[Survey, Answer]:
    """Return a survey and what the acting member was asked in it; refused when it is not theirs, or over."""
    survey = await turn.tx.surveys.find(survey_id)
    answer = await turn.tx.surveys.answer(survey_id, turn.me.id) if survey is not None else None
    if survey is None or answer is None:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if not survey.is_open(turn.now):
        raise Refused(wording.over(Voice.to(turn.me)))
    return survey, answer


async def _mine_to_rate(turn: Turn, survey_id: str) -> tuple[Survey, Answer]:
    """Return what is answered from 1 to 5, or in words; questions with right answers have no form."""
    survey, answer = await mine(turn, survey_id)
    if survey.kind is SurveyKind.QUIZ:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    return survey, answer


@routes.action("survey.write")
async def write(turn: Turn, survey_id: str) -> Effects:
    """Open the form."""
    survey, answer = await _mine_to_rate(turn, survey_id)
    return [Reply(wording.form(Voice.to(turn.me), survey, answer))]


@routes.action("survey.skip")
async def skip(turn: Turn, survey_id: str) -> Effects:
    """Leave it out, without a reason; nobody asks again."""
    survey, answer = await mine(turn, survey_id)
    await turn.tx.surveys.keep(replace(answer, state=AnswerState.SKIPPED, scores=(), words=()))
    card = wording.skipped(Voice.to(turn.me), survey)
    return [Reply(card), Revise(tag_of(answer), card)]


@routes.action("survey.rate")
async def rate(turn: Turn, survey_id: str) -> Effects:
    """Answer the only question in one tap; words written before stay."""
    survey, answer = await _mine_to_rate(turn, survey_id)
    chosen = turn.event.value if isinstance(turn.event, ActionChosen) else ""
    return await _keep(turn, survey, answer, {"q1": chosen, "words": "".join(answer.words), "quote": answer.quote})


@routes.form("survey.submit")
async def submitted(turn: Turn, survey_id: str, values: Mapping[str, str]) -> Effects:
    """Keep what the form says."""
    survey, answer = await _mine_to_rate(turn, survey_id)
    return await _keep(turn, survey, answer, values)


async def _keep(turn: Turn, survey: Survey, answer: Answer, values: Mapping[str, str]) -> Effects:
    voice = Voice.to(turn.me)
    said = [values.get(f"q{number}", "").strip() for number in range(1, len(survey.questions) + 1)]
    try:
        given = _given(turn, survey, answer, said, values)
    except ValueError:
        raise Refused(wording.incomplete(voice, survey)) from None
    offers = survey.kind.offers_a_talk and given.is_very_low
    await turn.tx.surveys.keep(replace(given, was_offered=offers or answer.was_offered))
    reply = wording.hand_raise(voice, survey) if offers else wording.thanks(voice, survey)
    care = await heeded(turn, "\n".join(given.words)) if given.words != answer.words else []
    return [Reply(reply), Revise(tag_of(answer), wording.answered(voice, survey)), *care]


def _given(turn: Turn, survey: Survey, answer: Answer, said: list[str], values: Mapping[str, str]) -> Answer:
    """Return the answer with what the form says; ValueError where a score is missing or none."""
    if survey.kind is SurveyKind.REVIEW:
        return answer.given(turn.now, (), tuple(text[:WORDS_LIMIT] for text in said))
    words = values.get("words", "").strip()[:WORDS_LIMIT] if survey.kind.takes_words else ""
    quote = Quote(values.get("quote", "") or Quote.COORDINATORS)
    given = answer.given(turn.now, tuple(read_score(text) for text in said), (words,) if words else ())
    return replace(given, quote=quote)


@routes.timer("survey.close")
async def closes(turn: Turn, survey_id: str) -> Effects:
    """Close a survey for everybody at once; what it tells is made now and never again."""
    survey = await turn.tx.surveys.get(survey_id)
    if survey is None or survey.closed_at is not None:
        return []
    return (await close(turn, survey))[1]


async def close(turn: Turn, survey: Survey) -> tuple[Survey, Effects]:
    """Make the figures of a survey, and tell them back where the survey is half way."""
    answers = await turn.tx.surveys.answers(survey.id)
    closed = counted(survey, answers, await turn.tx.groups.member_ids(survey.cohort_id), turn.now)
    await turn.tx.surveys.save(closed)
    await turn.tx.audit.add(turn.now, turn.actor.id if turn.actor else "", "survey.closed", survey.id)
    if closed.kind is not SurveyKind.PULSE or closed.result() is None:
        return closed, []
    cohort = await the_cohort(turn, survey.cohort_id)
    card = wording.told_back(Voice.to(cohort), cohort, closed)
    return closed, [Send(ToChannel(cohort.id, "cohort"), card, key=f"survey:{survey.id}:told")]
