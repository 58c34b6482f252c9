"""The socket the workspace is served on."""

import asyncio
import socket

from adapters.local.server import bound


async def test_answers_leave_at_once_instead_of_waiting_for_the_other_side_to_acknowledge() -> None:
    without_delay: asyncio.Queue[int] = asyncio.Queue()

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        used = writer.get_extra_info("socket")
        without_delay.put_nowait(used.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listening = bound(0)
    async with await asyncio.start_server(serve, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname())
        is_on = await asyncio.wait_for(without_delay.get(), 10)
        writer.close()
        await writer.wait_closed()

    assert is_on != 0
