"""Words people give the bot for others, or for later: looked at like a private message before they go anywhere."""

from bot.domain.reports import tells_of_anothers_deeds
from bot.domain.signals import Hit
from bot.domain.signals.severity import Severity
from bot.effects import Effects
from bot.flows import safety
from bot.flows.naming import kept_on, named
from bot.flows.scanning import seen
from bot.turn import Turn


async def looked_at(turn: Turn, text: str) -> tuple[Effects, bool]:
    """Return what the words call for, and whether they may go on: whatever asks for a person does not."""
    hits = await seen(turn, text)
    effects = await safety.respond(turn, hits, safety.Source("", turn.event.id, text))
    stops = any(hit.mode == "live" and hit.category != safety.STRUGGLING for hit in hits)
    return effects, not stops


async def heeded(turn: Turn, text: str, above: Severity = Severity.NORMAL) -> Effects:
    """Return what words call for that go on whatever they say: a person reads them, but perhaps only tomorrow.

    What is no graver than they are told as anyway (`above`) asks for nothing more.
    """
    hits = [hit for hit in await seen(turn, text) if hit.severity > above] if text else []
    return await safety.respond(turn, tuple(hits), safety.Source("", turn.event.id, text))


async def asks_for_a_person(turn: Turn, text: str) -> bool:
    """Whether words are such that a person is told of them, and nobody else should read them by the way."""
    return bool(text) and any(hit.mode == "live" and hit.severity > Severity.NORMAL for hit in await seen(turn, text))


async def accused_in(turn: Turn, text: str) -> tuple[str, ...]:
    """Return from whom words to a coordinator are kept, by id: whoever did harm to their writer, here or before."""
    found = set(await kept_on(turn))
    if any(hit.mode == "live" and tells_of_anothers_deeds(hit.rule) for hit in await seen(turn, text)):
        found |= set(await named(turn, text, await turn.tx.members.in_cohort(turn.here.id)))
    return tuple(sorted(found - {turn.me.id}))


async def is_in_danger(turn: Turn, text: str) -> bool:
    """Whether words say that their writer may be in danger by their own hand, now."""
    return any(_is_grave(hit) for hit in await seen(turn, text))


def _is_grave(hit: Hit) -> bool:
    return hit.mode == "live" and hit.category == safety.CRISIS and hit.severity is Severity.CRITICAL
