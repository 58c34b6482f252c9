"""The exchange as it is served beside the bot, and the program that hears of cases."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.cli.house import House
from adapters.cli.journal import noting
from adapters.cli.proxied import proxied
from adapters.exchange import TokenFile, build, tokens_noted
from adapters.listening import Guest, held, url_of
from adapters.outside import Program
from bot.config import ExchangeSection, WebhookSection
from bot.effects import WEBHOOK
from bot.errors import EnvironmentProblem
from bot.flows.calendar_feed import ADDRESS

SECRET = "KITH_WEBHOOK_SECRET"
SHORTEST = 32


def program(section: WebhookSection) -> Program | None:
    """Return who hears of cases, None where nobody is named; EnvironmentProblem says how to make the secret."""
    if not section.url:
        return None
    secret = os.environ.get(SECRET, "")
    if len(secret) < SHORTEST:
        raise EnvironmentProblem(
            f"{SECRET} must be set to at least {SHORTEST} characters: it signs what [webhook] posts. Make one with "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'`, and give it to the program, too."
        )
    return Program(section.url, secret)


async def say_webhook(house: House, section: WebhookSection) -> None:
    """Let the core know whether somebody hears of cases."""
    async with house.storage.transaction() as tx:
        await tx.facts.put(WEBHOOK, section.url)


@asynccontextmanager
async def exchange_served(section: ExchangeSection, house: House, handled: Callable[[], None]) -> AsyncIterator[str]:
    """Serve the exchange while the block lasts; yields its address, "" where it is turned off.

    `handled` is called after every event.
    """
    if not section.enabled:
        await _say(house, "")
        yield ""
        return
    listening = held(section.host, section.port, "exchange")
    address = section.public_url.rstrip("/") or url_of(listening)
    tokens = TokenFile(Path(section.tokens))
    web = build(house.app, tokens, section.public_url, handle=noting(house.app, house.ingest, handled))
    async with (
        Guest(web, lifespan="off", **proxied(section.proxies)).running(listening),
        tokens_noted(house.app, tokens),
    ):
        await _say(house, address)
        yield address


async def _say(house: House, address: str) -> None:
    async with house.storage.transaction() as tx:
        await tx.facts.put(ADDRESS, address)
