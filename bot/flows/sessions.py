"""Sessions are planned: two real times, one tap; moved, called off, or set by hand at any time two people agreed on."""

from datetime import UTC, datetime
from typing import Annotated

from bot.cards import Action, Card
from bot.domain.access import may_attend, may_reach_out
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.days import parse_when
from bot.domain.members import Member, Role
from bot.domain.schedule import local_date
from bot.domain.sessions import Session, SessionState, agenda, asked_slot, next_choice, slot_at
from bot.effects import Effects, Later, Refused, Reply
from bot.flows.people import is_away_at, mentor_of, the_cohort, the_member
from bot.flows.session_calendar import dated
from bot.flows.session_plans import Pair, ask_for_a_time, call_off, next_session, pair_of, set_time
from bot.flows.session_times import clashes, still_free, times
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import session_agenda as agenda_wording
from bot.wording import session_times as times_wording
from bot.wording import sessions as wording
from bot.wording.voice import Voice

routes = Router()

PAGE = 2
"""Times offered at once."""


@routes.timer("session.choose")
async def time_to_choose(turn: Turn, learner_id: str) -> Effects:
    """Ask a learner for the time of the next slot's session, and set the timer of the one after."""
    learner = await the_member(turn, learner_id)
    cohort = await the_cohort(turn, learner.cohort_id)
    if not learner.is_reachable or cohort.state is CohortState.CLOSED:
        return []
    following = next_choice(cohort, learner.timezone, turn.now)
    effects: Effects = [Later(following, Action("session.choose", learner.id))] if following is not None else []
    slot, mentor = asked_slot(cohort, learner.timezone, turn.now), await mentor_of(turn, learner)
    if slot is None or mentor is None or not learner.is_active or not mentor.is_active:
        return effects
    session = await _opened(turn, cohort, slot, Pair(mentor, learner))
    if session is None:
        return effects
    return effects + await ask_for_a_time(turn, cohort, session, Pair(mentor, learner))


async def _opened(turn: Turn, cohort: Cohort, slot: int, pair: Pair) -> Session | None:
    """Return the new session of a slot; None when it has one."""
    session = Session(
        turn.new_id("session", pair.learner.id, slot),
        cohort.id,
        pair.learner.id,
        pair.mentor.id,
        slot,
        cohort.plan.sessions.minutes,
    )
    return session if await turn.tx.sessions.add(session) else None


async def the_session(turn: Turn, session_id: str) -> Session:
    """Return a session of whoever acts."""
    session = await turn.tx.sessions.get(session_id)
    if session is None or not may_attend(turn.me, session):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    return session


async def _changeable(turn: Turn, session_id: str) -> Session:
    session = await the_session(turn, session_id)
    if not session.is_open:
        raise Refused(wording.not_any_more(Voice.to(turn.me)))
    return session


@routes.action("session.pick")
async def pick(turn: Turn, subject: str) -> Effects:
    """Take one of the times offered; asked again whether both can."""
    session_id, _, moment = subject.partition(":")
    session = await _changeable(turn, session_id)
    at, pair = _moment(moment), await pair_of(turn, session)
    if at is not None and at == session.starts_at:
        return [Reply(await _planned(turn, session, pair))]
    if at is None or not await still_free(turn, session, at, pair.mentor, pair.learner):
        raise Refused(await _offered(turn, session, pair, 0, is_stale=True))
    fixed, effects = await set_time(turn, session, at, pair)
    return [Reply(await _planned(turn, fixed, pair)), *effects]


async def _planned(turn: Turn, session: Session, pair: Pair) -> Card:
    other = pair.other(turn.me)
    return await dated(turn, session, turn.me, other, wording.planned(Voice.to(turn.me), session, other))


def _moment(text: str) -> datetime | None:
    return datetime.fromtimestamp(int(text) * 60, UTC) if text.isdecimal() and len(text) < 10 else None


@routes.action("session.other")
async def other_times(turn: Turn, subject: str) -> Effects:
    """Show the next two times both can."""
    session_id, _, page = subject.partition(":")
    session = await _changeable(turn, session_id)
    number = int(page) if page.isdecimal() and len(page) < 4 else 0
    return [Reply(await _offered(turn, session, await pair_of(turn, session), number))]


@routes.action("session.move")
async def move(turn: Turn, session_id: str) -> Effects:
    """Show times to move a session to."""
    session = await _changeable(turn, session_id)
    return [Reply(await _offered(turn, session, await pair_of(turn, session), 0))]


async def _offered(turn: Turn, session: Session, pair: Pair, page: int, *, is_stale: bool = False) -> Card:
    voice, other = Voice.to(turn.me), pair.other(turn.me)
    every = await times(turn, turn.here, session, pair.mentor, pair.learner)
    found = [at for at in every if at != session.starts_at]
    if not found:
        return wording.no_time_left(voice, session, other, turn.me)
    pages = -(-len(found) // PAGE)
    offer = wording.Offer(session, other, tuple(found), page % pages, is_stale=is_stale)
    return wording.choose(voice, turn.here, offer)


@routes.action("session.excuse")
async def excuse(turn: Turn, session_id: str) -> Effects:
    """Leave this session out; it counts for nobody."""
    session = await _changeable(turn, session_id)
    if session.has_begun(turn.now):
        raise Refused(wording.has_begun(Voice.to(turn.me), session))
    pair = await pair_of(turn, session)
    effects, other = await call_off(turn, session, pair), pair.other(turn.me)
    answer = await dated(turn, session.excused(), turn.me, other, wording.left_out(Voice.to(turn.me), other))
    return [Reply(answer), *effects]


async def _next_or_new(turn: Turn, learner: Member) -> Session | None:
    """Return a learner's next session; one that was never asked for, of the slot of today, begins now."""
    session = await next_session(turn, turn.here, learner)
    slot, mentor = slot_at(turn.here, local_date(turn.now, turn.here.timezone)), await mentor_of(turn, learner)
    if session is not None or slot is None or mentor is None:
        return session
    return await _opened(turn, turn.here, slot, Pair(mentor, learner))


@routes.command("peer session", role=Role.LEARNER)
async def my_session(turn: Turn) -> Effects:
    """See your next session; choose its time, move it, or leave it out."""
    session = await _next_or_new(turn, turn.me)
    if session is None:
        raise Refused(wording.none_now(Voice.to(turn.me)))
    return [Reply(await _shown(turn, session))]


async def _shown(turn: Turn, session: Session) -> Card:
    pair = await pair_of(turn, session)
    if session.state is SessionState.UNPLANNED:
        return await _offered(turn, session, pair, 0)
    return await _planned(turn, session, pair)


@routes.command("mentor session plan", role=Role.MENTOR)
async def plan(
    turn: Turn,
    learner: Annotated[Member, "Whose session"],
    when: Annotated[str, "A time you two agreed on, on your clock, like Tue 17 Mar 18:00 (empty: see times)"] = "",
) -> Effects:
    """Plan or move the next session with a learner."""
    if not may_reach_out(turn.me, learner, await turn.tx.pairings.of_learner(learner.id)):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    session = await _next_or_new(turn, learner)
    if session is None:
        raise Refused(wording.nothing_to_plan(Voice.to(turn.me), learner))
    if not when:
        return [Reply(await _shown(turn, session))]
    pair = await pair_of(turn, session)
    at = await _agreed_time(turn, session, pair, when)
    fixed, effects = await set_time(turn, session, at, pair)
    return [Reply(await _planned(turn, fixed, pair)), *effects]


async def _agreed_time(turn: Turn, session: Session, pair: Pair, typed: str) -> datetime:
    """Read a time people agreed on; Refused says what is in its way."""
    voice = Voice.to(turn.me)
    try:
        at = parse_when(typed, turn.now, turn.me.timezone)
    except ValueError:
        raise Refused(times_wording.no_such_time(voice, typed)) from None
    ends_on = turn.here.ends_on
    if not turn.now < at or local_date(at, turn.here.timezone) > ends_on:
        raise Refused(times_wording.out_of_bounds(voice, at, ends_on))
    for member in (pair.mentor, pair.learner):
        if _is_quiet(member, session, at):
            raise Refused(times_wording.in_quiet_hours(voice, at, member))
        if await clashes(turn, session, at, member) or await is_away_at(turn, member, at):
            raise Refused(times_wording.taken(voice, at, member))
    return at


def _is_quiet(member: Member, session: Session, at: datetime) -> bool:
    quarters = range(0, session.minutes, 15)
    moments = [at + session.length * n / session.minutes for n in (*quarters, session.minutes - 1)]
    return any(member.quiet.contains(moment, member.timezone) for moment in moments)


@routes.command("mentor template", role=Role.MENTOR)
async def template(turn: Turn, minutes: Annotated[int, "30 to 45; empty: as long as your sessions are"] = 0) -> Effects:
    """Show the agenda of a session, minute by minute."""
    sessions = turn.here.plan.sessions
    wanted = minutes or sessions.minutes
    if not 30 <= wanted <= 45:
        raise Refused(agenda_wording.no_such_length(Voice.to(turn.me)))
    return [Reply(agenda_wording.template(Voice.to(turn.me), agenda(sessions.agenda, wanted)))]
