"""P4: from Slack's Socket Mode envelope to acknowledged, beside Bolt with a listener that does nothing."""

import asyncio
import itertools
import json
import logging
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.cli.journal import NotedApplication
from adapters.simulation.moving import Home
from adapters.slack.bolt import bolt_app
from adapters.slack.bot import Keys, SlackBot, Surroundings
from adapters.slack.gateway import Gateway
from bot.cohort_file import CohortFile
from tests.benchmarks.core import CHANNELS, Core, at_work, folder
from tests.benchmarks.figures import AtLeast, Figure, Measure
from tests.benchmarks.harness import Chunk, Scale, race, ratio, seconds

_TEAM = "T0BENCH"
_MANY, _FEW = 512, CHANNELS


def measure(scale: Scale) -> Measure:
    """P4 with a message in each of 32 channels at a time, and with as many in flight as a full queue has."""
    for in_flight in scale.pick((_FEW,), (_FEW, _MANY)):
        with asyncio.Runner() as runner, folder() as where:
            yield from _measured(runner, where, in_flight, scale)


def _measured(runner: asyncio.Runner, where: Path, in_flight: int, scale: Scale) -> Measure:
    opened = at_work(where, lives_at=_home)
    core = runner.run(opened.__aenter__())
    kith, bare = runner.run(_kith(core)), runner.run(_bare())
    numbers, told = itertools.count(), list[str]()

    def prepare() -> None:
        told[:] = [_envelope(core, next(numbers)) for _ in range(in_flight)]

    chunks: dict[str, Chunk] = {
        "kith": lambda _: runner.run(_tell(kith, told)),
        "Bolt, empty listener": lambda _: runner.run(_tell(bare, told)),
    }
    times = race(chunks, scale.pick(2, 30), prepare=dict.fromkeys(chunks, prepare))
    stored = runner.run(core.counted())
    runner.run(opened.__aexit__(None, None, None))
    assert stored, "nothing of what Slack told was stored"
    row, target = ("P4", AtLeast(0.5)) if in_flight == _MANY else ("P", None)
    what = f"messages/s from envelopes, {in_flight} in flight, to Bolt with an empty listener"
    empty = ratio(times, "Bolt, empty listener", "kith")
    yield Figure(row, what, "×", empty, target, took=seconds(times, in_flight))


class _Client:
    """Counts acknowledgements instead of sending them."""

    def __init__(self) -> None:
        self.acknowledged, self.logger = 0, logging.getLogger("bench.slack")

    async def send_socket_mode_response(self, _response: Any) -> None:
        """Take one."""
        self.acknowledged += 1


async def _tell(app: AsyncApp, envelopes: list[str]) -> None:
    client = _Client()
    await asyncio.gather(*(_one(app, client, envelope) for envelope in envelopes))
    assert client.acknowledged == len(envelopes)


async def _one(app: AsyncApp, client: Any, envelope: str) -> None:
    began, request = time(), SocketModeRequest.from_dict(json.loads(envelope))
    assert request is not None
    await send_async_response(client, request, await run_async_bolt_app(app, request), began)


async def _kith(core: Core) -> AsyncApp:
    app = NotedApplication(core.house.app, core.house.ingest)  # as `kith run` puts it together
    around = Surroundings(app, core.house.storage, core.clock)
    bot = SlackBot(Keys("xoxb-bench", "xapp-bench"), around)
    gateway = Gateway(replace(bot.gateway._parts, knows=_knows))
    return bolt_app(gateway, bot.workspaces.new_client(None))


async def _knows(_team_id: str) -> bool:
    return True


async def _bare() -> AsyncApp:
    app = AsyncApp(authorize=_authorized, signing_secret="none", request_verification_enabled=False)

    @app.event("message")
    async def heard() -> None:
        return None

    return app


async def _authorized(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=_TEAM, bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-bench"
    )


def _home(file: CohortFile) -> Home:
    accounts = {row.id: f"U{number:08}" for number, row in enumerate(file.people)}
    channels = {channel.name: f"C{number:08}" for number, channel in enumerate(file.channels)}
    channels |= {group.id: f"C9{number:07}" for number, group in enumerate(file.groups)}
    return Home("slack", _TEAM, accounts, channels)


def _envelope(core: Core, number: int) -> str:
    user, ts = f"U{number % len(core.file.people):08}", f"1804000000.{number:06}"
    text = core.texts[number % len(core.texts)]
    message = {"type": "message", "user": user, "text": text, "ts": ts, "event_ts": ts, "team": _TEAM}
    message |= {"channel": f"C{number % CHANNELS:08}", "channel_type": "channel", "client_msg_id": f"{number:032x}"}
    payload = {
        "token": "none",
        "team_id": _TEAM,
        "api_app_id": "A0BENCH",
        "event": message,
        "type": "event_callback",
        "event_id": f"Ev{number}",
        "event_time": 1804000000,
        "authorizations": [{"team_id": _TEAM, "user_id": "U0BOT", "is_bot": True}],
    }
    kind = {"type": "events_api", "accepts_response_payload": False, "retry_attempt": 0, "retry_reason": ""}
    return json.dumps({"envelope_id": f"e{number}", "payload": payload, **kind})
