"""What is due next, to whom and why, as things stand now: timers and waiting messages, put into words."""

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.deliveries import Delivery, Timer
from bot.domain.cases import LADDER_CASES, MISSED_CHECK_INS, CaseState
from bot.domain.check_ins import CheckInState, is_due, missed_in_a_row
from bot.domain.cohorts import CohortState
from bot.domain.ladder import Rung, next_rung
from bot.domain.members import Member, MemberState, Role
from bot.domain.schedule import local_date
from bot.domain.sessions import Session, SessionState
from bot.effects import Urgency
from bot.ports import Tx
from bot.wording import upcoming as wording
from bot.wording.upcoming import Explained, explained

_KEPT = ("report.", "flag.", "mentor.escalated", "case.news", "case.outside", "case.review", "case.wants", "help.taken")
"""Kinds of messages that tell of something a person brought; whoever looks on may be who it is kept from."""

_AT_ONCE = 500
"""Timers read in one go."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing the bot will do; `to` says to whom or about what, empty where it is for nobody in particular."""

    at: datetime
    what: str
    to: str
    why: str


@dataclass(frozen=True, slots=True)
class Business:
    """What concerns somebody: `of` keeps the timers that do, `mail` are those whose messages do."""

    of: Callable[[Sequence[Timer]], Awaitable[Sequence[Timer]]]
    mail: frozenset[str]


async def upcoming(tx: Tx, limit: int, business: Business | None = None, ahead: int = 0) -> list[Planned]:
    """Return what will happen next unless somebody acts, soonest first; like things at one moment stand in one line.

    A timer that would find nothing to do as things stand (an answered check-in, a case that somebody has) is left out,
    and what does not concern the reader. `ahead`: so many timers are looked through (0: as many as `limit` may need).
    """
    planned: list[Planned] = []
    async for line in _lines(tx, limit, business, ahead or limit * 12):
        last = planned[-1] if planned else None
        if last is not None and (last.at, last.what, last.why) == (line.at, line.what, line.why):
            names = ", ".join(part for part in (last.to, line.to) if part)
            planned[-1] = Planned(last.at, last.what, names, last.why)
        elif len(planned) < limit:
            planned.append(line)
        else:
            break
    return planned


async def _lines(tx: Tx, limit: int, business: Business | None, ahead: int) -> AsyncIterator[Planned]:
    async for entry in _entries(tx, limit, business, ahead):
        found = await (_of_timer(tx, entry) if isinstance(entry, Timer) else _of_delivery(tx, entry))
        if found is not None:
            words, to = found
            yield Planned(entry.due_at if isinstance(entry, Timer) else entry.next_at, words.what, to, words.why)


async def _entries(tx: Tx, limit: int, business: Business | None, ahead: int) -> AsyncIterator[Timer | Delivery]:
    """Yield what waits and what is set, by time; what waits comes first within a moment."""
    held = await tx.outbox.waiting(limit) if business is None else await tx.outbox.waiting_for(business.mail, limit)
    waiting = deque(sorted(held, key=lambda delivery: delivery.next_at))
    async for timer in _timers(tx, business, ahead):
        while waiting and waiting[0].next_at <= timer.due_at:
            yield waiting.popleft()
        yield timer
    for delivery in waiting:
        yield delivery


async def _timers(tx: Tx, business: Business | None, ahead: int) -> AsyncIterator[Timer]:
    """Yield timers by time, read as far as somebody wants them; whom they are about is looked up for many at once."""
    for skipped in range(0, ahead, _AT_ONCE):
        most = min(_AT_ONCE, ahead - skipped)
        read = await tx.timers.upcoming(most, skipped)
        ours = read if business is None else await business.of(read)
        await tx.absences.some([*await tx.members.some([timer.action.subject for timer in ours])])
        for timer in ours:
            yield timer
        if len(read) < most:
            return


async def _is_nobodys_business(tx: Tx, delivery: Delivery) -> bool:
    """Whether a message is somebody's own help, or tells of a case kept from somebody, who may be looking on."""
    case = await tx.cases.find(delivery.tag[5:]) if delivery.tag.startswith("case:") else None
    return bool(case and case.kept_from) or delivery.card.kind.startswith(_KEPT) or delivery.urgency is Urgency.SAFETY


_Line = tuple[Explained, str] | None


async def _of_delivery(tx: Tx, delivery: Delivery) -> _Line:
    if delivery.revises or await _is_nobodys_business(tx, delivery):
        return None
    group = await tx.groups.find(delivery.recipient_id)
    name = group.name if group is not None else await _name(tx, delivery.recipient_id)
    return wording.delivery(delivery.card.title, was_tried=delivery.attempt > 0), name


async def _of_timer(tx: Tx, timer: Timer) -> _Line:
    words, subject = explained(timer.action.name), timer.action.subject
    match timer.action.name.split("."):
        case ["onboarding", "waiting"]:
            return await _unanswered(tx, subject)
        case ["onboarding", _]:
            member = await tx.members.find(subject)
            return (words, member.name) if member is not None and member.state is MemberState.INVITED else None
        case ["aims" | "group", _]:
            return words, await _name(tx, subject.partition(".")[0])
        case ["prompt", _]:
            return await _prompt(tx, timer)
        case ["check_in", "open"]:
            return await _opening(tx, timer)
        case ["check_in", _]:
            return await _open_check_in(tx, timer)
        case ["ladder", _]:
            return await _step(tx, timer)
        case ["session", verb]:
            return await _session(tx, timer, verb)
        case ["gathering", verb]:
            gathering = await tx.gatherings.find(subject)
            if gathering is None or gathering.is_cancelled or gathering.is_announced != (verb == "remind"):
                return None
            return words, gathering.title
        case ["draft", _]:
            return await _draft(tx, timer)
        case ["case", _]:
            return await _case(tx, timer)
        case ["encouragement", _]:
            return None  # nobody knows before Friday whether there is anything to say
        case ["host", _]:
            return await _host(tx, timer)
        case ["training", _]:
            return await _training(tx, timer)
        case ["review", verb] if verb != "open":
            return await _open_reviews(tx, timer)
        case ["retention", "case"]:
            case = await tx.cases.find(subject)
            return (words, case.ref) if case is not None and case.is_closed and not case.kept_from else None
        case _:
            return words, await _name(tx, subject)


async def _training(tx: Tx, timer: Timer) -> _Line:
    which, _, mentor_id = timer.action.subject.rpartition(":")
    mentor = await tx.members.find(mentor_id)
    if mentor is None:
        known = await tx.trainings.in_cohort(mentor_id)
        mentors = await tx.members.in_cohort(mentor_id, Role.MENTOR)
        is_open = any(one.is_reachable and (one.id not in known or not known[one.id].is_finished) for one in mentors)
        return (explained(timer.action.name), "") if is_open else None
    progress = await tx.trainings.of(mentor.id)
    is_done = progress.refreshed_at is not None if which == "refresher" else progress.is_finished
    is_moot = is_done and timer.action.name != "training.invite"
    return None if is_moot or not mentor.is_active else (explained(timer.action.name), mentor.name)


async def _unanswered(tx: Tx, coordinator_id: str) -> _Line:
    coordinator = await tx.members.find(coordinator_id)
    if coordinator is None or not await tx.members.called(coordinator.cohort_id, MemberState.INVITED):
        return None
    return explained("onboarding.waiting"), coordinator.name


async def _prompt(tx: Tx, timer: Timer) -> _Line:
    group = await tx.groups.find(timer.action.subject)
    cohort = await tx.cohorts.find(group.cohort_id) if group is not None else None
    if group is None or cohort is None or cohort.state is not CohortState.OPEN:
        return None
    is_there = cohort.plan.prompt(cohort.week_at(timer.due_at, group.timezone)) is not None
    return (explained(timer.action.name), group.name) if is_there else None


async def _opening(tx: Tx, timer: Timer) -> _Line:
    learner = await tx.members.find(timer.action.subject)
    cohort = await tx.cohorts.find(learner.cohort_id) if learner is not None else None
    if learner is None or cohort is None or not learner.is_active or cohort.state is not CohortState.OPEN:
        return None
    on = local_date(timer.due_at, learner.timezone)
    if not is_due(learner, cohort.week(on), on, await tx.absences.of_member(learner.id)):
        return None
    return explained(timer.action.name), learner.name


async def _open_check_in(tx: Tx, timer: Timer) -> _Line:
    check_in = await tx.check_ins.find(timer.action.subject)
    learner = await tx.members.find(check_in.learner_id) if check_in is not None and check_in.is_open else None
    if learner is None or not learner.is_active:
        return None
    if timer.action.name == "check_in.remind" and not await _may_be_asked(tx, learner, timer.due_at):
        return None
    return explained(timer.action.name), learner.name


async def _may_be_asked(tx: Tx, learner: Member, at: datetime) -> bool:
    """Whether somebody wants to be asked, and is neither away then nor looked after by a person."""
    return learner.nudges_on and not await _is_away(tx, learner, at) and not await _is_with_a_person(tx, learner, at)


async def _is_away(tx: Tx, learner: Member, at: datetime) -> bool:
    on = local_date(at, learner.timezone)
    return any(absence.covers(on) for absence in await tx.absences.of_member(learner.id))


async def _is_with_a_person(tx: Tx, learner: Member, at: datetime, categories: tuple[str, ...] = LADDER_CASES) -> bool:
    cases = [await tx.cases.current(learner.id, category, at) for category in categories]
    return any(case is not None and not case.is_closed for case in cases)


async def _step(tx: Tx, timer: Timer) -> _Line:
    check_in = await tx.check_ins.find(timer.action.subject)
    if check_in is None or check_in.state is not CheckInState.OVERDUE or check_in.answered_at is not None:
        return None
    learner = await tx.members.find(check_in.learner_id)
    cohort = await tx.cohorts.find(check_in.cohort_id)
    if learner is None or cohort is None or not learner.is_active or await _is_away(tx, learner, timer.due_at):
        return None
    history = [past.state for past in await tx.check_ins.history(learner.id) if past.week <= check_in.week]
    has_open_case = await _is_with_a_person(tx, learner, timer.due_at, (MISSED_CHECK_INS,))
    rung = next_rung(missed_in_a_row(history), cohort.plan.ladder, has_open_case=has_open_case)
    if rung is None or (rung is Rung.ASK and not learner.nudges_on):
        return None
    return wording.RUNGS[rung], learner.name


async def _session(tx: Tx, timer: Timer, verb: str) -> _Line:
    words = explained(timer.action.name)
    if verb == "choose":
        learner = await tx.members.find(timer.action.subject)
        is_paired = learner is not None and await tx.pairings.of_learner(learner.id) is not None
        return (words, learner.name) if learner is not None and learner.is_active and is_paired else None
    session = await tx.sessions.find(timer.action.subject)
    if session is None or not _waits(session, verb):
        return None
    return words, wording.about_pair(await _name(tx, session.mentor_id), await _name(tx, session.learner_id))


def _waits(session: Session, verb: str) -> bool:
    """Whether a timer about a session still finds something to do."""
    if verb == "step":
        return bool(session.step)
    wanted = SessionState.MISSED if verb.startswith("note_") else SessionState.PLANNED
    return session.state is wanted


async def _draft(tx: Tx, timer: Timer) -> _Line:
    draft = await tx.drafts.get(timer.action.subject)
    if draft is None or draft.sent_at is not None:
        return None
    about = wording.about_draft(await _name(tx, draft.mentor_id), await _name(tx, draft.learner_id))
    return explained(timer.action.name), about


async def _case(tx: Tx, timer: Timer) -> _Line:
    case = await tx.cases.find(timer.action.subject)
    if case is None or case.kept_from:
        return None  # whoever looks on may be one of those it is kept from
    match timer.action.name:
        case "case.escalate":
            stands = case.is_unowned
        case "case.review":
            stands = case.is_held
        case _:
            stands = case.state is CaseState.ACKNOWLEDGED
    return (explained(timer.action.name), case.ref) if stands else None


async def _host(tx: Tx, timer: Timer) -> _Line:
    group_id, _, week = timer.action.subject.partition(":")
    group = await tx.groups.find(group_id)
    asked = await tx.hosts.of_group(group_id)
    if group is None or any(host.holds and host.week == int(week) for host in asked):
        return None
    return explained(timer.action.name), group.name


async def _open_reviews(tx: Tx, timer: Timer) -> _Line:
    cohort_id, _, number = timer.action.subject.partition(":")
    rows = await tx.reviews.in_round(cohort_id, int(number))
    return (explained(timer.action.name), "") if any(row.is_open for row in rows) else None


async def _name(tx: Tx, member_id: str) -> str:
    member: Member | None = await tx.members.find(member_id) if member_id else None
    return member.name if member else ""
