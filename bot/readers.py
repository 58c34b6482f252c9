"""In whose voice an answer is: whoever acts reads their own, somebody nobody knows that of where they are."""

from bot.events import PersonEvent, Place
from bot.turn import Turn
from bot.wording.voice import Voice

NOBODYS = Voice("UTC")


async def voice_of(turn: Turn) -> Voice:
    """Return the voice for whoever acts in a turn.

    A stranger is answered in the language of the cohort whose channel it is, or that all cohorts here share.
    """
    if turn.actor is not None:
        return Voice.to(turn.actor)
    place: Place | None = getattr(turn.event, "place", None) if isinstance(turn.event, PersonEvent) else None
    spot = await turn.tx.places.at(place) if place is not None and not place.is_direct else None
    cohorts = await turn.tx.cohorts.all()
    voices = {Voice.to(one).language: Voice.to(one) for one in cohorts if spot is None or one.id == spot.cohort_id}
    return next(iter(voices.values())) if len(voices) == 1 else NOBODYS
