"""A word on Friday to whoever answered others that week: true, seldom, inside the budget, dropped before deadlines."""

from datetime import timedelta

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.encouragement import LOOKED_AT, REST, answered, heard_lately, is_softened
from bot.domain.members import Group, Role
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
    """Say a word to whoever answered several people this week."""
    group = await turn.tx.groups.find(group_id)
    if group is None:
        return []
    cohort, today = await the_cohort(turn, group.cohort_id), local_date(turn.now, group.timezone)
    if cohort.state is CohortState.CLOSED or not cohort.has_week(cohort.week(today)):
        return []
    again = Later(LOOKED_AT.after(turn.now, group.timezone), Action("encouragement.look", group.id))
    if cohort.state is not CohortState.OPEN or is_softened(cohort, today):
        return [again]
    replies = await turn.tx.participations.replies(group.id, turn.now - A_WEEK)
    return [again, *await _words(turn, group, answered(replies, sorted({who for who, _ in replies})))]


async def _words(turn: Turn, group: Group, people: dict[str, int]) -> Effects:
    effects: Effects = []
    for member_id, count in people.items():
        member = await the_member(turn, member_id)
        lately = await turn.tx.nudges.since(member_id, local_date(turn.now, member.timezone) - REST)
        if member.role is not Role.LEARNER or heard_lately(lately):
            continue
        card = wording.answers(Voice.to(member), group, count)
        effects.append(Send(ToMember(member_id), card, is_nudge=True, deadline_at=turn.now + STILL_TRUE))
    return effects
