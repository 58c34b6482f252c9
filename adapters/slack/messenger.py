"""The way out: one card to one channel or person on Slack, once, however often it is sent."""

import asyncio
import logging
from datetime import timedelta
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import render
from adapters.slack.directory import Directory
from adapters.slack.files import attach, share
from adapters.slack.outcomes import REFUSED_FOR, outcome, reason
from adapters.slack.pace import Pace
from adapters.slack.workspaces import Workspaces
from bot.cards import Attachment, Card
from bot.deliveries import SKEW
from bot.errors import TryLater, Undeliverable, Unknown
from bot.ports import Clock, Delivery, Settle, TargetKind
from bot.rooms import is_made

log = logging.getLogger(__name__)

MARKER: Final = "kith_delivery"
OPEN_WITHIN: Final = 5.0
"""Seconds to open a private chat: what is left of a send's 15 is for the message."""
_PAGE, _PAGES = 200, 10
_ANSWERS_TRIED: Final = 3
_LONGEST: Final = timedelta(seconds=10)
"""How long an answer may be waited with; a durable message may wait for ever."""


class SlackMessenger:
    """Implements `bot.ports.Messenger` on Slack. There is no idempotency key: the delivery's id goes along as metadata.

    `settle` is long, since Slack may store a message well after the request was given up.
    """

    settle = Settle(timedelta(seconds=30))

    def __init__(self, workspaces: Workspaces, directory: Directory, clock: Clock) -> None:
        self._workspaces, self._directory, self._clock = workspaces, directory, clock
        self._pace = Pace(clock)
        self._direct: dict[tuple[str, str], str] = {}

    async def send(self, delivery: Delivery) -> str:
        """Post (or change, for a revision) the card; return channel and timestamp."""
        try:
            return await (self._revise(delivery) if delivery.revises else self._post(delivery))
        except Exception as problem:  # every way in which a request can fail has its class
            raise outcome(problem) from problem

    async def find(self, delivery: Delivery) -> str | None:
        """Look for an earlier attempt in the history, by its metadata; a change may simply be made again.

        One that lacks its file gets it: that is the rest of the same attempt, and nobody sees it twice.
        """
        if delivery.revises:
            return None
        try:
            return await self._found(delivery)
        except Exception as problem:
            known = outcome(problem)
            raise (TryLater("the history cannot be read") if isinstance(known, Unknown) else known) from problem

    async def write(self, team_id: str, user_id: str, card: Card) -> None:
        """Answer somebody privately, at once; lost with the process."""
        channel = await self.direct_channel(team_id, user_id)
        people = await self._directory.accounts(render.mentioned(card), team_id)
        client = self._workspaces.client(team_id)
        wait = self._pace.book(team_id, channel)
        for _ in range(_ANSWERS_TRIED):
            await asyncio.sleep(wait.total_seconds())
            try:
                await _posted(client, channel, render.answer(card, people))
                return
            except SlackApiError as problem:
                known = outcome(problem)
                if not isinstance(known, TryLater) or known.after is None or known.after > _LONGEST:
                    raise
                wait = known.after
        raise TryLater("one message a second in a conversation")

    async def share(self, team_id: str, user_id: str, file: Attachment) -> None:
        """Post a file to somebody privately, at once; lost with the process."""
        await share(self._workspaces.client(team_id), file, await self.direct_channel(team_id, user_id))

    async def _post(self, delivery: Delivery) -> str:
        team_id, channel = delivery.target.workspace, await self._channel(delivery)
        body = await self._body(delivery)
        metadata = {"event_type": MARKER, "event_payload": {"delivery": delivery.id}}
        client = self._workspaces.client(team_id)
        self._pace.take(team_id, channel)
        try:
            ts = await _posted(client, channel, body, metadata)
        except Exception as problem:
            known = outcome(problem)
            if isinstance(known, TryLater) and known.after is not None:
                self._pace.hold(team_id, channel, known.after)
            raise
        await self._attach(delivery, channel, ts, is_last=False)
        if delivery.card.is_pinned:
            await _pinned(client, channel, ts)
        return f"{channel}/{ts}"

    async def _attach(self, delivery: Delivery, channel: str, ts: str, *, is_last: bool) -> None:
        """Let the message carry its file. What may work later is Unknown, and tried once more when it is looked for."""
        if delivery.card.attachment is None:
            return
        client = self._workspaces.client(delivery.target.workspace)
        body = await self._body(delivery)
        try:
            await attach(client, delivery.card.attachment, channel, ts, body)
        except Exception as problem:  # the message is there and says the time: it counts with or without its file
            known = outcome(problem)
            if is_last or isinstance(known, Undeliverable) or getattr(known, "after", None) == REFUSED_FOR:
                log.warning("delivery %s: its file is not there: %s", delivery.id, reason(problem))
                return
            raise Unknown("the message is there, its file is not yet") from problem

    async def _revise(self, delivery: Delivery) -> str:
        channel, _, ts = delivery.revised_remote_id.partition("/")
        if not ts:
            raise Undeliverable("the message to change is not there any more")
        client = self._workspaces.client(delivery.target.workspace)
        await client.chat_update(channel=channel, ts=ts, **await self._body(delivery))
        return delivery.revised_remote_id

    async def _found(self, delivery: Delivery) -> str | None:
        client, channel = self._workspaces.client(delivery.target.workspace), await self._channel(delivery)
        oldest = delivery.begun_at - SKEW
        cursor = ""
        for _ in range(_PAGES):
            page = await client.conversations_history(
                channel=channel,
                oldest=f"{oldest.timestamp():.6f}",
                limit=_PAGE,
                include_all_metadata=True,
                cursor=cursor or None,
            )
            for message in page["messages"]:
                if delivery_of(message) == delivery.id:
                    if not message.get("files"):
                        await self._attach(delivery, channel, message["ts"], is_last=True)
                    return f"{channel}/{message['ts']}"
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return None
        raise TryLater("the history is too long to be sure")

    async def _body(self, delivery: Delivery) -> render.Json:
        people = await self._directory.accounts(render.mentioned(delivery.card), delivery.target.workspace)
        return render.message(delivery.card, people)

    async def _channel(self, delivery: Delivery) -> str:
        target = delivery.target
        match target.kind:
            case TargetKind.CHANNEL if is_made(target.id):
                return target.id
            case TargetKind.CHANNEL:
                return await self._directory.made_channel(delivery)
            case TargetKind.MEMBER:
                return await self.direct_channel(target.workspace, target.id)
            case _:
                raise Undeliverable("Slack reaches nobody outside")

    async def direct_channel(self, team_id: str, user_id: str) -> str:
        """Return the private chat with somebody; nothing has been said when this fails."""
        known = self._direct.get((team_id, user_id))
        if known is not None:
            return known
        client = self._workspaces.client(team_id)
        try:
            async with asyncio.timeout(OPEN_WITHIN):
                channel = await _opened(client, user_id)
        except Exception as problem:
            failed = outcome(problem)
            if isinstance(failed, Unknown):
                raise TryLater(failed.reason) from problem
            raise
        self._direct[team_id, user_id] = channel
        return channel


async def _posted(client: AsyncWebClient, channel: str, body: render.Json, metadata: render.Json | None = None) -> str:
    sent = await client.chat_postMessage(
        channel=channel,
        text=body["text"],
        blocks=body["blocks"],
        metadata=metadata,
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(sent["ts"])


async def _pinned(client: AsyncWebClient, channel: str, ts: str) -> None:
    try:
        await client.pins_add(channel=channel, timestamp=ts)
    except Exception as problem:  # the message is there; a right that is missing is told by `kith doctor`
        log.warning("a message could not be pinned in %s: %s", channel, reason(problem))


async def _opened(client: AsyncWebClient, user_id: str) -> str:
    opened = await client.conversations_open(users=user_id)
    return str(opened["channel"]["id"])


def delivery_of(message: dict[str, Any]) -> str:
    """Return which delivery a message of the history is, "" for none."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return str(payload.get("delivery", "")) if metadata.get("event_type") == MARKER else ""
