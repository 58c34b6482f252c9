"""Whom words name, by name, handle or mention."""

from bot.domain.members import Member
from bot.domain.reports import named_in
from bot.turn import Turn

_MENTION = "<@"


async def named(turn: Turn, text: str, people: list[Member]) -> tuple[str, ...]:
    """Return whom a text names among people, by id, mentions included."""
    if _MENTION not in text:
        return named_in(text, people)
    accounts = [(account.id, person.id) for person in people for account in await turn.tx.members.accounts(person.id)]
    return named_in(text, people, accounts)
