"""A learner would like to talk: their mentor hears of it, or, without one who is there, a coordinator."""

from collections.abc import Callable

from bot.cards import Card
from bot.domain.cases import Cause
from bot.domain.members import Member
from bot.domain.signals.severity import Severity
from bot.effects import Effects, Send, ToMember
from bot.flows.cases import Opening, open_case
from bot.flows.naming import kept_on
from bot.flows.people import is_away, mentor_of
from bot.turn import Turn

CATEGORY = "help"


async def present_mentor(turn: Turn, learner: Member) -> Member | None:
    """Return a learner's mentor, unless they are away, paused or gone."""
    mentor = await mentor_of(turn, learner)
    if mentor is None or not mentor.is_active or await is_away(turn, mentor):
        return None
    return mentor


async def tell(turn: Turn, rule: str, card: Callable[[Member], Card]) -> tuple[Member | None, Effects]:
    """Tell the acting learner's mentor with `card`; return who was told (None: a coordinator gets a case)."""
    mentor, kept = await present_mentor(turn, turn.me), await kept_on(turn)
    if mentor is not None and mentor.id not in kept:
        return mentor, [Send(ToMember(mentor.id), card(mentor))]
    opening = Opening(turn.me, CATEGORY, Severity.NORMAL, Cause.HELP, rule, subject_ids=kept)
    return None, await open_case(turn, turn.here, opening)
