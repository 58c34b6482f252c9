"""Time off, without reasons: away, back, pause, nudges on or off."""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from bot.domain.members import Absence, AbsenceKind, MemberState, Role
from bot.domain.schedule import local_date
from bot.effects import Effects, Refused, Reply
from bot.flows.cases import waiting_for
from bot.flows.cohorts import first_timers
from bot.flows.leaving import cases_back, other_coordinators
from bot.flows.session_plans import call_off_between
from bot.router import Router
from bot.turn import Turn
from bot.wording import absences as wording
from bot.wording.voice import Voice

routes = Router()

LONGEST = timedelta(days=60)
"""Longer than this is a pause, not days off."""


class Switch(StrEnum):
    """On or off."""

    ON = "on"
    OFF = "off"


@routes.command("peer away")
async def away(
    turn: Turn,
    from_day: Annotated[date, "The first day off, like 2026-04-02, 2 Apr or tomorrow"],
    until: Annotated[date | None, "The last day off (empty: one day)"] = None,
) -> Effects:
    """Take days off: nothing is asked of you, and nothing counts as missed."""
    voice, last = Voice.to(turn.me), until or from_day
    today = local_date(turn.now, turn.me.timezone)
    if last < from_day:
        raise Refused(wording.backwards(voice, from_day, last))
    if last < today:
        raise Refused(wording.in_the_past(voice, last))
    if last - from_day > LONGEST:
        raise Refused(wording.too_long(voice, LONGEST.days))
    absence_id = turn.new_id("absence", turn.me.id, from_day, last)
    await turn.tx.absences.add(Absence(absence_id, turn.me.id, AbsenceKind.AWAY, from_day, last))
    return [Reply(wording.away(voice, from_day, last)), *await call_off_between(turn, turn.me, from_day, last)]


@routes.command("peer back")
async def back(turn: Turn) -> Effects:
    """End your days off or your pause; everything goes on from here."""
    voice = Voice.to(turn.me)
    today = local_date(turn.now, turn.me.timezone)
    await turn.tx.absences.cut(turn.me.id, today - timedelta(days=1))
    if turn.me.state not in (MemberState.PAUSED, MemberState.GONE):
        return [Reply(wording.back(voice))]
    here_again = replace(turn.me, state=MemberState.ACTIVE)
    await turn.tx.members.save(here_again)
    waiting = await waiting_for(turn, turn.here, here_again)
    return [Reply(wording.back(voice)), *waiting, *first_timers(turn, turn.here, here_again)]


@routes.command("peer pause")
async def pause(turn: Turn) -> Effects:
    """Pause your part for as long as you like; your place is kept."""
    if not turn.me.is_active:
        raise Refused(wording.not_active(Voice.to(turn.me)))
    if turn.me.role is Role.COORDINATOR and not await other_coordinators(turn, turn.me):
        raise Refused(wording.only_coordinator(Voice.to(turn.me)))
    await turn.tx.members.save(replace(turn.me, state=MemberState.PAUSED))
    return [Reply(wording.paused(Voice.to(turn.me))), *await cases_back(turn, turn.here, turn.me)]


@routes.command("peer nudges")
async def nudges(turn: Turn, switch: Annotated[Switch, "on or off"]) -> Effects:
    """Turn reminders and "how are things" messages on or off."""
    is_on = switch is Switch.ON
    unanswered = 0 if is_on else turn.me.unanswered_nudges
    await turn.tx.members.save(replace(turn.me, nudges_on=is_on, unanswered_nudges=unanswered))
    return [Reply(wording.nudges(Voice.to(turn.me), is_on=is_on))]
