"""Whom words name, by name, handle or mention, and whom their writer named before."""

from bot.domain.members import Member
from bot.domain.reports import accused_before, named_in
from bot.turn import Turn

_MENTION = "<@"


async def named(turn: Turn, text: str, people: list[Member]) -> tuple[str, ...]:
    """Return whom a text names among people, by id, mentions included."""
    if _MENTION not in text:
        return named_in(text, people)
    accounts = [(account.id, person.id) for person in people for account in await turn.tx.members.accounts(person.id)]
    return named_in(text, people, accounts)


async def kept_on(turn: Turn) -> tuple[str, ...]:
    """Return from whom what somebody brings is kept though it names nobody: whoever they accused before, by id."""
    return accused_before(await turn.tx.cases.in_cohort(turn.here.id), turn.me.id)
