"""Whoever has a case, or had it, hears that something came; what it was stands in the case."""

from collections.abc import Callable
from datetime import timedelta

from bot.cards import Card
from bot.domain.cases import Case
from bot.domain.cohorts import Cohort
from bot.domain.floods import FLOOD, is_flood
from bot.domain.signals.severity import Severity
from bot.effects import Effects, Send, ToMember, Urgency
from bot.flows.case_record import note, urgency_of
from bot.flows.people import on_call, the_member
from bot.turn import Turn
from bot.wording import case_news as wording
from bot.wording.voice import Voice

NEWS_EVERY = timedelta(hours=1)
"""How often at most whoever has a case hears of one more signal of the same rule."""


async def tell_former_owner(turn: Turn, before: Case, case: Case) -> Effects:
    """It became graver and goes to the line again: whoever had it hears of that, too, and may take it again."""
    owner = await turn.tx.members.find(before.owner_id) if before.owner_id else None
    if owner is None or not owner.is_active:
        return []
    card = wording.graver(Voice.to(owner), case, turn.packs)
    return [
        Send(ToMember(owner.id), card, urgency_of(case), tag=f"case:{case.id}", key=f"graver:{case.id}:{case.version}")
    ]


async def tell_owner_of_signal(turn: Turn, case: Case, rule: str) -> Effects:
    """Signals join silently while a case waits for somebody; whoever has it hears, once an hour for each rule."""
    if case.severity < Severity.HIGH:
        return []
    hour = int(turn.now.timestamp() // NEWS_EVERY.total_seconds())
    return await tell_owner(turn, case, f"{rule}:{hour}")


async def tell_flood(turn: Turn, cohort: Cohort, case: Case) -> Effects:
    """Signals that join are silent; so many of them at once are not: one who has the case, or would, hears once."""
    if not is_flood(await turn.tx.cases.timeline(case.id), turn.now):
        return []
    await note(turn, case, FLOOD)
    owner = await turn.tx.members.find(case.owner_id) if case.owner_id else None
    told = [owner] if owner is not None else (await on_call(turn, cohort, case.not_asked))[:1]
    learner = await the_member(turn, case.learner_id)
    return [
        Send(
            ToMember(person.id),
            wording.flood(Voice.to(person), case, learner),
            urgency_of(case),
            key=f"flood:{case.id}:{case.version}",
        )
        for person in told
    ]


async def tell_owner(turn: Turn, case: Case, once: str) -> Effects:
    """Somebody wrote again: whoever has the case hears that there is something new, never what."""
    owner = await turn.tx.members.find(case.owner_id) if case.owner_id else None
    if owner is None:
        return []
    card = wording.something_new(Voice.to(owner), case)
    return [Send(ToMember(owner.id), card, urgency_of(case), tag=f"case:{case.id}", key=f"new:{case.id}:{once}")]


async def tell_opener(turn: Turn, case: Case, card: Callable[[Voice, Case], Card]) -> Effects:
    """Tell whoever brought it how it stands, and nothing of what is in it."""
    opener = await turn.tx.members.find(case.opener_id) if case.opener_id else None
    if opener is None or opener.id == turn.me.id:
        return []
    key = f"opener:{case.id}:{case.version}"
    return [Send(ToMember(opener.id), card(Voice.to(opener), case), urgency_to_opener(case), key=key)]


def urgency_to_opener(case: Case) -> Urgency:
    """Return how soon whoever brought a case hears of it; at any hour where they may wait for somebody."""
    return Urgency.SAFETY if case.severity >= Severity.HIGH else Urgency.NOTICE
