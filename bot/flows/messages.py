"""Every message: that it was written is counted; what it says is scanned where people agreed to it, never kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.affinity import is_space
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Member, Participation
from bot.domain.signals import Packs
from bot.effects import Effects, Reply
from bot.events import MessageEdited, MessageReceived
from bot.flows import asking, direct, safety, topics
from bot.flows.scanning import own_packs_of, seen
from bot.ports import Spot
from bot.readers import voice_of
from bot.rooms import PAIR
from bot.router import Router
from bot.turn import Turn
from bot.wording import standing

routes = Router()


@routes.on(MessageReceived)
async def received(turn: Turn, event: MessageReceived) -> Effects:
    """Count the participation, look for signals, answer a private message."""
    if turn.actor is None or turn.cohort is None:
        return [Reply(standing.stranger(await voice_of(turn)))] if event.place.is_direct else []
    spot = None if event.place.is_direct else await turn.tx.places.at(event.place)
    by = writer(turn.actor, turn.cohort, spot, turn.packs)
    waiting: Effects = []
    if by.is_counted:
        if spot is not None and event.place.thread:
            await topics.heard(turn, spot, event.place.thread, event.at)
        answered = await turn.tx.members.of_account(event.reply_to) if event.reply_to else []
        await turn.tx.participations.add(participation(by, event, answered))
        waiting = asking.heard(turn.me, spot, turn.here.timezone, event)
    effects = [*await _looked_at(turn, spot, event, is_quoted=event.is_quoted), *waiting]
    if event.place.is_direct and not effects:
        return await direct.answer(turn, event.text)
    return effects


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody in a channel, as far as a message that asks for nothing is concerned; `own` are their cohort's rules."""

    is_counted: bool = False
    is_scanned: bool = False
    member_id: str = ""
    spot: Spot | None = None
    own: Packs | None = None


def writer(member: Member, cohort: Cohort, spot: Spot | None, packs: Packs) -> Writer:
    """Return what is done with what a member writes in a channel: the same as `received` does."""
    if spot is None or not _agreed(member) or cohort.state is CohortState.CLOSED:
        return Writer()
    is_counted = not (is_space(spot.name) or spot.name.startswith(PAIR))  # whoever leaves one leaves no trace
    return Writer(is_counted, _is_listed(cohort, spot), member.id, spot, own_packs_of(cohort, packs))


def participation(by: Writer, event: MessageReceived, answered: Sequence[Member]) -> Participation:
    """Return what is noted of a counted message; `answered` is whoever it replies to."""
    spot = by.spot
    assert spot is not None
    reply_to = next((member.id for member in answered if member.cohort_id == spot.cohort_id), "") if answered else ""
    return Participation(spot.cohort_id, by.member_id, event.message_id, spot.name, event.at, spot.group_id, reply_to)


@routes.on(MessageEdited)
async def edited(turn: Turn, event: MessageEdited) -> Effects:
    """Scan what a message says now; a case that is open is joined, not doubled."""
    if turn.actor is None or turn.cohort is None:
        return []
    spot = None if event.place.is_direct else await turn.tx.places.at(event.place)
    return await _looked_at(turn, spot, event, is_quoted=False)


async def _looked_at(
    turn: Turn, spot: Spot | None, event: MessageReceived | MessageEdited, *, is_quoted: bool
) -> Effects:
    """Look for signals in a message, and in it together with those just before it, where people agreed to it."""
    is_listed = spot is not None and _is_listed(turn.here, spot)
    if not _agreed(turn.me) or not (event.place.is_direct or is_listed):
        return []
    before = turn.lately.before(event, turn.now)
    hits = await seen(turn, event.text, before=before, is_quoted=is_quoted)
    name = spot.name if spot else ""
    return await safety.respond(
        turn, hits, safety.Source(name, event.message_id, event.text, event.place.thread, before)
    )


def _is_listed(cohort: Cohort, spot: Spot) -> bool:
    """Whether what is written in a channel is looked at: the cohort lists it, and runs."""
    return cohort.state is not CohortState.CLOSED and spot.name in cohort.plan.safety.scan


def _agreed(member: Member) -> bool:
    """Whether anything about somebody's messages may be noted: they agreed, and are still part of it."""
    return member.consent_version > 0 and member.is_reachable
