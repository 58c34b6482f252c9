"""The way out: one card to one channel or person on Discord, once, however often it is sent."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import discord

from adapters.discord import render
from adapters.discord.alike import is_alike, is_marked, is_since, nonce, unclaimed
from adapters.discord.components import Json
from adapters.discord.directory import Directory, is_snowflake
from adapters.discord.files import attached
from adapters.discord.outcomes import is_refused_for_all, outcome
from adapters.discord.pace import Pace, Waits
from adapters.discord.rest import PAGE, Rest
from bot.cards import Card
from bot.effects import Urgency
from bot.errors import PlatformDown, TryLater, Undeliverable, Unknown
from bot.ports import Clock, Delivery, Settle, TargetKind
from bot.wording import delivery as wording

log = logging.getLogger(__name__)

NONCE_HOLDS: Final = timedelta(seconds=60)
"""Within this after the first attempt Discord itself returns the earlier message ("the past few minutes")."""
OPEN_WITHIN: Final = 6.0
"""Seconds to open a private conversation: what is left of a send's 15 is for the message."""
LONGEST_FOR_ANSWERS: Final = 30.0
"""Seconds that an answer waits where a channel asks for time, once; a durable message may wait for ever."""
MISSING_RIGHT: Final = 50013
_PAGES: Final = 10


class DiscordMessenger:
    """Implements `bot.ports.Messenger` on Discord. `account` is the bot's own account id, "" before the login."""

    settle = Settle(history=timedelta(seconds=30), repeats=NONCE_HOLDS)

    def __init__(self, rest: Rest, directory: Directory, clock: Clock) -> None:
        self._rest, self._directory, self._clock = rest, directory, clock
        self.pace, self._waits = Pace(), Waits(clock)
        self._direct: dict[str, str] = {}
        self._closed_until: datetime | None = None
        self.account = ""

    async def send(self, delivery: Delivery) -> str:
        """Post (or change, for a revision) the card; return channel and message."""
        self._check_open()
        await self.pace.turn(is_urgent=_is_urgent(delivery))
        try:
            return await (self._revise(delivery) if delivery.revises else self._post(delivery))
        except Exception as problem:  # every way in which a request can fail has its class
            raise self._classed(problem) from problem

    async def find(self, delivery: Delivery) -> str | None:
        """Look for an earlier attempt; while the nonce holds looking is needless, for changes always.

        What was to be repeated with its nonce and comes later than that has waited long enough to be looked for.
        """
        now = self._clock.now()
        if delivery.revises or now - (delivery.first_at or now) < self.settle.repeats + self.settle.history:
            return None
        self._check_open()
        try:
            return await self._found(delivery)
        except Exception as problem:
            raise self._unreadable(problem) from problem

    async def write(self, user_id: str, card: Card, answers: str) -> None:
        """Answer somebody privately, at once; lost with the process. `answers` names what is answered."""
        channel_id = await self.direct_channel(user_id)
        await self.pace.turn(is_urgent=True)
        body, file = render.message(card), await attached(card)
        try:
            await self._rest.create_message(channel_id, body, nonce(answers), file)
        except discord.RateLimited as refusal:
            await asyncio.sleep(min(refusal.retry_after, LONGEST_FOR_ANSWERS))
            await self._rest.create_message(channel_id, body, nonce(answers), file)

    async def _post(self, delivery: Delivery) -> str:
        channel_id = await self._channel(delivery)
        self._waits.check(channel_id)
        try:
            sent = await self._created(channel_id, delivery)
        except discord.RateLimited as refusal:
            self._waits.hold(channel_id, refusal.retry_after)
            raise
        except discord.NotFound as problem:
            if problem.code != 10008:
                raise
            return f"{channel_id}/"  # it was sent with this nonce before, and somebody deleted it
        if delivery.card.is_pinned:
            await self._pin(channel_id, str(sent["id"]))
        return f"{channel_id}/{sent['id']}"

    async def _created(self, channel_id: str, delivery: Delivery) -> Json:
        """Post the card with its file; where files are not allowed, which is refused for certain, without."""
        body, file = await self._body(delivery), await attached(delivery.card)
        try:
            return await self._rest.create_message(channel_id, body, nonce(delivery.id), file)
        except discord.Forbidden as problem:
            if file is None or problem.code != MISSING_RIGHT:
                raise
            log.warning("delivery %s goes without its file: the bot may attach none in %s", delivery.id, channel_id)
        bare = {key: value for key, value in body.items() if key != "attachments"}
        return await self._rest.create_message(channel_id, bare, nonce(delivery.id))

    async def _pin(self, channel_id: str, message_id: str) -> None:
        try:
            await self._rest.pin(channel_id, message_id)
        except Exception as problem:  # the message is there; a right that is missing is told by `kith doctor`
            code = getattr(problem, "code", "-")
            log.warning("message %s could not be pinned: %s, code %s", message_id, type(problem).__name__, code)

    async def _revise(self, delivery: Delivery) -> str:
        channel_id, _, message_id = delivery.revised_remote_id.partition("/")
        if not message_id:
            raise Undeliverable("the message to change is not there any more")
        body = await self._body(replace(delivery, card=replace(delivery.card, attachment=None)))
        await self._rest.edit_message(channel_id, message_id, {**body, "attachments": []})  # an old file would mislead
        return delivery.revised_remote_id

    async def _found(self, delivery: Delivery) -> str | None:
        channel_id = await self._channel(delivery)
        wanted, alike = await self.bodies(delivery), list[str]()
        async for message in self._ours(channel_id, delivery):
            there = f"{channel_id}/{message['id']}"
            if is_marked(message, delivery.id):
                return there
            if is_alike(message, wanted):
                alike.append(there)
        return await self._unclaimed(alike[::-1], delivery, wanted) if alike else None

    async def _ours(self, channel_id: str, delivery: Delivery) -> AsyncIterator[Json]:
        """Go through what the bot has written there since the first attempt, the newest first."""
        before = ""
        for _ in range(_PAGES):
            page = await self._rest.history(channel_id, before)
            recent = [message for message in page if is_since(message, delivery)]
            for message in recent:
                if message["author"]["id"] == self.account:
                    yield message
            if len(recent) < PAGE:
                return
            before = str(page[-1]["id"])
        raise TryLater("the history is too long to be sure")

    async def _unclaimed(self, alike: Sequence[str], delivery: Delivery, wanted: Sequence[Json]) -> str | None:
        """Return which of them it is. Who else may be one of them is asked last, so that nobody is missed."""
        beside = await self._directory.beside(delivery)
        rivals = [each for each in beside.open if await self._says_one_of(each, wanted)]
        try:
            return unclaimed(alike, delivery, beside, rivals)
        except LookupError:
            raise TryLater("another message that says the same is on its way") from None

    async def _says_one_of(self, other: Delivery, wanted: Sequence[Json]) -> bool:
        return any(is_alike(body, wanted) for body in await self.bodies(other))

    async def bodies(self, delivery: Delivery) -> list[Json]:
        """Return what a delivery may look like in the history: as it was made, and as it is when it goes again."""
        return [await self._body(replace(delivery, card=card)) for card in wording.forms(delivery.card)]

    async def _body(self, delivery: Delivery) -> Json:
        mentioned = render.mentioned(delivery.card)
        people = await self._directory.accounts(mentioned, delivery.target.workspace)
        return render.message(delivery.card, people, "" if delivery.revises else delivery.id)

    async def _channel(self, delivery: Delivery) -> str:
        target = delivery.target
        match target.kind:
            case TargetKind.CHANNEL if is_snowflake(target.id):
                return target.id
            case TargetKind.CHANNEL:
                return await self._directory.made_channel(delivery)
            case TargetKind.MEMBER if not is_snowflake(target.id):
                raise Undeliverable("this is no account of Discord's")
            case TargetKind.MEMBER:
                return await self.direct_channel(target.id, is_urgent=_is_urgent(delivery))
            case _:
                raise Undeliverable("Discord reaches nobody outside")

    async def direct_channel(self, user_id: str, *, is_urgent: bool = True) -> str:
        """Return the private conversation with somebody; nothing has been said when this fails."""
        if user_id not in self._direct:
            await self.pace.turn(is_urgent=is_urgent)
            try:
                async with asyncio.timeout(OPEN_WITHIN):
                    self._direct[user_id] = await self._rest.open_direct(user_id)
            except Exception as problem:
                known = self._classed(problem)
                raise (TryLater(known.reason) if isinstance(known, Unknown) else known) from problem
        return self._direct[user_id]

    def _classed(self, problem: Exception) -> Exception:
        wait = is_refused_for_all(problem)
        if wait is not None:
            self._closed_until = self._clock.now() + wait
        return outcome(problem)

    def _unreadable(self, problem: Exception) -> Exception:
        known = self._classed(problem)
        is_barred = isinstance(problem, discord.Forbidden)
        return TryLater("the history cannot be read") if isinstance(known, Unknown) or is_barred else known

    def _check_open(self) -> None:
        if self._closed_until is not None and self._clock.now() < self._closed_until:
            raise PlatformDown("Discord refuses everything for now", self._closed_until - self._clock.now())


def _is_urgent(delivery: Delivery) -> bool:
    """Whether somebody waits for it: a case, or an answer to what they just did."""
    return delivery.urgency <= Urgency.ANSWER
