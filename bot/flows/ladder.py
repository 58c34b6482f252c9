"""The check-in ladder: a miss asks the learner, two in a row draft for the mentor, three open a case."""

from dataclasses import replace
from datetime import date, timedelta

from bot.cards import Action
from bot.domain.cases import MISSED_CHECK_INS, Cause
from bot.domain.check_ins import CheckIn, CheckInState, missed_in_a_row
from bot.domain.cohorts import Cohort
from bot.domain.ladder import Rung, next_rung
from bot.domain.members import Member, MemberState
from bot.domain.schedule import LocalTime, local_date, workday_after
from bot.domain.signals.severity import Severity
from bot.effects import Effects, Later, Refused, Reply, Revise, Send, ToMember, Withhold
from bot.flows import help_wanted
from bot.flows.cases import Opening, open_case
from bot.flows.milestones import close_to
from bot.flows.people import on_call, the_cohort, the_member
from bot.flows.reach_out import make_draft
from bot.router import Router
from bot.turn import Turn
from bot.wording import ladder as wording
from bot.wording.voice import Voice

routes = Router()

ONE_TAP = "nudge.check_in"

_CASE_WINDOW = timedelta()


async def _rung(turn: Turn, cohort: Cohort, learner: Member, check_in: CheckIn) -> Rung | None:
    history = [c.state for c in await turn.tx.check_ins.history(learner.id) if c.week <= check_in.week]
    case = await turn.tx.cases.current(learner.id, MISSED_CHECK_INS, turn.now - _CASE_WINDOW)
    has_open_case = case is not None and not case.is_closed
    return next_rung(missed_in_a_row(history), cohort.plan.ladder, has_open_case=has_open_case)


async def after_miss(turn: Turn, learner: Member, check_in: CheckIn) -> Effects:
    """Set the step for this miss: the Monday after, 10:00 on the clock of whoever will read it; late, never dropped."""
    cohort = await the_cohort(turn, learner.cohort_id)
    rung = await _rung(turn, cohort, learner, check_in)
    if rung is None:
        return []
    reader = await _reader(turn, cohort, learner, rung)
    when = cohort.plan.rhythm.ladder.after(check_in.closes_at, reader.timezone)
    if rung is Rung.ASK:
        when = await _working_day(turn, cohort, learner, when)
    return [Later(when, _again(check_in))]


async def _reader(turn: Turn, cohort: Cohort, learner: Member, rung: Rung) -> Member:
    match rung:
        case Rung.ASK:
            return learner
        case Rung.DRAFT:
            return await help_wanted.present_mentor(turn, learner) or await _coordinator(turn, cohort, learner)
        case Rung.CASE:
            return await _coordinator(turn, cohort, learner)


async def _coordinator(turn: Turn, cohort: Cohort, learner: Member) -> Member:
    return next(iter(await on_call(turn, cohort)), learner)


async def _working_day(turn: Turn, cohort: Cohort, learner: Member, when: LocalTime) -> LocalTime:
    """On a holiday of the learner's group the step moves to the next working day, same hour (rule 7)."""
    group = await turn.tx.groups.of_member(learner.id)
    holidays = cohort.plan.holidays_of(group.handle) if group else frozenset()
    return LocalTime(workday_after(when.on, holidays), when.at, when.zone) if when.on in holidays else when


@routes.timer("ladder.step")
async def step(turn: Turn, check_in_id: str) -> Effects:
    """Take one step for one miss, with the facts as they are now."""
    check_in = await turn.tx.check_ins.find(check_in_id)
    if check_in is None or check_in.state is not CheckInState.OVERDUE:
        return []
    learner = await the_member(turn, check_in.learner_id)
    cohort = await the_cohort(turn, learner.cohort_id)
    voice = Voice.to(learner)
    if not learner.is_active:
        return [Withhold(learner.id, "nudge.check_in", wording.not_taking_part(voice))]
    if check_in.answered_at is not None:
        return [Withhold(learner.id, "nudge.check_in", wording.answered_late(voice))]
    back_on = await _back_on(turn, learner)
    if back_on is not None:
        return [Later(LocalTime(back_on, cohort.plan.rhythm.ladder.at, learner.timezone), _again(check_in))]
    match await _rung(turn, cohort, learner, check_in):
        case Rung.ASK:
            asked = await turn.tx.nudges.since(learner.id, cohort.starts_on)
            was_asked = any(nudge.kind == ONE_TAP for nudge in asked)
            card = wording.one_tap(voice, learner, check_in, await close_to(turn, learner), was_asked=was_asked)
            return [Send(ToMember(learner.id), card, is_nudge=True, tag=f"one_tap:{check_in.id}")]
        case Rung.DRAFT:
            return await _draft(turn, cohort, learner, check_in)
        case Rung.CASE:
            opening = Opening(
                learner, MISSED_CHECK_INS, Severity.NORMAL, Cause.MISSED_CHECK_INS, rule="ladder.check_in"
            )
            return await open_case(turn, cohort, opening)
    return []


def _again(check_in: CheckIn) -> Action:
    return Action("ladder.step", check_in.id)


async def _back_on(turn: Turn, learner: Member) -> date | None:
    """Return the day after the days off somebody has now: until then nothing is asked, of them or about them."""
    today = local_date(turn.now, learner.timezone)
    covering = [a.until_on for a in await turn.tx.absences.of_member(learner.id) if a.covers(today)]
    return max(covering) + timedelta(days=1) if covering else None


async def _draft(turn: Turn, cohort: Cohort, learner: Member, check_in: CheckIn) -> Effects:
    """Draft for the mentor; without one who is there, tell the coordinator on call."""
    mentor = await help_wanted.present_mentor(turn, learner)
    if mentor is not None:
        return await make_draft(turn, mentor, learner, check_in.id)
    return [
        Send(ToMember(c.id), wording.no_mentor(Voice.to(c), learner), key=f"no_mentor:{check_in.id}")
        for c in (await on_call(turn, cohort))[:1]
    ]


async def _asked(turn: Turn, check_in_id: str) -> CheckIn:
    check_in = await turn.tx.check_ins.find(check_in_id)
    if check_in is None or check_in.learner_id != turn.me.id:
        raise Refused(wording.not_yours(Voice.to(turn.me)))
    await turn.tx.nudges.answer(turn.me.id, turn.now)
    if turn.me.unanswered_nudges:
        await turn.tx.members.save(turn.me.with_nudge_answered())
    return check_in


@routes.action("nudge.fine")
async def fine(turn: Turn, check_in_id: str) -> Effects:
    """I'm fine: that is all anybody needs to know."""
    check_in = await _asked(turn, check_in_id)
    voice = Voice.to(turn.me)
    return [Reply(wording.glad(voice)), Revise(f"one_tap:{check_in.id}", wording.said(voice, voice.say("I'm fine")))]


@routes.action("nudge.busy")
async def busy(turn: Turn, check_in_id: str) -> Effects:
    """Busy: no more questions about this week."""
    check_in = await _asked(turn, check_in_id)
    voice = Voice.to(turn.me)
    return [Reply(wording.understood(voice)), Revise(f"one_tap:{check_in.id}", wording.said(voice, voice.say("Busy")))]


@routes.action("nudge.help")
async def needs_help(turn: Turn, check_in_id: str) -> Effects:
    """I need help: the mentor hears of it at once, and the coordinator's line is one tap away."""
    check_in = await _asked(turn, check_in_id)
    voice = Voice.to(turn.me)
    told, effects = await help_wanted.tell(
        turn, "nudge.help", lambda mentor: wording.asked_for_help(Voice.to(mentor), turn.me)
    )
    return [
        Reply(wording.help_is_coming(voice, told)),
        Revise(f"one_tap:{check_in.id}", wording.said(voice, voice.say("I need help"))),
        *effects,
    ]


@routes.action("nudge.pause")
async def pause(turn: Turn, check_in_id: str) -> Effects:
    """Pause: nothing on a schedule until they come back."""
    check_in = await _asked(turn, check_in_id)
    member = replace(turn.me.with_nudge_answered(), state=MemberState.PAUSED)
    await turn.tx.members.save(member)
    voice = Voice.to(turn.me)
    return [
        Reply(wording.paused(voice)),
        Revise(f"one_tap:{check_in.id}", wording.said(voice, voice.say("Pause for now"))),
    ]
