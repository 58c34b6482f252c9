"""A whole cohort is played once, whichever test process comes to it first; the others read what came of it."""

import fcntl
import os
import pickle
from collections.abc import Callable
from typing import TypeVar

import pytest

T = TypeVar("T")


def once(folders: pytest.TempPathFactory, name: str, play: Callable[[], T]) -> T:
    """Return what `play` returns; a process that plays meanwhile is waited for."""
    own = folders.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    kept = shared / f"{name}.pickle"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(play()))
    found: T = pickle.loads(kept.read_bytes())
    return found
