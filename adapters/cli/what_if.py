"""A rehearsal of the coming weeks in a process of its own: what runs goes on, and an escalation never waits for it."""

import asyncio
import contextlib
import os
import pickle
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.cohort_file import CohortFile
from bot.domain.outlook import Ask, Outlook

WITHIN: Final = 40.0
"""Seconds for both plays; what was seen by then is shown."""
_PATIENCE: Final = 30.0
"""Seconds on top, for the start of a process on a busy machine."""


@dataclass(slots=True)
class Apart:
    """Rehearses one cohort after the other. `within` is in seconds."""

    within: float = WITHIN
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def __call__(self, file: CohortFile, ask: Ask, now: datetime) -> tuple[Outlook, Outlook]:
        """Return the weeks as they are and as they would be; TimeoutError when another one runs, or takes too long."""
        if self._turns.locked():
            raise TimeoutError
        async with self._turns:
            return await self._played(pickle.dumps((file, ask, now, self.within)))

    async def _played(self, asked: bytes) -> tuple[Outlook, Outlook]:
        pipe = asyncio.subprocess.PIPE
        arguments = (sys.executable, "-m", "adapters.cli.what_if")
        child = await asyncio.create_subprocess_exec(*arguments, stdin=pipe, stdout=pipe)
        try:
            async with asyncio.timeout(self.within + _PATIENCE):
                told, _ = await child.communicate(asked)
        finally:
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
                await child.wait()
        if child.returncode:
            raise RuntimeError(f"the rehearsal ended with {child.returncode}")
        now, then = pickle.loads(told)  # from our own child, over a pipe of its own
        return now, then


async def _both(asked: bytes) -> bytes:
    from adapters.cli.home import Home
    from adapters.cli.rehearsing import builder
    from adapters.simulation.what_if import Bounds, outlooks

    file, ask, now, within = pickle.loads(asked)
    with tempfile.TemporaryDirectory(prefix="kith-what-if-") as folder:
        homes = (Home(Path(folder) / "now"), Home(Path(folder) / "then"))
        for home in homes:
            home.folder.mkdir()
        builds = [builder(home.database, 1, file.plan.safety.languages) for home in homes]
        now_and_then = await outlooks(file, ask, Bounds(now, within), (builds[0], builds[1]))
    return pickle.dumps(now_and_then)


def main() -> None:
    """Read what is asked from standard input, and write what came of it; nicely, behind everything else."""
    os.nice(10)
    sys.stdout.buffer.write(asyncio.run(_both(sys.stdin.buffer.read())))


if __name__ == "__main__":
    from adapters.cli.logs import set_up_logging

    set_up_logging("error")
    main()
