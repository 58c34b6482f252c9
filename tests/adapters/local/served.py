"""The workspace with the tiny bot behind it, served from a thread, for tests that look at it from outside."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from adapters.local.clock import Anchor, StageClock
from adapters.local.directory import direct_channel_id
from adapters.local.gateway import Gateway
from adapters.local.records import BOT, Draft, Message
from adapters.local.server import LocalServer, bound
from adapters.local.stage import ClockStage, Progress, Upcoming
from adapters.local.tour import Step
from adapters.local.web import build
from adapters.local.workspace import Workspace
from bot.cards import Card
from tests.adapters.local.tiny import START, TinyBot, fill

QUESTION = Card("What helped you this week?", "prompt.week", title="The week's question", why="It is Monday.")
QUESTION_AT = START + timedelta(minutes=30)
PLAN = (
    (QUESTION_AT, "Post the week's question", "Baobab", "Every group gets one question a week"),
    (START + timedelta(days=3), "Open the weekly check-in", "Amina", "Every learner has one short check-in a week"),
)

TOUR = (
    Step("L06", "As a learner", "A check-in waits. One tap answers it.", "Thu 5 March, as Rui", "2026-03-05T12:00"),
)

T = TypeVar("T")


@dataclass
class Served:
    """A served workspace; `run` does something in its own loop and waits for it."""

    url: str
    workspace: Workspace
    gateway: Gateway
    core: TinyBot
    show: "Show"
    loop: asyncio.AbstractEventLoop

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Do something in the server's loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(30)

    def bot_says(self, card: Card, channel: str) -> Message:
        """Let the bot post a card into a channel, or to a person by their id."""
        return self.run(self._post(card, channel))

    def hold(self) -> None:
        """Let jumps of the clock wait until `let_go`."""
        self.loop.call_soon_threadsafe(self.show.is_free.clear)

    def let_go(self) -> None:
        """Let jumps go on."""
        self.loop.call_soon_threadsafe(self.show.is_free.set)

    async def _post(self, card: Card, channel: str) -> Message:
        if await self.workspace.directory.channel(channel) is None:
            channel = direct_channel_id(channel)
        return await self.workspace.messages.post(Draft(channel, BOT, self.show.clock.now(), card=card))

    def says(self, person: str, channel: str, text: str, reply_to: str = "") -> Message:
        """Let somebody write."""
        said = self.run(self.gateway.say(person, channel, text, reply_to)).said
        assert said is not None
        return said


@dataclass
class Show:
    """What the stage does in its time: one question, half an hour after the start."""

    workspace: Workspace
    clock: StageClock
    done: list[datetime] = field(default_factory=list)
    is_free: asyncio.Event = field(default_factory=asyncio.Event)

    async def run_until(self, moment: datetime, on_progress: Progress) -> None:
        await self.is_free.wait()
        if self.clock.now() <= QUESTION_AT <= moment and not self.done:
            self.clock.set(QUESTION_AT)
            self.done.append(QUESTION_AT)
            on_progress(QUESTION_AT)
            await self.workspace.messages.post(Draft("#baobab", BOT, QUESTION_AT, card=QUESTION))
        self.clock.set(moment)

    async def next_event(self) -> datetime | None:
        return next((at for at, *_ in PLAN if at > self.clock.now()), None)

    async def upcoming(self, limit: int) -> list[Upcoming]:
        return [Upcoming(*line) for line in PLAN if line[0] > self.clock.now()][:limit]


async def _serve(folder: Path, ready: Callable[[Served], None], over: asyncio.Event) -> None:
    async with AsyncExitStack() as stack:
        workspace = await stack.enter_async_context(Workspace.opened(folder, birth="t"))
        await fill(workspace)
        clock = StageClock(Anchor(START, is_paused=True))
        show = Show(workspace, clock)
        show.is_free.set()
        core = TinyBot()
        gateway = Gateway(workspace, core, clock)
        stage = ClockStage(clock, show.run_until, show.next_event, show.upcoming)
        app = await build(workspace, gateway, stage, TOUR)
        url = await stack.enter_async_context(LocalServer(app, bound(0)).running())
        ready(Served(url, workspace, gateway, core, show, asyncio.get_running_loop()))
        await over.wait()


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve a new workspace while the block lasts."""
    found: list[Served] = []
    problems: list[BaseException] = []
    is_ready = threading.Event()
    over = asyncio.Event()

    def ready(served: Served) -> None:
        found.append(served)
        is_ready.set()

    def serve() -> None:
        try:
            asyncio.run(_serve(folder, ready, over))
        except BaseException as problem:
            problems.append(problem)
        finally:
            is_ready.set()

    thread = threading.Thread(target=serve, name="workspace")
    thread.start()
    is_ready.wait()
    try:
        if problems:
            raise problems[0]
        yield found[0]
    finally:
        if found:
            found[0].loop.call_soon_threadsafe(over.set)
        thread.join(30)
    if problems:
        raise problems[0]
