"""What systemd is told (sd_notify): that the process is ready, and that it is alive.

Ten lines of our own: the protocol is one datagram, and the libraries for it have had no release for years.
"""

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Final

SOCKET: Final = "NOTIFY_SOCKET"
EVERY_USEC: Final = "WATCHDOG_USEC"
FOR_PID: Final = "WATCHDOG_PID"


def notify(words: str) -> bool:
    """Tell systemd, like "READY=1"; False where nobody asked to be told."""
    address = os.environ.get(SOCKET, "")
    if not address:
        return False
    name = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto(words.encode(), name)
        return True
    return False


def watchdog() -> float | None:
    """Return every how many seconds systemd wants to hear from this process; None where it does not."""
    period, pid = os.environ.get(EVERY_USEC, ""), os.environ.get(FOR_PID, "")
    if not period.isdigit() or pid not in ("", str(os.getpid())):
        return None
    return int(period) / 1_000_000


async def keep_notifying(is_alive: Callable[[], bool]) -> None:
    """Say twice in each period that we live, while we do; systemd starts a process anew that falls silent."""
    period = watchdog()
    while period is not None:
        if is_alive():
            notify("WATCHDOG=1")
        await asyncio.sleep(period / 2)
