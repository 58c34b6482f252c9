"""The case about somebody that a button of theirs belongs to: never one that is kept from them."""

from bot.domain.cases import REOPENS_WITHIN, Case
from bot.domain.members import Member
from bot.turn import Turn


async def own_case(turn: Turn, member: Member, category: str) -> Case | None:
    """Return the newest case about a member that they may know of, open or closed lately; open ones first.

    That a mentor brought one is nothing they may know.
    """
    since = turn.now - REOPENS_WITHIN
    found = [
        case
        for case in await turn.tx.cases.in_cohort(member.cohort_id)
        if case.learner_id == member.id and case.category == category
        if case.opener_id in ("", member.id) and member.id not in case.kept_from
    ]
    lately = [case for case in found if case.closed_at is None or case.closed_at >= since]
    return max(lately, key=lambda case: (not case.is_closed, case.opened_at), default=None)


async def own_open_case(turn: Turn, member: Member, category: str) -> Case | None:
    """Return it where it is open."""
    case = await own_case(turn, member, category)
    return case if case is not None and not case.is_closed else None
