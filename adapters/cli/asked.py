"""What the operator asks of a bot at work, by signals."""

import asyncio
import signal
import sys
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """To stop, or to read its files again."""

    to_stop: asyncio.Event = field(default_factory=asyncio.Event)
    to_read: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def by_signals(cls) -> "Asked":
        """Listen to SIGTERM and SIGINT, of which a second one ends the process at once, and to SIGHUP.

        A terminal that is closed sends SIGHUP too, and means the end by it.
        """
        asked, loop = cls(), asyncio.get_running_loop()

        def stop() -> None:
            asked.to_stop.set()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)

        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        is_at_a_terminal = sys.stdin is not None and sys.stdin.isatty()
        loop.add_signal_handler(signal.SIGHUP, stop if is_at_a_terminal else asked.to_read.set)
        return asked
