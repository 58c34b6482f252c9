"""A word on Friday about what somebody did that week: true, seldom, inside the budget, dropped before deadlines."""

from datetime import timedelta

from bot.cards import Action, Card
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.encouragement import LOOKED_AT, REST, answered, came_back, heard_lately, is_softened
from bot.domain.members import Group, Member, Role
from bot.domain.schedule import local_date
from bot.effects import Effects, Later, Send, ToMember
from bot.flows.people import the_cohort, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import encouragement as wording
from bot.wording.voice import Voice

routes = Router()

A_WEEK = timedelta(days=7)
STILL_TRUE = timedelta(days=2)
"""A word that waits longer than this is about another week."""


def first_look(cohort: Cohort, group: Group) -> Later:
    """Set the first Friday on which a group's week is looked at: the second week's."""
    when = LOOKED_AT.on_or_after(cohort.starts_on + A_WEEK, group.timezone)
    return Later(when, Action("encouragement.look", group.id))


@routes.timer("encouragement.look")
async def look(turn: Turn, group_id: str) -> Effects:
    """Say a word to whoever hosted, answered several people, or is back after a quiet stretch."""
    group = await turn.tx.groups.find(group_id)
    if group is None:
        return []
    cohort, today = await the_cohort(turn, group.cohort_id), local_date(turn.now, group.timezone)
    if cohort.state is CohortState.CLOSED or not cohort.has_week(cohort.week(today)):
        return []
    again = Later(LOOKED_AT.after(turn.now, group.timezone), Action("encouragement.look", group.id))
    if cohort.state is not CohortState.OPEN or is_softened(cohort, today):
        return [again]
    return [again, *await _words(turn, group, cohort.week(today))]


async def _words(turn: Turn, group: Group, week: int) -> Effects:
    replies = await turn.tx.participations.replies(group.id, turn.now - A_WEEK)
    people = answered(replies, sorted({who for who, _ in replies}))
    hosts = {host.learner_id for host in await turn.tx.hosts.of_group(group.id) if host.holds and host.week == week}
    effects: Effects = []
    for member_id in sorted({*people, *hosts, *(one.id for one in await turn.tx.groups.members(group.id))}):
        member = await the_member(turn, member_id)
        lately = await turn.tx.nudges.since(member_id, local_date(turn.now, member.timezone) - REST)
        if member.role is not Role.LEARNER or heard_lately(lately):
            continue
        card = await _word(turn, group, member, week, is_host=member_id in hosts, answered=people.get(member_id, 0))
        if card is not None:
            effects.append(Send(ToMember(member_id), card, is_nudge=True, deadline_at=turn.now + STILL_TRUE))
    return effects


async def _word(turn: Turn, group: Group, member: Member, week: int, *, is_host: bool, answered: int) -> Card | None:
    """Return one word at most: about what somebody gave to others before what they did for themselves."""
    voice = Voice.to(member)
    if is_host:
        return wording.hosted(voice, group)
    if answered:
        return wording.answers(voice, group, answered)
    history = await turn.tx.check_ins.history(member.id)
    return wording.came_back(voice) if came_back(history, week) else None
