"""HTTP mode: what Slack signs, what it sends again, and requests nobody should believe."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import Person, SlackDouble, Workspace
from tests.doubles.slack.post import Parcel, ParcelKind
from tests.doubles.slack.signed import Letter


@dataclass
class Place:
    """A server of the app's, which notes what it got and answers what a test says."""

    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    is_slow: bool = False
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.read()))
        self.was_asked.set()
        if self.is_slow:
            await asyncio.Event().wait()
        return self.answers.pop(0) if self.answers else web.Response()


async def _served(slack: SlackDouble, handler: Any) -> AsyncIterator[None]:
    application = web.Application()
    application.router.add_post("/slack/events", handler)
    runner = web.AppRunner(application, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.app.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    slack.app.uses_sockets = False
    yield
    await runner.cleanup()


@pytest.fixture
async def place(slack: SlackDouble) -> AsyncIterator[Place]:
    """The app's address, without any app behind it."""
    place = Place()
    async for _ in _served(slack, place.answer):
        yield place


@pytest.fixture
async def bolt(slack: SlackDouble, river: Workspace) -> AsyncIterator[AsyncApp]:
    """A real Bolt app at the address."""
    client = AsyncWebClient(token=river.bot_token, base_url=slack.api_base)
    app = AsyncApp(client=client, signing_secret=slack.app.signing_secret)
    async for _ in _served(slack, app.server().handle_post_requests):
        yield app


async def test_events_commands_and_buttons_come_in_their_forms(place: Place, river: Workspace, ada: Person) -> None:
    await ada.says(river.channel("baobab", ada), "hi")
    await ada.runs("/peer away ü & @ada")

    (event_headers, event), (command_headers, command) = place.requests
    assert event_headers["Content-Type"] == "application/json"
    assert json.loads(event)["event"]["text"] == "hi"
    assert command_headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert b"command=%2Fpeer&text=away+%C3%BC+%26amp%3B+%3C%40" in command


async def test_what_is_not_answered_well_comes_again_with_number_and_reason(
    place: Place, slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    slack.clock.stop()
    place.answers = [web.Response(status=500), web.Response(status=404)]

    await ada.says(river.channel("baobab", ada), "hi")
    await slack.clock.advance(minutes=10)

    numbers = [(h.get("X-Slack-Retry-Num"), h.get("X-Slack-Retry-Reason")) for h, _ in place.requests]
    assert numbers == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({body for _, body in place.requests}) == 1


async def test_an_app_that_does_not_want_it_again_does_not_get_it_again(
    place: Place, slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    place.answers = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]

    await ada.says(river.channel("baobab", ada), "hi")
    await slack.clock.advance(minutes=10)

    assert len(place.requests) == 1


async def test_three_seconds_are_the_most(place: Place, slack: SlackDouble, ada: Person) -> None:
    slack.clock.stop()
    place.is_slow = True
    running = asyncio.create_task(ada.runs("/peer"))
    await place.was_asked.wait()
    slack.clock.move(seconds=3)

    assert (await running).fate.value == "operation_timeout"
    assert ada.sees().troubles == ["/peer failed with the error “operation_timeout”"]


async def test_where_nobody_listens_the_person_is_told(slack: SlackDouble, ada: Person) -> None:
    slack.app.uses_sockets, slack.app.request_url = False, "http://127.0.0.1:9/slack"

    assert (await ada.runs("/peer")).fate.value == "dispatch_failed"


async def test_a_redirect_is_no_answer(place: Place, slack: SlackDouble, ada: Person) -> None:
    place.answers = [web.Response(status=302, headers={"Location": slack.app.request_url})]

    assert not (await ada.runs("/peer")).is_good


async def test_the_real_app_believes_what_is_signed(bolt: AsyncApp, slack: SlackDouble, ada: Person) -> None:
    @bolt.command("/peer")
    async def peer(ack: Any) -> None:
        await ack("hello")

    assert await slack.http.verify_url()
    assert (await ada.runs("/peer")).is_good
    assert [m.text for m in ada.sees().direct] == ["hello"]


def event(slack: SlackDouble) -> Letter:
    return slack.http.letter(Parcel(ParcelKind.EVENT, {"type": "event_callback", "event": {"type": "message"}}))


async def test_the_real_app_believes_nothing_else(bolt: AsyncApp, slack: SlackDouble) -> None:
    now = int(slack.clock.now().timestamp())
    tampered = event(slack)
    tampered.body += b" "
    unsigned = event(slack)
    unsigned.signature = ""
    other_secret = event(slack).signed("another secret")
    old, future = event(slack), event(slack)
    old.timestamp, future.timestamp = str(now - 301), str(now + 302)
    letters = [tampered, unsigned, other_secret, *(late.signed(slack.app.signing_secret) for late in (old, future))]

    assert [(await slack.http.post(letter))[0] for letter in letters] == [401] * 5


async def test_junk_in_the_timestamp_breaks_the_library(bolt: AsyncApp, slack: SlackDouble) -> None:
    """Why the product checks signatures itself: Bolt answers 500 here, and 401 would be right."""
    junk = event(slack)
    junk.timestamp = "yesterday"

    assert (await slack.http.post(junk.signed(slack.app.signing_secret)))[0] == 500
