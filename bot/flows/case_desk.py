"""What coordinators do with a case: take it, look at it, write notes, pass it on, close it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot.cards import Action
from bot.domain.access import may_see_case
from bot.domain.case_times import needed_since, times
from bot.domain.cases import NOTE_LIMIT, Case, CaseRef, Cause, Outside, Resolution
from bot.domain.members import Member, Role
from bot.domain.signals.severity import Severity
from bot.effects import Effects, Later, Refused, Reply, Send, ToMember, Urgency
from bot.flows.allowing import propose
from bot.flows.case_doors import case_by_ref, everywhere, save, the_case, the_open_case
from bot.flows.case_handovers import hand_over
from bot.flows.case_news import tell_opener
from bot.flows.case_record import acted, urgency_of
from bot.flows.cases import announced
from bot.flows.debriefing import carried
from bot.flows.forgetting import case_erasure
from bot.flows.people import the_member
from bot.flows.safety import STRUGGLING
from bot.purging import TEXTS
from bot.router import Router
from bot.turn import Turn
from bot.wording import case_desk as desk
from bot.wording import case_times as times_wording
from bot.wording import cases as wording
from bot.wording import reports
from bot.wording.voice import Voice

routes = Router()


@routes.action("case.acknowledge", role=Role.COORDINATOR)
async def acknowledge(turn: Turn, case_id: str) -> Effects:
    """I have it: one owner; everybody else who was told sees who."""
    return await _acknowledge(turn, await the_case(turn, case_id))


async def _acknowledge(turn: Turn, case: Case) -> Effects:
    voice = Voice.to(turn.me)
    learner = await the_member(turn, case.learner_id)
    if not case.is_unowned:
        owner = await turn.tx.members.find(case.owner_id) if case.owner_id else None
        raise Refused(wording.already_taken(voice, case, owner, turn.me))
    taken = case.acknowledged(turn.me.id, turn.now)
    shown = await everywhere(turn, case, wording.taken(voice, taken, turn.me))
    await save(turn, taken)
    await acted(turn, taken, "acknowledged")
    watch = turn.here.plan.safety.severities[case.severity].watch
    return [
        shown,
        Reply(wording.yours(voice, taken, learner, turn.packs, await carried(turn, turn.here))),
        Later(turn.now + watch, Action("case.watch", case.id)),
        *await _tell_learner(turn, taken, learner),
    ]


async def _tell_learner(turn: Turn, case: Case, learner: Member) -> Effects:
    """Tell whoever waits for a person that one is there; nobody hears of a case they don't know of."""
    if case.opener_id:
        return await tell_opener(turn, case, lambda voice, taken: reports.somebody_has_it(voice, taken, turn.me))
    waits = case.cause is Cause.HELP or case.learner_told or case.category == STRUGGLING
    if not waits or learner.id == turn.me.id:
        return []
    urgency = Urgency.SAFETY if case.severity >= Severity.HIGH else Urgency.NOTICE
    card = times_wording.somebody_has_it(Voice.to(learner), case, turn.me)
    return [Send(ToMember(learner.id), card, urgency, key=f"taken:{case.id}:{case.version}")]


@routes.action("case.excerpt", role=Role.COORDINATOR)
async def excerpt(turn: Turn, case_id: str) -> Effects:
    """Show the words around the signal, to this coordinator only; recorded."""
    case = await the_case(turn, case_id)
    await acted(turn, case, "excerpt_read")
    return [Reply(desk.excerpt(Voice.to(turn.me), case))]


@routes.action("case.show", role=Role.COORDINATOR)
async def show(turn: Turn, case_id: str) -> Effects:
    """Show a case with its timeline."""
    return await _show(turn, await the_case(turn, case_id))


async def _show(turn: Turn, case: Case) -> Effects:
    everything = await shown(turn, case)
    await turn.tx.audit.add(turn.now, turn.me.id, "case.read", case.id)
    return [Reply(desk.whole(Voice.to(turn.me), everything, turn.packs))]


async def shown(turn: Turn, case: Case) -> desk.Shown:
    """Return everything a reader sees of a case they may know of. Reads only; whoever shows it notes it."""
    learner = await the_member(turn, case.learner_id)
    owner = await turn.tx.members.find(case.owner_id) if case.owner_id else None
    people = {m.id: m for m in await turn.tx.members.in_cohort(case.cohort_id)}
    timeline = await turn.tx.cases.timeline(case.id)
    goal = turn.here.plan.safety.severities[case.severity].answer_within
    measured = times_wording.measured(Voice.to(turn.me), times(case, timeline), goal)
    may_reopen = case.may_reopen(turn.now)
    return desk.Shown(case, learner, owner, timeline, people, measured, may_reopen=may_reopen)


@routes.action("case.note", role=Role.COORDINATOR)
async def note_button(turn: Turn, case_id: str) -> Effects:
    """Open the form for a note."""
    return [Reply(desk.note_form(Voice.to(turn.me), await the_open_case(turn, case_id)))]


@routes.form("case.noted", role=Role.COORDINATOR)
async def noted(turn: Turn, case_id: str, values: Mapping[str, str]) -> Effects:
    """Add a note; the first one says that somebody is in contact."""
    case = await the_open_case(turn, case_id)
    text = values.get("note", "").strip()[:NOTE_LIMIT]
    if not text:
        raise Refused(desk.empty_note(Voice.to(turn.me), case))
    if case.is_unowned:
        raise Refused(desk.take_first(Voice.to(turn.me), case))
    await save(turn, case.in_contact())
    await acted(turn, case, "note", text)
    return [Reply(desk.note_kept(Voice.to(turn.me), case))]


@routes.action("case.close", role=Role.COORDINATOR)
async def close_button(turn: Turn, case_id: str) -> Effects:
    """Open the form that closes a case."""
    return [Reply(desk.close_form(Voice.to(turn.me), await the_open_case(turn, case_id)))]


@routes.form("case.closed", role=Role.COORDINATOR)
async def closed(turn: Turn, case_id: str, values: Mapping[str, str]) -> Effects:
    """Close a case with a reason, or hand it over; with a note where the severity asks for one."""
    case = await the_case(turn, case_id)
    reason, text = values.get("reason", ""), values.get("note", "").strip()[:NOTE_LIMIT]
    if reason in set(Outside):
        return await hand_over(turn, case, Outside(reason), text)
    if reason not in set(Resolution):
        raise Refused(desk.no_reason(Voice.to(turn.me), case))
    return await _close(turn, case, Resolution(reason), text)


async def _close(turn: Turn, case: Case, resolution: Resolution, text: str) -> Effects:
    voice = Voice.to(turn.me)
    if case.is_closed:
        raise Refused(wording.closed_already(voice, case))
    if case.is_unowned and resolution is not Resolution.FALSE_ALARM:
        raise Refused(desk.take_first(voice, case))
    if case.needs_a_note() and not text and resolution is not Resolution.FALSE_ALARM:
        raise Refused(desk.note_needed(voice, case))
    done = case.resolved(resolution, turn.now)
    has_phrase = resolution is Resolution.FALSE_ALARM and await propose(turn, case)
    await save(turn, done)
    if resolution is Resolution.FALSE_ALARM and not case.is_held and await turn.tx.retention.forget_case(case.id):
        await turn.tx.audit.add(turn.now, turn.me.id, TEXTS, case.id)
    await acted(turn, case, f"closed:{resolution}", text)
    return [
        await everywhere(turn, case, desk.was_closed(voice, case, turn.me)),
        Reply(desk.closed(voice, case, has_phrase=has_phrase)),
        *await tell_opener(turn, done, reports.was_closed),
        *announced(turn.here, done),
        await case_erasure(turn, done),
    ]


@routes.action("case.false_alarm", role=Role.COORDINATOR)
async def false_alarm(turn: Turn, case_id: str) -> Effects:
    """Close it as a false alarm; the excerpt is erased at once."""
    return await _close(turn, await the_case(turn, case_id), Resolution.FALSE_ALARM, "")


@routes.action("case.pass_on", role=Role.COORDINATOR)
async def pass_on(turn: Turn, case_id: str) -> Effects:
    """Choose who takes it instead."""
    case = await the_open_case(turn, case_id)
    others = await _others(turn, case)
    if not others:
        raise Refused(desk.nobody_else(Voice.to(turn.me), case))
    return [Reply(desk.pass_on_form(Voice.to(turn.me), case, others))]


async def _others(turn: Turn, case: Case) -> list[Member]:
    coordinators = await turn.tx.members.in_cohort(case.cohort_id, Role.COORDINATOR)
    return [c for c in coordinators if c.id != turn.me.id and may_see_case(c, case)]


@routes.form("case.passed_on", role=Role.COORDINATOR)
async def passed_on(turn: Turn, case_id: str, values: Mapping[str, str]) -> Effects:
    """Give the case to another coordinator, who is told at once and has to say "I have it"."""
    case = await the_open_case(turn, case_id)
    other = next((c for c in await _others(turn, case) if c.id == values.get("to")), None)
    if other is None:
        raise Refused(desk.nobody_else(Voice.to(turn.me), case))
    opened = replace(case.opened_again(), step=case.step)
    await save(turn, opened)
    await acted(turn, case, f"passed_on:{other.id}")
    learner = await the_member(turn, case.learner_id)
    since = needed_since(case, await turn.tx.cases.timeline(case.id))
    card = wording.alert(Voice.to(other), replace(case, opened_at=since), learner, turn.packs, turn.now)
    policy = turn.here.plan.safety.severities[case.severity]
    return [
        Send(ToMember(other.id), card, urgency_of(case), tag=f"case:{case.id}", lane=f"e:{case.id}:{case.version}"),
        Reply(desk.given_to(Voice.to(turn.me), case, other)),
        Later(turn.now + policy.wait, Action("case.escalate", case.id)),
    ]


@routes.command("coord case list", role=Role.COORDINATOR)
async def list_cases(turn: Turn) -> Effects:
    """Show the open cases, the most urgent first, and who has them."""
    cases = [case for case in await turn.tx.cases.open_in(turn.here.id) if may_see_case(turn.me, case)]
    people = {m.id: m for m in await turn.tx.members.in_cohort(turn.here.id)}
    return [Reply(desk.listed(Voice.to(turn.me), cases, people, turn.packs))]


@routes.command("coord case show", role=Role.COORDINATOR)
async def show_command(turn: Turn, ref: Annotated[CaseRef, "The case, for example K7Q2"]) -> Effects:
    """Show one case with its timeline."""
    return await _show(turn, await case_by_ref(turn, ref))


@routes.command("coord case ack", role=Role.COORDINATOR)
async def ack_command(turn: Turn, ref: Annotated[CaseRef, "The case, for example K7Q2"]) -> Effects:
    """Take a case: "I have it"."""
    return await _acknowledge(turn, await case_by_ref(turn, ref))


@routes.command("coord case close", role=Role.COORDINATOR)
async def close_command(
    turn: Turn,
    ref: Annotated[CaseRef, "The case, for example K7Q2"],
    reason: Annotated[Resolution, "Why it is closed"],
    text: Annotated[str, "A note; critical and high cases need one"] = "",
) -> Effects:
    """Close a case with a reason and a note."""
    return await _close(turn, await case_by_ref(turn, ref), reason, text[:NOTE_LIMIT])
