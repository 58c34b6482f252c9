"""What whoever looks after a group sees of its check-ins: how many, of the whole group, and never whose."""

from bot.cards import Field
from bot.domain.check_ins import DUE, CheckInState
from bot.domain.cohorts import Cohort
from bot.domain.disclosure import ENOUGH
from bot.domain.members import Member
from bot.domain.schedule import local_date
from bot.turn import Turn
from bot.wording.mentor_week import of_check_ins
from bot.wording.voice import Voice


async def of_own_groups(turn: Turn, cohort: Cohort, mentor: Member) -> tuple[Field, ...]:
    """Return last week's counts of the groups a mentor looks after. Reads only."""
    week = cohort.week(local_date(turn.now, mentor.timezone)) - 1
    groups = [group for group in await turn.tx.groups.facilitated_by(mentor.id) if group.cohort_id == cohort.id]
    if not groups or week < 1:
        return ()
    inside = await turn.tx.groups.member_ids(cohort.id)
    found = []
    check_ins = [one for one in await turn.tx.check_ins.in_week(cohort.id, week) if one.state in DUE]
    for group in groups:
        asked = [one for one in check_ins if one.learner_id in inside.get(group.id, frozenset())]
        if len(asked) >= ENOUGH:  # of fewer, a count would tell who it was
            answered = sum(one.state is CheckInState.ANSWERED for one in asked)
            found.append(of_check_ins(Voice.to(mentor), group, week, answered, len(asked)))
    return tuple(found)
