"""Spaces for people who share an experience: joined and left with one tap, known to those inside alone (G9)."""

from bot.cards import Card
from bot.domain.affinity import Space
from bot.domain.members import Role
from bot.effects import Effects, Refused, Reply
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import spaces as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("peer my spaces")
async def page(turn: Turn) -> Effects:
    """Show spaces for people who share something; join or leave one without a word to anybody."""
    return [Reply(await _page(turn))]


async def _page(turn: Turn) -> Card:
    voice, spaces = Voice.to(turn.me), await turn.tx.spaces.in_cohort(turn.here.id)
    if turn.me.role is Role.COORDINATOR:
        return wording.counted(voice, spaces, await turn.tx.spaces.counts(turn.here.id))
    inside = frozenset([space.id for space in spaces if await _is_inside(turn, space)])
    return wording.page(voice, spaces, inside, may_join=turn.me.role is Role.LEARNER)


async def _is_inside(turn: Turn, space: Space) -> bool:
    return any(member.id == turn.me.id for member in await turn.tx.spaces.members(space.id))


@routes.action("spaces.show", role=Role.LEARNER)
async def show(turn: Turn, space_id: str) -> Effects:
    """Show a space: to those inside who is there, to everybody else what it is for."""
    return [Reply(await _shown(turn, await _here(turn, space_id)))]


async def _here(turn: Turn, space_id: str) -> Space:
    """Return a space of the acting learner's cohort."""
    space = await turn.tx.spaces.find(space_id)
    if space is None or space.cohort_id != turn.here.id or turn.me.role is not Role.LEARNER:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    return space


async def _shown(turn: Turn, space: Space) -> Card:
    voice = Voice.to(turn.me)
    if not await _is_inside(turn, space):
        return wording.outside(voice, space)
    members = [member for member in await turn.tx.spaces.members(space.id) if member.is_reachable]
    return wording.inside(voice, space, members)


@routes.action("spaces.join", role=Role.LEARNER)
async def join(turn: Turn, space_id: str) -> Effects:
    """Let somebody in who says that it is theirs; nobody checks, and nobody outside hears of it."""
    space = await _here(turn, space_id)
    await turn.tx.spaces.join(space.id, turn.me.id)
    return [Reply(await _shown(turn, space))]


@routes.action("spaces.leave", role=Role.LEARNER)
async def leave(turn: Turn, space_id: str) -> Effects:
    """Forget that somebody was inside."""
    space = await _here(turn, space_id)
    await turn.tx.spaces.leave(space.id, turn.me.id)
    return [Reply(wording.left(Voice.to(turn.me), space))]
