"""`kith demo` as its own process, for tests and pictures."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WHILE_TIME_PASSES = 120_000
"""Milliseconds that weeks of the sample may take on a busy machine."""


@contextmanager
def demo(data: Path) -> Iterator[str]:
    """Run a demonstration kept in a folder while the block lasts; yields its address."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+\d", process.stdout.readline())
            assert found is not None
            yield found.group()
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
