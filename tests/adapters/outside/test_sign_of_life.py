"""The sign of life, against a real web server on loopback."""

import asyncio
import contextlib

import pytest

from adapters.outside.sign_of_life import show_life
from tests.adapters.outside.notice import unused_port
from tests.adapters.outside.servers import Hook, serving


async def life(url: str, is_well: bool, seconds: float = 0.15) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(show_life(url, lambda: is_well, every=0.02), seconds)


async def test_a_sign_of_life_goes_out_while_all_is_well_and_stays_away_otherwise() -> None:
    async with serving(hook := Hook()):
        await life(hook.url, is_well=True, seconds=1)
        while_well = len(hook.headers)
        await life(hook.url, is_well=False)

    assert while_well >= 2
    assert len(hook.headers) == while_well
    assert hook.headers[0]["request"].startswith("GET ")


async def test_a_service_that_is_away_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    await life(f"http://127.0.0.1:{unused_port()}/secret", is_well=True, seconds=1)

    assert [record.getMessage() for record in caplog.records if record.name.startswith("adapters")] == [
        "the service for signs of life cannot be reached"
    ]
