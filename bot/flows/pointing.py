"""A message somebody points at from its menu: who wrote it, where it stands, how to get there."""

from bot.domain.members import Member
from bot.events import Account, ActionChosen, FormSubmitted, Pointed
from bot.rooms import PAIR
from bot.turn import Turn


async def author_of(turn: Turn, subject: str) -> Member | None:
    """Return who wrote the message an action's subject points at; None for the bot's own and for strangers'."""
    pointed, event = Pointed.read(subject), turn.event
    if pointed is None or not pointed.author or not isinstance(event, ActionChosen | FormSubmitted):
        return None
    account = Account(event.by.platform, event.by.workspace, pointed.author)
    found = [member for member in await turn.tx.members.of_account(account) if member.cohort_id == turn.here.id]
    return found[0] if found else None


async def channel_name(turn: Turn, subject: str) -> str:
    """Return the channel of that message as people call it, "" for private conversations and channels not ours."""
    event = turn.event
    if Pointed.read(subject) is None or not isinstance(event, ActionChosen | FormSubmitted):
        return ""
    spot = None if event.place.is_direct else await turn.tx.places.at(event.place)
    is_shared = spot is not None and spot.cohort_id == turn.here.id and not spot.name.startswith(PAIR)
    return f"#{spot.name}" if spot is not None and is_shared else ""


def link_of(turn: Turn) -> str:
    """Return the address of that message, "" where the platform has none."""
    value = turn.event.value if isinstance(turn.event, ActionChosen) else ""
    return value if value.startswith("https://") else ""
