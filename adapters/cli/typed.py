"""Lines somebody types, read beside the loop: a program that ends does not wait for one more press of Enter."""

import asyncio
import contextlib
import os
import threading
from collections.abc import AsyncIterator
from typing import Final

_KEYBOARD: Final = 0
"""The file of standard input; read without Python's own, which would hold up the end of the process."""


async def typed() -> AsyncIterator[str]:
    """Yield what is typed, line by line, until the input ends."""
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue[bytes]()

    def listen() -> None:
        with contextlib.suppress(RuntimeError):  # the loop ended meanwhile
            while chunk := os.read(_KEYBOARD, 65_536):
                loop.call_soon_threadsafe(waiting.put_nowait, chunk)
            loop.call_soon_threadsafe(waiting.put_nowait, b"")

    threading.Thread(target=listen, name="kith keyboard", daemon=True).start()
    rest = b""
    while chunk := await waiting.get():
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line.decode(errors="replace").strip()
    if rest:
        yield rest.decode(errors="replace").strip()
