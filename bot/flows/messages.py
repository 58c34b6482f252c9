"""Every message: that it was written is counted; what it says is scanned where people agreed to it, never kept."""

from bot.domain.affinity import is_space
from bot.domain.cohorts import CohortState
from bot.domain.members import Member, Participation
from bot.domain.signals import Hit
from bot.effects import Effects, Reply
from bot.events import MessageEdited, MessageReceived
from bot.flows import direct, safety
from bot.flows.scanning import seen
from bot.ports import Spot
from bot.router import Router
from bot.turn import Turn
from bot.wording import standing

routes = Router()


@routes.on(MessageReceived)
async def received(turn: Turn, event: MessageReceived) -> Effects:
    """Count the participation, look for signals, answer a private message."""
    if turn.actor is None or turn.cohort is None:
        return [Reply(standing.stranger())] if event.place.is_direct else []
    spot = None if event.place.is_direct else await turn.tx.places.at(event.place)
    if spot is not None and _agreed(turn) and turn.here.state is not CohortState.CLOSED:
        await _count(turn, event, spot)
    hits = await _scan(turn, spot, event.text, is_direct=event.place.is_direct, is_quoted=event.is_quoted)
    effects = await safety.respond(turn, hits, _source(spot, event))
    if event.place.is_direct and not effects:
        return await direct.answer(turn, event.text)
    return effects


@routes.on(MessageEdited)
async def edited(turn: Turn, event: MessageEdited) -> Effects:
    """Scan what a message says now; a case that is open is joined, not doubled."""
    if turn.actor is None or turn.cohort is None:
        return []
    spot = None if event.place.is_direct else await turn.tx.places.at(event.place)
    hits = await _scan(turn, spot, event.text, is_direct=event.place.is_direct, is_quoted=False)
    return await safety.respond(turn, hits, _source(spot, event))


def _source(spot: Spot | None, event: MessageReceived | MessageEdited) -> safety.Source:
    return safety.Source(spot.name if spot else "", event.message_id, event.text, event.place.thread)


async def _count(turn: Turn, event: MessageReceived, spot: Spot) -> None:
    if is_space(spot.name):  # whoever leaves one leaves no trace
        return
    answered: list[Member] = await turn.tx.members.of_account(event.reply_to) if event.reply_to else []
    same_cohort = [member.id for member in answered if member.cohort_id == spot.cohort_id]
    await turn.tx.participations.add(
        Participation(
            cohort_id=spot.cohort_id,
            member_id=turn.me.id,
            message_id=event.message_id,
            channel=spot.name,
            at=event.at,
            group_id=spot.group_id,
            reply_to_member_id=same_cohort[0] if same_cohort else "",
        )
    )


async def _scan(turn: Turn, spot: Spot | None, text: str, *, is_direct: bool, is_quoted: bool) -> tuple[Hit, ...]:
    is_running = turn.here.state is not CohortState.CLOSED
    listed = is_running and spot is not None and spot.name in turn.here.plan.safety.scan
    if not _agreed(turn) or not (is_direct or listed):
        return ()
    return await seen(turn, text, is_quoted=is_quoted)


def _agreed(turn: Turn) -> bool:
    """Whether anything about somebody's messages may be noted: they agreed, and are still part of it."""
    return turn.me.consent_version > 0 and turn.me.is_reachable
