"""Start, not now, decline: a free choice, recorded consent, two gentle reminders, then a person."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot import hearing
from bot.cards import Action, FieldErrors
from bot.domain.check_ins import next_opening
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, MemberState, Role
from bot.domain.privacy import NOTICE_VERSION
from bot.domain.schedule import LocalTime, QuietHours, local_date, nearest_zone, valid_zone
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.cohorts import INVITE_AT, first_timers
from bot.flows.norms import agreed
from bot.flows.people import mentor_of, on_call, the_cohort, the_member
from bot.flows.placing import ask_for_place
from bot.router import Router
from bot.turn import Turn
from bot.wording import beginning as begin
from bot.wording import onboarding as wording
from bot.wording import start_form
from bot.wording.voice import Voice

routes = Router()

REMIND_AFTER = (timedelta(days=3), timedelta(days=7))
"""When somebody who has not answered hears of it again (acceptance cohort, 20 and 24 February)."""


@routes.timer("onboarding.invite")
async def invite(turn: Turn, member_id: str) -> Effects:
    """Send the invitation, unless the person has already answered."""
    member = await turn.tx.members.find(member_id)
    if member is None or member.state is not MemberState.INVITED:
        return []
    return await invite_now(turn, member)


async def invite_now(turn: Turn, member: Member) -> Effects:
    """Send the invitation, and set the two reminders."""
    card = wording.invitation(Voice.to(member), await _invited(turn, member))
    return [
        Send(ToMember(member.id), card, tag=f"invitation:{member.id}"),
        _remind(turn, member, REMIND_AFTER[0], "onboarding.remind"),
        _remind(turn, member, REMIND_AFTER[1], "onboarding.remind_again"),
    ]


async def _invited(turn: Turn, member: Member) -> wording.Invited:
    cohort = await the_cohort(turn, member.cohort_id)
    coordinators = await turn.tx.members.in_cohort(cohort.id, Role.COORDINATOR)
    scan = cohort.plan.safety.scan
    is_read = not scan or len(await hearing.unread(turn.tx, cohort.id, scan)) < len(scan)
    return wording.Invited(member, cohort, coordinators, is_read)


def _remind(turn: Turn, member: Member, after: timedelta, action: str) -> Later:
    day = local_date(turn.now, member.timezone) + after
    return Later(LocalTime(day, INVITE_AT, member.timezone), Action(action, member.id))


@routes.timer("onboarding.remind")
async def remind(turn: Turn, member_id: str) -> Effects:
    """Ask a first time again."""
    return await _reminded(turn, member_id, is_last=False)


@routes.timer("onboarding.remind_again")
async def remind_again(turn: Turn, member_id: str) -> Effects:
    """Ask a last time."""
    return await _reminded(turn, member_id, is_last=True)


async def _reminded(turn: Turn, member_id: str, *, is_last: bool) -> Effects:
    member = await turn.tx.members.find(member_id)
    if member is None or member.state is not MemberState.INVITED:
        return []
    invited = await _invited(turn, member)
    week = invited.cohort.week_at(turn.now, member.timezone)
    if week > invited.cohort.weeks:
        return []
    card = wording.reminder(Voice.to(member), invited, is_last=is_last, has_begun=week >= 1)
    return [Send(ToMember(member.id), card)]


@routes.timer("onboarding.waiting")
async def waiting(turn: Turn, coordinator_id: str) -> Effects:
    """Tell a coordinator, in one list, who has not answered a week after the invitations."""
    coordinator = await the_member(turn, coordinator_id)
    people = await turn.tx.members.in_cohort(coordinator.cohort_id)
    invited = [member for member in people if member.state is MemberState.INVITED]
    if not invited:
        return []
    dead = {m.id: await turn.tx.outbox.undelivered(m.id, 1) for m in invited}
    unreached = frozenset(member_id for member_id, rows in dead.items() if rows)
    return [Send(ToMember(coordinator.id), wording.waiting(Voice.to(coordinator), invited, unreached))]


@routes.action("onboarding.start", always=True)
async def start(turn: Turn, _subject: str) -> Effects:
    """Open the form that collects what is needed, consent included."""
    if turn.me.is_active:
        return [Reply(begin.already_in(Voice.to(turn.me)))]
    return [Reply(start_form.form(Voice.to(turn.me), start_form.Answers.stored(turn.me)))]


@routes.command("peer start", always=True)
async def start_command(turn: Turn) -> Effects:
    """Start, or change your time zone, quiet hours and country."""
    return [Reply(start_form.form(Voice.to(turn.me), start_form.Answers.stored(turn.me)))]


@routes.action("onboarding.later", always=True)
async def not_now(turn: Turn, _subject: str) -> Effects:
    """Leave the choice open."""
    if turn.me.is_active:
        return [Reply(begin.already_in(Voice.to(turn.me)))]
    return [Reply(wording.later(Voice.to(turn.me)))]


@routes.action("onboarding.decline", always=True)
async def decline(turn: Turn, _subject: str) -> Effects:
    """Write to this person no more."""
    if turn.me.is_active:
        return [Reply(begin.already_in(Voice.to(turn.me)))]
    await turn.tx.members.save(replace(turn.me, state=MemberState.DECLINED))
    return [Reply(wording.declined(Voice.to(turn.me)))]


@routes.form("onboarding.submit", always=True)
async def submit(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Record consent and what was filled in; every field that does not fit is named, nothing is half-saved."""
    errors = _errors(values)
    if errors:
        form = start_form.form(Voice.to(turn.me), start_form.Answers.typed(turn.me, values))
        return [Reply(FieldErrors(form, errors))]
    if values.get("consent") != "yes":
        return [Reply(begin.not_agreed(Voice.to(turn.me)))]
    before = turn.me.state
    member = replace(
        turn.me,
        timezone=_zone(values["timezone"]),
        knows_zone=True,
        quiet=QuietHours.parse(values["quiet_hours"].strip()),
        country=values.get("country", "").strip().upper(),
        shares_check_ins=values.get("share") == "yes",
    ).consented(NOTICE_VERSION, turn.now)
    if before in (MemberState.ACTIVE, MemberState.PAUSED):
        member = replace(member, state=before)
    await turn.tx.members.save(member)
    await turn.tx.audit.add(turn.now, member.id, f"consent.given:{NOTICE_VERSION}", member.id)
    timers = first_timers(turn, turn.here, member)
    if before in (MemberState.ACTIVE, MemberState.PAUSED):
        return [Reply(begin.saved(Voice.to(member), member)), *timers]
    if before is MemberState.LEFT:
        await turn.tx.groups.rejoin(member.id, local_date(turn.now, member.timezone))
    return [*await _begin(turn, turn.here, member), *timers]


async def _begin(turn: Turn, cohort: Cohort, member: Member) -> Effects:
    """Welcome somebody; who comes in after the start gets a short catch-up, and their mentor hears of it (O13)."""
    week = cohort.week_at(turn.now, member.timezone)
    mentor = await mentor_of(turn, member)
    opening = next_opening(member, cohort, await turn.tx.absences.of_member(member.id), turn.now)
    pairings = await turn.tx.pairings.of_mentor(member.id)
    group = await turn.tx.groups.of_member(member.id)
    beginning = begin.Beginning(
        member,
        cohort,
        week,
        group=group,
        norms=await agreed(turn, group) if group is not None else (),
        mentor=mentor,
        next_on=opening.on if opening else None,
        learners=[await the_member(turn, pairing.learner_id) for pairing in pairings],
    )
    reply = Reply(begin.begun(Voice.to(member), beginning))
    if member.role is not Role.LEARNER or not cohort.has_week(week):
        return [reply]
    placed = [] if group is not None else await ask_for_place(turn, cohort, member)
    if mentor is not None:
        return [reply, Send(ToMember(mentor.id), begin.joined(Voice.to(mentor), member, week)), *placed]
    first = (await on_call(turn, cohort))[:1]
    return [reply, *[Send(ToMember(c.id), begin.joined_alone(Voice.to(c), member, week)) for c in first], *placed]


def _errors(values: Mapping[str, str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    typed = values.get("timezone", "").strip()
    if not _zone(typed):
        errors["timezone"] = start_form.bad_zone(typed, nearest_zone(typed))
    try:
        QuietHours.parse(values.get("quiet_hours", "").strip())
    except ValueError:
        errors["quiet_hours"] = start_form.bad_quiet_hours()
    if not re.fullmatch(r"|[A-Za-z]{2}", values.get("country", "").strip()):
        errors["country"] = start_form.bad_country()
    return errors


def _zone(typed: str) -> str:
    """Return the zone that was meant: its own name, or the only one whose city it is."""
    near = nearest_zone(typed)
    if valid_zone(typed):
        return typed
    if near is not None and near.rpartition("/")[2].replace("_", " ").casefold() == typed.casefold():
        return near
    return ""
