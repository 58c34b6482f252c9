"""A process in which something does not hear that it should end, as libraries do that take it for their own trouble."""

import asyncio

import pytest

from adapters.cli import last_resort, watching
from bot.sweeper import Sweeper


def deaf(patch: pytest.MonkeyPatch) -> None:
    """Let it never end; the last resort has half a second's patience."""
    patch.setattr(last_resort, "WITHIN", 0.5)
    never_ending(patch)


def never_ending(patch: pytest.MonkeyPatch) -> None:
    """Let it never end."""

    async def hears_nothing(_: Sweeper) -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                continue

    patch.setattr(watching, "_keep_sweeping", hears_nothing)
