"""A workspace in a temporary folder, with the tiny bot behind it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.local.gateway import Gateway
from adapters.local.messenger import LocalMessenger
from adapters.local.workspace import Workspace
from tests.adapters.local.tiny import StillClock, TinyBot, fill


@dataclass
class Office:
    """Everything a test of the workspace needs."""

    folder: Path
    workspace: Workspace
    core: TinyBot
    clock: StillClock
    gateway: Gateway
    messenger: LocalMessenger


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A workspace with four people, two channels and nothing said yet."""
    async with Workspace.opened(tmp_path, birth="t") as workspace:
        await fill(workspace)
        core, clock = TinyBot(), StillClock()
        gateway = Gateway(workspace, core, clock)
        yield Office(tmp_path, workspace, core, clock, gateway, LocalMessenger(workspace, clock))
