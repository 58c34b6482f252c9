"""The audit log hears of tokens: the running bot notes what became of the file, since `kith token` has no database."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from adapters.exchange.tokens import Token, TokenFile
from bot.app import Application
from bot.errors import BadInput
from bot.ports import Tx

LOOKS_EVERY: Final = 5.0
"""Seconds between two looks at the file; one that has not changed costs one `stat`."""
NOTED: Final = "exchange.tokens"
"""The fact that holds what has been noted: a state by token."""
OPERATOR: Final = "operator"
"""Who did it, as far as anybody can tell: whoever may write the file."""
_CREATED, _REVOKED, _LOST = "created", "revoked", "lost"

log = logging.getLogger(__name__)


@asynccontextmanager
async def tokens_noted(app: Application, file: TokenFile) -> AsyncIterator[None]:
    """Keep noting while the block lasts, also what was done while no bot ran."""
    watching = asyncio.create_task(_watched(app, file))
    try:
        yield
    finally:
        watching.cancel()
        await asyncio.wait([watching])


async def _watched(app: Application, file: TokenFile) -> None:
    seen: tuple[Token, ...] | None = None
    while True:
        try:
            tokens = file.tokens()
        except BadInput:  # whoever comes with a token is told
            tokens = seen or ()
        if tokens != seen:
            try:
                await note(app, tokens)
                seen = tokens
            except Exception as problem:  # a database that is away now is back in a while
                log.warning("what became of tokens could not be noted: %s", type(problem).__name__)
        await asyncio.sleep(LOOKS_EVERY)


async def note(app: Application, tokens: Sequence[Token]) -> int:
    """Note every token that was created, revoked or taken out of the file since the last look; return how many."""
    now, noted = app.clock.now(), 0
    async with app.storage.transaction() as tx:
        before: dict[str, list[str]] = json.loads(await tx.facts.get(NOTED) or "{}")
        after = {f"{each.name} {each.digest[:16]}": [_state(each), each.cohort] for each in tokens}
        after |= {key: [_LOST, cohort] for key, (_, cohort) in before.items() if key not in after}
        for key, (state, cohort) in after.items():
            for each in _steps(before.get(key, [""])[0], state):
                if await tx.inbox.claim(f"token:{key}:{each}", now):  # another worker may have the same file
                    await tx.audit.add(now, OPERATOR, f"token.{each}:{key.split()[0]}", await _id(tx, cohort))
                    noted += 1
        if after != before:
            await tx.facts.put(NOTED, json.dumps(after))
    return noted


def _state(token: Token) -> str:
    return _CREATED if token.revoked_at is None else _REVOKED


def _steps(before: str, now: str) -> list[str]:
    """Return what must have happened in between: a token that was made and ended while nobody looked is two lines."""
    if before == now:
        return []
    return [_CREATED, _REVOKED] if (before, now) == ("", _REVOKED) else [now]


async def _id(tx: Tx, handle: str) -> str:
    cohort = await tx.cohorts.by_handle(handle)
    return cohort.id if cohort is not None else ""
