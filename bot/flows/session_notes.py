"""After a session: the next step with its day, reminded once; notes two people share, and one for the mentor alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Annotated

from bot.cards import Action, FieldErrors, Form
from bot.domain.access import may_note, may_note_about
from bot.domain.check_ins import CheckIn
from bot.domain.days import parse_day
from bot.domain.members import Member, Role
from bot.domain.schedule import LocalTime, local_date
from bot.domain.sessions import NOTE_LIMIT, Session
from bot.effects import Effects, Later, Refused, Reply, Send, ToMember
from bot.flows.passing_on import heeded
from bot.flows.people import the_member
from bot.flows.session_plans import pair_of
from bot.flows.sessions import the_session
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import session_days as days_wording
from bot.wording import session_follow_ups as follow_ups
from bot.wording import session_notes as wording
from bot.wording.voice import Voice

routes = Router()

REMIND_AT = time(9)
"""When a learner is reminded of a step, on its day, by their own clock."""


@routes.action("session.write")
async def write(turn: Turn, session_id: str) -> Effects:
    """Open the form for the next step and notes."""
    return [Reply(_form(turn, await the_session(turn, session_id)))]


def _form(turn: Turn, session: Session) -> Form:
    return wording.form(Voice.to(turn.me), session, is_mentor=may_note(turn.me, session))


@routes.action("session.notes")
async def notes(turn: Turn, session_id: str) -> Effects:
    """Show what there is about a session, as far as it is yours to see."""
    session = await the_session(turn, session_id)
    return [Reply(wording.notes(Voice.to(turn.me), session, is_mentor=may_note(turn.me, session)))]


@routes.form("session.written")
async def written(turn: Turn, session_id: str, values: Mapping[str, str]) -> Effects:
    """Keep what the form says; a day that does not fit is named, and nothing is half saved."""
    session = await the_session(turn, session_id)
    voice, typed = Voice.to(turn.me), values.get("by", "").strip()
    step = values.get("step", "").strip()[: wording.STEP_LIMIT]
    by, problem = _day(turn, session, typed)
    private = values.get("private", "").strip()[:NOTE_LIMIT] if may_note(turn.me, session) else session.private_note
    fresh = replace(
        session,
        step=step,
        step_on=by if step else None,
        shared_note=values.get("shared", "").strip()[:NOTE_LIMIT],
        private_note=private,
    )
    if problem:
        again = wording.form(voice, fresh, typed[:40], is_mentor=may_note(turn.me, session))
        return [Reply(FieldErrors(again, {"by": problem}))]
    return [*await _keep(turn, session, fresh), *await _looked_at(turn, session, fresh)]


async def _looked_at(turn: Turn, before: Session, fresh: Session) -> Effects:
    """Look at what a learner wrote anew; what a mentor notes is about somebody else."""
    new = [fresh.step] if fresh.step != before.step else []
    new += [fresh.shared_note] if fresh.shared_note != before.shared_note else []
    return await heeded(turn, "\n".join(new)) if turn.me.role is Role.LEARNER else []


def _day(turn: Turn, session: Session, typed: str) -> tuple[date | None, str]:
    """Read the day of a step; the second is what is wrong with it."""
    voice, today = Voice.to(turn.me), local_date(turn.now, turn.me.timezone)
    if not typed:
        return None, ""
    try:
        day = parse_day(typed, today)
    except ValueError:
        return None, wording.no_such_day(voice, typed)
    if day < today and day != session.step_on:
        return None, wording.past_day(voice, day)
    return day, ""


async def _keep(turn: Turn, session: Session, fresh: Session) -> Effects:
    await turn.tx.sessions.save(fresh)
    pair = await pair_of(turn, fresh)
    other = pair.other(turn.me)
    effects: Effects = [Reply(wording.kept(Voice.to(turn.me), fresh, other))]
    if fresh.step and (fresh.step, fresh.step_on) != (session.step, session.step_on):
        effects.append(Send(ToMember(other.id), wording.told(Voice.to(other), fresh, turn.me)))
    if fresh.step and fresh.step_on is not None:
        when = LocalTime(fresh.step_on, REMIND_AT, pair.learner.timezone)
        if when.moment() > turn.now:
            effects.append(Later(when, Action("session.step", fresh.id)))
    return effects


@routes.timer("session.step")
async def step_due(turn: Turn, session_id: str) -> Effects:
    """On the day of a step: remind the learner, once."""
    session = await turn.tx.sessions.find(session_id)
    if session is None or not session.step or session.step_on is None:
        return []
    learner, mentor = await the_member(turn, session.learner_id), await the_member(turn, session.mentor_id)
    if session.step_on != local_date(turn.now, learner.timezone) or not learner.is_active:
        return []
    asked = [check_in for check_in in await turn.tx.check_ins.history(learner.id) if check_in.is_open]
    effects: Effects = []
    if not any(local_date(check_in.opened_at, learner.timezone) == session.step_on for check_in in asked):
        effects.append(Send(ToMember(learner.id), wording.step_due(Voice.to(learner), session, mentor)))
    if session.writer_id == mentor.id and mentor.is_active:
        effects.append(Send(ToMember(mentor.id), follow_ups.write_today(Voice.to(mentor), learner)))
    return effects


@routes.command("peer next", role=Role.LEARNER)
async def next_step(
    turn: Turn,
    step: Annotated[str, "The step, like “show the outline to Otieno”"],
    by: Annotated[date, "The day, like Thu or 2 Apr"],
) -> Effects:
    """Note the next step you agreed on with your mentor, and its day."""
    voice = Voice.to(turn.me)
    session = await turn.tx.sessions.last_of(turn.me.id, turn.now)
    if session is None:
        raise Refused(wording.no_session_yet(voice))
    if by < local_date(turn.now, turn.me.timezone):
        form = wording.form(voice, replace(session, step=step), by.isoformat(), is_mentor=False)
        return [Reply(FieldErrors(form, {"by": wording.past_day(voice, by)}))]
    return await _keep(turn, session, replace(session, step=step[: wording.STEP_LIMIT], step_on=by))


@routes.command("mentor note", role=Role.MENTOR)
async def note(turn: Turn, learner: Annotated[Member, "About whose last session"]) -> Effects:
    """Write notes about your last session: a part you share, a part for yourself."""
    voice = Voice.to(turn.me)
    if not may_note_about(turn.me, learner, await turn.tx.pairings.of_learner(learner.id)):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    session = await turn.tx.sessions.last_of(learner.id, turn.now)
    if session is None:
        raise Refused(days_wording.none_yet(voice, learner))
    if not may_note(turn.me, session):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    return [Reply(_form(turn, session))]


async def step_to_ask(turn: Turn, learner: Member, earlier: list[CheckIn]) -> str:
    """Return the line with which a check-in asks about the step of the session before it; "" where there is none."""
    session = await turn.tx.sessions.last_of(learner.id, turn.now)
    if session is None or not session.step or session.starts_at is None:
        return ""
    if any(check_in.opened_at > session.starts_at for check_in in earlier):
        return ""
    return wording.step_asked(Voice.to(learner), session, local_date(turn.now, learner.timezone))
