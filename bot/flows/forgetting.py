"""Forgetting people: who they are and what they wrote goes; figures stay, and open cases keep what they need."""

from bot.cards import Action
from bot.domain.cases import Case
from bot.domain.members import Member
from bot.domain.mydata import is_in, stays
from bot.effects import Effects, Later, Send, ToMember
from bot.flows.case_record import note, urgency_of
from bot.purging import IDENTITY, TEXTS, erased_at
from bot.turn import Turn
from bot.wording import case_news as wording
from bot.wording import mydata as words
from bot.wording.voice import Voice

IDENTITY_KEPT = "identity_kept"
"""A line of a case's timeline: who somebody in it was, sealed with the case's own key and erased with it."""


async def forget(turn: Turn, member: Member) -> Effects:
    """Erase somebody's words and identity; return what whoever has an open case of theirs is told.

    A case that is open or on hold keeps its words and who they were until it is closed or released; whoever may know
    of it can still reach them. Every other case loses its words now.
    """
    news: Effects = []
    known = await turn.tx.cases.in_cohort(member.cohort_id)
    for case in [await turn.tx.cases.get(each.id) for each in known if is_in(each, member.id)]:
        if case is None:
            continue
        if stays(case):
            news += await _keep_who(turn, case, member)
        elif case.learner_id == member.id and await turn.tx.retention.forget_case(case.id):
            await turn.tx.audit.add(turn.now, "", TEXTS, case.id)
    if await turn.tx.retention.forget_member(member.id):
        await turn.tx.audit.add(turn.now, "", TEXTS, member.id)
    if await turn.tx.retention.forget_person(member.id, turn.now):
        await turn.tx.audit.add(turn.now, "", IDENTITY, member.id)
    return news


async def _keep_who(turn: Turn, case: Case, member: Member) -> Effects:
    accounts = [f"{each.platform}:{each.id}" for each in await turn.tx.members.accounts(member.id)]
    await note(turn, case, IDENTITY_KEPT, words.who_it_was(Voice.to(await turn.cohort_of(member)), member, accounts))
    owner = await turn.tx.members.find(case.owner_id) if case.owner_id else None
    if owner is None or owner.id == member.id:
        return []
    card = wording.something_new(Voice.to(owner), case)
    return [Send(ToMember(owner.id), card, urgency_of(case), key=f"new:{case.id}:identity:{case.version}")]


async def case_erasure(turn: Turn, case: Case) -> Later:
    """Set when a closed case's words are erased: after the cohort's time, at once where its learner asked for it."""
    return Later(max(turn.now, await erased_at(turn.tx, case)), Action("retention.case", case.id))
