"""A good word about somebody: sent to them first, posted in their group only if they say yes (K1, K2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from bot.domain.members import Member
from bot.domain.recognition import KUDOS_LIMIT, PER_DAY, Kudos, KudosState
from bot.effects import Effects, Refused, Reply, Send, ToGroup, ToMember, Urgency
from bot.flows.passing_on import looked_at
from bot.flows.people import the_member
from bot.flows.thanks import thankable
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import kudos as wording
from bot.wording import reviews as review_wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("peer kudos")
async def give(
    turn: Turn,
    who: Annotated[Member, "Who helped"],
    text: Annotated[str, "What they did; empty: a form opens"] = "",
) -> Effects:
    """Say a good word about somebody; they are asked before it is posted."""
    thankable(turn, who)
    if not text.strip():
        return [Reply(wording.form(Voice.to(turn.me), who))]
    return await _give(turn, who, text)


@routes.form("kudos.submit")
async def submitted(turn: Turn, receiver_id: str, values: Mapping[str, str]) -> Effects:
    """Send a good word on to the one it is about."""
    receiver = await turn.tx.members.find(receiver_id)
    return await _give(turn, thankable(turn, receiver), values.get("words", ""))


async def _give(turn: Turn, receiver: Member, text: str) -> Effects:
    voice, words = Voice.to(turn.me), text.strip()[:KUDOS_LIMIT]
    if not words:
        raise Refused(wording.no_words(voice))
    if await turn.tx.kudos.given_since(turn.me.id, turn.now - timedelta(days=1)) >= PER_DAY:
        raise Refused(wording.enough_today(voice))
    care, may_go_on = await looked_at(turn, words)
    if not may_go_on:
        return [Reply(review_wording.held_back(voice)), *care]
    kudos = Kudos(
        turn.new_id("kudos", turn.me.id, turn.event.id), turn.here.id, turn.me.id, receiver.id, turn.now, words
    )
    await turn.tx.kudos.add(kudos)
    card = wording.asked(Voice.to(receiver), turn.me, kudos)
    return [Reply(wording.sent(voice, receiver)), Send(ToMember(receiver.id), card), *care]


async def _mine(turn: Turn, kudos_id: str) -> Kudos:
    kudos = await turn.tx.kudos.get(kudos_id)
    if kudos is None or kudos.receiver_id != turn.me.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if kudos.state is not KudosState.ASKED:
        raise Refused(wording.decided_before(Voice.to(turn.me)))
    return kudos


@routes.action("kudos.post")
async def post(turn: Turn, kudos_id: str) -> Effects:
    """Post it in one's own group."""
    kudos = await _mine(turn, kudos_id)
    group, giver = await _channel_of(turn), await the_member(turn, kudos.giver_id)
    await turn.tx.kudos.save(replace(kudos, words="", state=KudosState.POSTED))
    if group is None or not kudos.words:
        return [Reply(wording.decided(Voice.to(turn.me), is_posted=False))]
    card = wording.posted(Voice.to(turn.here), giver, turn.me, kudos)
    shown = Send(ToGroup(group), card, Urgency.PROMPT, key=f"kudos:{kudos.id}")
    return [Reply(wording.decided(Voice.to(turn.me), is_posted=True)), shown]


async def _channel_of(turn: Turn) -> str | None:
    """Return the group a good word about the acting member belongs into: theirs, or the one they look after."""
    group = await turn.tx.groups.of_member(turn.me.id)
    if group is not None:
        return group.id
    looked_after = await turn.tx.groups.facilitated_by(turn.me.id)
    return looked_after[0].id if looked_after else None


@routes.action("kudos.keep")
async def keep(turn: Turn, kudos_id: str) -> Effects:
    """Keep it between the two."""
    kudos = await _mine(turn, kudos_id)
    await turn.tx.kudos.save(replace(kudos, words="", state=KudosState.KEPT))
    return [Reply(wording.decided(Voice.to(turn.me), is_posted=False))]
