"""The week's question, answered for one person instead of the thread: that counts, its words are not kept."""

from collections.abc import Mapping

from bot.domain.members import Member, Participation
from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.flows.passing_on import looked_at
from bot.flows.people import mentor_of, on_call
from bot.router import Router
from bot.turn import Turn
from bot.wording import prompts as wording
from bot.wording import reviews as review_wording
from bot.wording.voice import Voice

routes = Router()

PRIVATE = "private"
"""The channel of taking part that nobody else saw."""


@routes.action("prompt.private")
async def in_private(turn: Turn, week: str) -> Effects:
    """Answer the week's question for one person instead of the thread."""
    return [Reply(wording.private_form(Voice.to(turn.me), week, await _reader(turn, week)))]


async def _reader(turn: Turn, week: str) -> Member:
    """Return who reads a private answer: one's mentor, else who looks after the group, else who is on call."""
    if turn.here.plan.question(week) is None:
        raise Refused(wording.no_reader(Voice.to(turn.me)))
    group = await turn.tx.groups.of_member(turn.me.id)
    facilitator = await turn.tx.members.find(group.facilitator_id) if group is not None else None
    found = [await mentor_of(turn, turn.me), facilitator, *await on_call(turn, turn.here)]
    readers = (reader for reader in found if reader is not None and reader.is_active and reader.id != turn.me.id)
    reader = next(readers, None)
    if reader is None:
        raise Refused(wording.no_reader(Voice.to(turn.me)))
    return reader


@routes.form("prompt.answered")
async def answered(turn: Turn, week: str, values: Mapping[str, str]) -> Effects:
    """Pass an answer on to one person; that it was given counts, what it says is kept nowhere."""
    reader, text = await _reader(turn, week), values.get("text", "").strip()[: wording.ANSWER]
    prompt, voice = turn.here.plan.question(week), Voice.to(turn.me)
    if not text or prompt is None:
        raise Refused(wording.no_reader(voice))
    care, may_go_on = await looked_at(turn, text)
    if not may_go_on:
        return [Reply(review_wording.held_back(voice)), *care]
    await _count(turn)
    card = wording.private_answer(Voice.to(reader), turn.me, prompt, text)
    return [Reply(wording.answered(voice, reader)), Send(ToMember(reader.id), card), *care]


async def _count(turn: Turn) -> None:
    group = await turn.tx.groups.of_member(turn.me.id)
    if group is not None:
        taking_part = Participation(turn.here.id, turn.me.id, turn.event.id, PRIVATE, turn.now, group.id)
        await turn.tx.participations.add(taking_part)
