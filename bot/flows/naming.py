"""Whom words name, by name, handle or mention, and whom their writer named before."""

import re

from bot.domain.members import Member
from bot.domain.reports import accused_before, named_in
from bot.flows.people import mentor_of
from bot.turn import Turn

_MENTION = "<@"
_MY_MENTOR = re.compile(r"\b(my|mi|mon|ma|meu|minha) mentor", re.IGNORECASE)
"""How somebody calls their mentor in the languages there are."""


async def named(turn: Turn, text: str, people: list[Member]) -> tuple[str, ...]:
    """Return whom a text by whoever acts names among people, by id: mentions included, and their own mentor as such."""
    accounts: list[tuple[str, str]] = []
    if _MENTION in text:
        accounts = [(account.id, one.id) for one in people for account in await turn.tx.members.accounts(one.id)]
    found = set(named_in(text, people, accounts))
    mentor = await mentor_of(turn, turn.me) if _MY_MENTOR.search(text) else None
    return tuple(sorted(found | ({mentor.id} if mentor is not None else set())))


async def kept_on(turn: Turn) -> tuple[str, ...]:
    """Return from whom what somebody brings is kept though it names nobody: whoever they accused before, by id."""
    return accused_before(await turn.tx.cases.in_cohort(turn.here.id), turn.me.id)
