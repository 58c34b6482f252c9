"""Start, not now, decline: a free choice, recorded consent, two gentle reminders, then a person."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.cards import Action, FieldErrors
from bot.domain.members import Member, MemberState, Role
from bot.domain.schedule import LocalTime, QuietHours, local_date, nearest_zone, valid_zone
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.cohorts import INVITE_AT, first_timers
from bot.flows.people import the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import onboarding as wording
from bot.wording.voice import Voice

routes = Router()

REMIND_AFTER = (timedelta(days=3), timedelta(days=7))
"""When somebody who has not answered hears of it again (acceptance cohort, 20 and 24 February)."""
CONSENT_VERSION = 1


@routes.timer("onboarding.invite")
async def invite(turn: Turn, member_id: str) -> Effects:
    """Send the invitation, unless the person has already answered."""
    member = await turn.tx.members.find(member_id)
    if member is None or member.state is not MemberState.INVITED:
        return []
    cohort = await the_cohort(turn, member.cohort_id)
    card = wording.invitation(Voice.to(member), member, cohort)
    return [
        Send(ToMember(member.id), card, tag=f"invitation:{member.id}"),
        _remind(turn, member, REMIND_AFTER[0], "onboarding.remind"),
        _remind(turn, member, REMIND_AFTER[1], "onboarding.remind_again"),
    ]


def _remind(turn: Turn, member: Member, after: timedelta, action: str) -> Later:
    day = local_date(turn.now, member.timezone) + after
    return Later(LocalTime(day, INVITE_AT, member.timezone), Action(action, member.id))


@routes.timer("onboarding.remind")
async def remind(turn: Turn, member_id: str) -> Effects:
    """Ask a first time again."""
    member = await turn.tx.members.find(member_id)
    if member is None or member.state is not MemberState.INVITED:
        return []
    cohort = await the_cohort(turn, member.cohort_id)
    return [Send(ToMember(member.id), wording.reminder(Voice.to(member), member, cohort))]


@routes.timer("onboarding.remind_again")
async def remind_again(turn: Turn, member_id: str) -> Effects:
    """Ask a last time, and tell the coordinators who is still missing."""
    effects = await remind(turn, member_id)
    if not effects:
        return []
    member = await turn.tx.members.find(member_id)
    assert member is not None
    coordinators = await turn.tx.members.in_cohort(member.cohort_id, Role.COORDINATOR)
    return effects + [
        Send(ToMember(c.id), wording.not_onboarded(Voice.to(c), [member]), key=f"waiting:{member.id}:{c.id}")
        for c in coordinators
    ]


@routes.action("onboarding.start", always=True)
async def start(turn: Turn, _subject: str) -> Effects:
    """Open the form that collects what is needed, consent included."""
    if turn.me.is_active:
        return [Reply(wording.already_in(Voice.to(turn.me)))]
    return [Reply(wording.start_form(turn.me))]


@routes.command("peer start", always=True)
async def start_command(turn: Turn) -> Effects:
    """Start, or change your time zone, quiet hours and country."""
    return [Reply(wording.start_form(turn.me))]


@routes.action("onboarding.later", always=True)
async def not_now(turn: Turn, _subject: str) -> Effects:
    """Leave the choice open."""
    return [Reply(wording.later(Voice.to(turn.me)))]


@routes.action("onboarding.decline", always=True)
async def decline(turn: Turn, _subject: str) -> Effects:
    """Write to this person no more."""
    if turn.me.is_active:
        return [Reply(wording.already_in(Voice.to(turn.me)))]
    await turn.tx.members.save(replace(turn.me, state=MemberState.DECLINED))
    return [Reply(wording.declined(Voice.to(turn.me)))]


@routes.form("onboarding.submit", always=True)
async def submit(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Record consent and what was filled in; every field that does not fit is named, nothing is half-saved."""
    errors = _errors(values)
    if errors:
        filled = replace(turn.me, country=values.get("country", "")[:2])
        return [Reply(FieldErrors(wording.start_form(filled), errors))]
    if values.get("consent") != "yes":
        return [Reply(wording.not_agreed(Voice.to(turn.me)))]
    was_active = turn.me.is_active
    member = replace(
        turn.me,
        timezone=_zone(values["timezone"]),
        quiet=QuietHours.parse(values["quiet_hours"].strip()),
        country=values.get("country", "").strip().upper(),
        shares_check_ins=values.get("share") == "yes",
    ).consented(CONSENT_VERSION, turn.now)
    await turn.tx.members.save(member)
    await turn.tx.audit.add(turn.now, member.id, f"consent.given:{CONSENT_VERSION}", member.id)
    begun = Reply(wording.begun(Voice.to(member), member, turn.here))
    return [begun] if was_active else [begun, *first_timers(turn, turn.here, member)]


def _errors(values: Mapping[str, str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    typed = values.get("timezone", "").strip()
    if not _zone(typed):
        errors["timezone"] = wording.bad_zone(typed, nearest_zone(typed))
    try:
        QuietHours.parse(values.get("quiet_hours", "").strip())
    except ValueError:
        errors["quiet_hours"] = wording.bad_quiet_hours()
    if not re.fullmatch(r"|[A-Za-z]{2}", values.get("country", "").strip()):
        errors["country"] = wording.bad_country()
    return errors


def _zone(typed: str) -> str:
    """Return the zone that was meant: its own name, or the only one whose city it is."""
    near = nearest_zone(typed)
    if valid_zone(typed):
        return typed
    if near is not None and near.rpartition("/")[2].replace("_", " ").casefold() == typed.casefold():
        return near
    return ""
