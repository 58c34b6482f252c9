"""A platform that took the connection and says nothing any more does not keep the process from ending."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp

from adapters.slack import sockets


@pytest.fixture
async def silent() -> AsyncIterator[str]:
    """Where somebody takes connections and never says a word on them, not even goodbye."""
    over = asyncio.Event()

    async def take(request: web.Request) -> web.WebSocketResponse:
        taken = web.WebSocketResponse(autoclose=False)
        await taken.prepare(request)
        await over.wait()
        return taken

    app = web.Application()
    app.router.add_get("/", take)
    async with TestServer(app) as server:
        yield str(server.make_url("/")).replace("http", "ws", 1)
        over.set()


async def test_a_connection_is_closed_without_the_other_sides_goodbye(
    silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "_GOODBYE_WITHIN", 0.1)
    handler = AsyncSocketModeHandler(AsyncApp(token="xoxb-1", signing_secret="s"), "xapp-1")
    handler.client.wss_uri = silent
    await handler.connect_async()  # type: ignore[no-untyped-call]
    monitor, receiver = handler.client.current_session_monitor, handler.client.message_receiver
    closing = asyncio.create_task(sockets._close(handler))
    done, _ = await asyncio.wait({closing}, timeout=5)

    assert done == {closing}
    assert handler.client.aiohttp_client_session.closed
    assert monitor is not None
    assert receiver is not None
    await asyncio.wait({monitor, receiver}, timeout=5)
    assert (monitor.done(), receiver.done()) == (True, True)
