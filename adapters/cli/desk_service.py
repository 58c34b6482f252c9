"""The desk as it is served beside the bot: its port, and where chat's links lead to."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from adapters.cli.journal import noting
from adapters.cli.proxied import proxied
from adapters.cli.what_if import Apart
from adapters.dashboard.web import build
from adapters.listening import Guest, held, url_of
from adapters.simulation.rehearsal import House
from bot.app import Application
from bot.config import DashboardSection
from bot.flows.desk import ADDRESS


@asynccontextmanager
async def desk_served(section: DashboardSection, house: House, handled: Callable[[], None]) -> AsyncIterator[str]:
    """Serve the desk while the block lasts; yields its address, "" where it is turned off.

    `handled` is called after every event.
    """
    if not section.enabled:
        await _say(house.app, "")
        yield ""
        return
    listening = held(section.host, section.port, "dashboard")
    async with desk_on(listening, section, house, handled) as address:
        yield address


@asynccontextmanager
async def desk_on(
    listening: socket.socket, section: DashboardSection, house: House, handled: Callable[[], None]
) -> AsyncIterator[str]:
    """Serve the desk on a socket while the block lasts, and let chat know where it is."""
    address = section.public_url.rstrip("/") or url_of(listening)
    web = build(house.app, section.public_url, handle=noting(house.app, house.ingest, handled), rehearse=Apart())
    async with Guest(web, lifespan="off", **proxied(section.proxies)).running(listening):
        await _say(house.app, address)
        try:
            yield address
        finally:
            web.state.site.changes.close()


async def _say(app: Application, address: str) -> None:
    async with app.storage.transaction() as tx:
        await tx.facts.put(ADDRESS, address)
