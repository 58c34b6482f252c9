"""Words people ask the bot to pass on to others: looked at like a private message before they go anywhere."""

from bot.effects import Effects
from bot.flows import safety
from bot.flows.scanning import seen
from bot.turn import Turn


async def looked_at(turn: Turn, text: str) -> tuple[Effects, bool]:
    """Return what the words call for, and whether they may go on: whatever asks for a person does not."""
    hits = await seen(turn, text)
    effects = await safety.respond(turn, hits, safety.Source("", turn.event.id, text))
    stops = any(hit.mode == "live" and hit.category != safety.STRUGGLING for hit in hits)
    return effects, not stops
