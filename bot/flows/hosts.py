"""A learner hosts the week: asked in private the Thursday before, each in turn, named in one line if they said yes."""

from dataclasses import replace
from datetime import datetime

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.hosts import ANSWER_WITHIN, Host, HostState, asked_on, hosted_weeks, next_host
from bot.domain.members import Group, Member, Role
from bot.domain.plan import OWN_IT
from bot.effects import Effects, Later, Refused, Reply, Send, ToGroup, ToMember, Urgency
from bot.flows.check_ins import heard_from
from bot.flows.people import is_away, is_away_at, the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import hosts as wording
from bot.wording.voice import Voice

routes = Router()


def asking_hosts(cohort: Cohort, group: Group) -> list[Later]:
    """Set when somebody is asked to host each week in which the group owns its question."""
    return [
        Later(asked_on(cohort, week, group.timezone), Action("host.ask", f"{group.id}:{week}"))
        for week in hosted_weeks(cohort)
    ]


@routes.timer("host.ask")
async def ask(turn: Turn, subject: str) -> Effects:
    """Ask whose turn it is; whoever was asked before and did not answer is left in peace."""
    group_id, _, number = subject.partition(":")
    group, week = await turn.tx.groups.find(group_id), int(number)
    if group is None:
        return []
    cohort = await the_cohort(turn, group.cohort_id)
    posts_at = _begins(cohort, group, week)
    asked = await turn.tx.hosts.of_group(group.id)
    if cohort.state is not CohortState.OPEN or turn.now >= posts_at or _holds(asked, week):
        return []
    asked = [await _let_go(turn, host, week) for host in asked]
    people = await _free(turn, group, posts_at)
    learner_id = next_host(list(people), asked, week)
    if learner_id is None:
        return []
    host = Host(turn.new_id("host", group.id, week, learner_id), cohort.id, group.id, week, learner_id)
    await turn.tx.hosts.add(host)
    card = wording.asked(Voice.to(people[learner_id]), host, group, cohort.plan.prompt(week - group.weeks_behind))
    return [
        Send(ToMember(learner_id), card, deadline_at=posts_at),
        Later(turn.now + ANSWER_WITHIN, Action("host.ask", subject)),
    ]


async def _let_go(turn: Turn, host: Host, week: int) -> Host:
    """Return who was asked, no longer waited for if it was about this week and without an answer."""
    if host.week != week or host.state is not HostState.ASKED:
        return host
    silent = replace(host, state=HostState.LET_GO)
    await turn.tx.hosts.save(silent)
    return silent


def _begins(cohort: Cohort, group: Group, week: int) -> datetime:
    """Return when the week's question is posted, holidays left aside."""
    monday = cohort.starts_on.toordinal() + 7 * (week - 1)
    day = cohort.starts_on.fromordinal(monday)
    return cohort.plan.rhythm.prompt.on_or_after(day, group.timezone).moment()


def _holds(asked: list[Host], week: int) -> Host | None:
    return next((host for host in asked if host.week == week and host.holds), None)


async def _free(turn: Turn, group: Group, at: datetime) -> dict[str, Member]:
    """Return a group's learners who may be asked: there now and on that day."""
    members = [m for m in await turn.tx.groups.members(group.id) if m.role is Role.LEARNER and m.is_active]
    return {m.id: m for m in members if not await is_away(turn, m) and not await is_away_at(turn, m, at)}


async def _mine(turn: Turn, host_id: str) -> Host:
    host = await turn.tx.hosts.get(host_id)
    if host is None or host.learner_id != turn.me.id:
        raise Refused(common.not_yours())
    return host


@routes.action("host.agree", role=Role.LEARNER)
async def agree(turn: Turn, host_id: str) -> Effects:
    """Host a week, unless somebody else does by now."""
    host = await _mine(turn, host_id)
    group = await turn.tx.groups.find(host.group_id)
    holder = _holds(await turn.tx.hosts.of_group(host.group_id), host.week)
    is_late = group is None or turn.now >= _begins(turn.here, group, host.week)
    if is_late or (holder is not None and holder.id != host.id):
        raise Refused(wording.taken(Voice.to(turn.me)))
    await turn.tx.hosts.save(replace(host, state=HostState.AGREED))
    await heard_from(turn)
    return [Reply(wording.agreed(Voice.to(turn.me), host.week))]


@routes.action("host.decline", role=Role.LEARNER)
async def decline(turn: Turn, host_id: str) -> Effects:
    """Not host this time; somebody else is asked at once."""
    host = await _mine(turn, host_id)
    await turn.tx.hosts.save(replace(host, state=HostState.DECLINED))
    await heard_from(turn)
    again = Later(turn.now, Action("host.ask", f"{host.group_id}:{host.week}"))
    return [Reply(wording.declined(Voice.to(turn.me))), again]


async def host_of(turn: Turn, cohort: Cohort, group: Group, week: int) -> Member | None:
    """Return who said yes to hosting a week, and is there; None where nobody hosts."""
    if not cohort.has_week(week) or cohort.plan.phase(week).name != OWN_IT:
        return None
    host = _holds(await turn.tx.hosts.of_group(group.id), week)
    member = await turn.tx.members.find(host.learner_id) if host is not None else None
    return member if member is not None and member.is_active else None


async def host_line(turn: Turn, cohort: Cohort, group: Group, week: int, deadline_at: datetime) -> Effects:
    """Return the one line that names the week's host, who agreed; nothing where nobody did."""
    member = await host_of(turn, cohort, group, week)
    if member is None:
        return []
    card = wording.line(Voice.to(group), member)
    return [Send(ToGroup(group.id), card, Urgency.PROMPT, key=f"host:{group.id}:{week}", deadline_at=deadline_at)]
