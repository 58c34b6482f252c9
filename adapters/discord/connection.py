"""Staying connected: log in, listen, resume, introduce ourselves anew only when we must, and never give up."""

import asyncio
import functools
import logging
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from adapters.discord.catch_up import CatchUp
from adapters.discord.client import Client, Parsing, intents
from adapters.discord.directory import Directory
from adapters.discord.gateway import HEARD, Hearing
from adapters.discord.memory import Memory, Session
from adapters.discord.progress import Progress
from adapters.discord.rest import Rest
from adapters.discord.shard import Shard, Turnstile
from adapters.ending import ended
from bot.errors import EnvironmentProblem

log = logging.getLogger(__name__)

Told = Mapping[str, Any]
TOLD: Final = ("GUILD_CREATE", "GUILD_DELETE", "CHANNEL_DELETE", "THREAD_DELETE")
MESSAGE: Final = "MESSAGE_CREATE"
LESS: Final = "HEARS_LESS"
"""Told, by ourselves, when Discord gives no words of channels' messages any more."""
OPEN_WITHIN: Final = 30.0
REMEMBERED_EVERY: Final = 2.0
_GOODBYE_WITHIN: Final = 2.0
_LONGEST: Final = 60.0
_REFUSED_FOR: Final = 300.0
_RESUMES_TRIED: Final = 3
BAD_TOKEN, INTENTS_OFF = 4004, 4014
_REFUSALS: Mapping[int, str] = {
    BAD_TOKEN: "Discord does not accept the bot's token. Make a new one in the developer portal (Bot, Reset Token) and "
    "set it in the environment.",
    INTENTS_OFF: "Discord refuses what the bot asks to hear. Switch on “Message Content Intent” (and “Server Members "
    "Intent”) in the developer portal under Bot, or set `message_content` and `members` to false under [discord].",
}
_KEEPS_THE_SESSION: Final = 4000
"""The code we close with: after 1000 Discord would forget the session, and what is said meanwhile would be missed."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a connection is made with; the token is never shown.

    `shards` is how many there are in all, 0 as many as Discord advises; `shard_ids` are ours, none for all of them.
    """

    token: str
    content: bool = False
    members: bool = False
    shards: int = 1
    shard_ids: tuple[int, ...] = ()


class Connection:
    """One bot on Discord, or one shard of it; it has to be seated (`sits`) before it can be kept.

    `hear` takes what people do there, `told` what becomes of servers and channels. `changed` is called whenever it
    begins to listen or no longer does.
    """

    def __init__(
        self,
        access: Access,
        directory: Directory,
        hear: Callable[[Hearing], None],
        told: Callable[[str, Told, str], None],
    ) -> None:
        self.rest, self.account = Rest(), ""
        self.is_listening, self._is_new = asyncio.Event(), asyncio.Event()
        self.changed: Callable[[], None] = _nothing
        self.shard = Shard()
        self._access, self._directory, self._hear, self._told = access, directory, hear, told
        self._client = self._new_client()
        self._session: Session | None = None
        self._progress = Progress()
        self._catch_up = self._new_catch_up()
        self._failures = 0
        self._was_listening = False

    def sits(self, shard: Shard, memory: Memory, turnstile: Turnstile) -> None:
        """Say which shard this is, what remembers for it, and who says when it may introduce itself."""
        self.shard, self._memory, self._turnstile = shard, memory, turnstile
        self._catch_up = self._new_catch_up()

    async def log_in(self) -> None:
        """Check the token, for as long as it takes to reach Discord; EnvironmentProblem when it is refused."""
        while True:
            try:
                async with asyncio.timeout(OPEN_WITHIN):
                    account = await self._client.log_in(self._access.token)
            except discord.LoginFailure:
                await self._client.http.close()
                raise EnvironmentProblem(_REFUSALS[BAD_TOKEN]) from None
            except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as problem:
                await self._client.http.close()
                self._client = self._new_client()
                await self._pause(problem)
                continue
            self.account, self.rest.http = str(account["id"]), self._client.http
            self._failures = 0
            return

    async def keep(self) -> None:
        """Listen for ever. EnvironmentProblem when Discord refuses the very first connection for good."""
        self._session = await self._memory.session()
        self._catch_up.goes_on(await self._memory.seen())
        self._progress = Progress(self._session.seq if self._session else 0)
        remembering = asyncio.create_task(self._keep_remembering(), name="discord session")
        try:
            while True:
                await self._listen_once()
        finally:
            await ended(remembering)
            await self._catch_up.stop()
            await self._remember()

    @property
    def is_catching_up(self) -> bool:
        """Whether what was missed is still being read."""
        return self._catch_up.is_reading

    async def close(self) -> None:
        """Let go of the HTTP session; nothing can be sent after that."""
        self.rest.http = None
        await self._client.http.close()

    async def _listen_once(self) -> None:
        self._client.ws = None  # type: ignore[assignment]  # as it is before the first connection
        try:
            await self._listen()
        except ReconnectWebSocket as again:
            self._session = self._resumable() if again.resume else None
        except discord.ConnectionClosed as closed:
            await self._refused(closed.code)
        except Exception as problem:  # whatever ended the connection, the next one begins
            if self._failures >= _RESUMES_TRIED:
                self._session = None
            await self._pause(problem)
        finally:
            self.is_listening.clear()
            self.changed()

    async def _listen(self) -> None:
        session = self._session
        resuming: dict[str, Any] = {"resume": session is not None}
        if session is not None:
            resuming |= {"session": session.id, "sequence": session.seq, "gateway": yarl.URL(session.url)}
        else:
            await self._wait_for_supply()
        async with asyncio.timeout(OPEN_WITHIN):
            self._client._connection.shard_count = self.shard.count if self.shard.count > 1 else None
            ws = await DiscordWebSocket.from_client(self._client, shard_id=self.shard.number, **resuming)
        self._client.ws = ws
        try:
            while True:
                await ws.poll_event()
        finally:
            if ws.open:
                with suppress(TimeoutError):  # it is closed then, without the other side's goodbye
                    async with asyncio.timeout(_GOODBYE_WITHIN):
                        await ws.close(_KEEPS_THE_SESSION)

    async def _wait_for_supply(self) -> None:
        await self._turnstile.let_through(self.shard)
        wait = await self._memory.wait_to_identify()
        if wait:
            log.error(
                "too many new connections to Discord lately; the next one is made in %.0f s", wait.total_seconds()
            )
            await asyncio.sleep(wait.total_seconds())

    async def _refused(self, code: int) -> None:
        sentence = _REFUSALS.get(code, f"Discord closed the connection for good (code {code}).")
        if not self._was_listening:
            raise EnvironmentProblem(sentence)
        log.error(sentence)
        if code == INTENTS_OFF:
            self._client.hear_less()
            self._told(LESS, {}, "")
            return
        self._session = None
        await asyncio.sleep(_REFUSED_FOR)

    async def _pause(self, problem: Exception) -> None:
        wait = min(2.0**self._failures, _LONGEST) * (0.5 + random.random() / 2)
        self._failures += 1
        log.warning("no connection to Discord (%s); tried again in %.1f s", type(problem).__name__, wait)
        await asyncio.sleep(wait)

    # --- what is heard ---

    def _new_client(self) -> Client:
        hearings: dict[str, Parsing] = {name: functools.partial(self._dispatch, name) for name in HEARD}
        hearings |= {name: functools.partial(self._tell, name) for name in TOLD}
        hearings |= {"READY": self._ready, "RESUMED": self._resumed}
        wanted = intents(content=self._access.content, members=self._access.members)
        return Client(wanted, hearings, self._identify)

    def _new_catch_up(self) -> CatchUp:
        return CatchUp(self.rest, self._directory, self.shard, content=self._access.content)

    async def _identify(self) -> None:
        await self._memory.identify()

    def _dispatch(self, name: str, told: Told) -> None:
        ws, progress = self._client.ws, self._progress
        seq = ws.sequence or 0
        progress.heard(seq)
        progress.begin(seq)
        handled = self._catch_up.heard(told) if name == MESSAGE else _nothing

        def done() -> None:
            progress.end(seq)
            handled()

        self._hear(Hearing(name, told, f"{ws.session_id}:{seq}", done))

    def _hear_again(self, message: Told, done: Callable[[], None]) -> None:
        self._hear(Hearing(MESSAGE, message, f"history:{message['id']}", done))

    def _tell(self, name: str, told: Told) -> None:
        ws = self._client.ws
        self._told(name, told, f"{ws.session_id}:{ws.sequence}")

    def _ready(self, _told: Told) -> None:
        self._progress = Progress(self._client.ws.sequence or 0)
        self._is_new.set()
        self._begun()
        self._catch_up.begin(self._hear_again)

    def _resumed(self, _told: Told) -> None:
        self._begun()

    def _begun(self) -> None:
        which = f" (shard {self.shard.number} of {self.shard.count})" if self.shard.count > 1 else ""
        log.info("listening to Discord%s", which)
        self._failures, self._was_listening = 0, True
        self.is_listening.set()
        self.changed()

    # --- what is remembered ---

    def _resumable(self) -> Session | None:
        ws = self._client.ws
        if ws is None or not ws.session_id:
            return self._session
        return Session(ws.session_id, ws.sequence or 0, str(ws.gateway))

    async def _remember(self) -> None:
        session = self._resumable()
        kept = replace(session, seq=self._progress.handled) if session is not None else None
        await self._memory.keep(kept, self._catch_up.seen)

    async def _keep_remembering(self) -> None:
        """Note every two seconds how far we are, and a new session at once: a start that is cut short resumes it."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(REMEMBERED_EVERY):
                    await self._is_new.wait()
            self._is_new.clear()
            try:
                await self._remember()
            except Exception as problem:  # the storage is busy: two seconds later it is tried again
                log.warning("the Discord session was not noted: %s", type(problem).__name__)


def _nothing() -> None:
    return None
