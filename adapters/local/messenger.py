"""The way out: one card to one address of the workspace, once, however often it is sent."""

from adapters.local.directory import direct_channel_id
from adapters.local.records import BOT, Draft
from adapters.local.workspace import Workspace
from bot.errors import Undeliverable
from bot.ports import Clock, Delivery, Settle, TargetKind


class LocalMessenger:
    """Implements `bot.ports.Messenger` on the workspace. The delivery's id is the nonce."""

    settle = Settle()

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self._workspace, self._clock = workspace, clock

    async def send(self, delivery: Delivery) -> str:
        """Post (or change, for a revision) the card; return the message's id."""
        if delivery.revises:
            return await self._revise(delivery)
        draft = Draft(
            channel_id=await self._channel(delivery),
            author_id=BOT,
            at=self._clock.now(),
            card=delivery.card,
            nonce=delivery.id,
        )
        return (await self._workspace.messages.post(draft)).id

    async def find(self, delivery: Delivery) -> str | None:
        """Look for an earlier attempt of this delivery."""
        return await self._workspace.messages.with_nonce(delivery.id)

    async def _revise(self, delivery: Delivery) -> str:
        message_id = delivery.revised_remote_id
        if not await self._workspace.messages.revise(message_id, delivery.card, self._clock.now(), delivery.id):
            raise Undeliverable("the message to change is not there")
        return message_id

    async def _channel(self, delivery: Delivery) -> str:
        directory, target = self._workspace.directory, delivery.target
        match target.kind:
            case TargetKind.CHANNEL:
                if await directory.channel(target.id) is None:
                    raise Undeliverable("the channel is not there")
                return target.id
            case TargetKind.MEMBER:
                person = await directory.person(target.id)
                if person is None or not person.is_here:
                    raise Undeliverable("this person is not in the workspace")
                if not person.takes_direct:
                    raise Undeliverable("this person's private messages are closed")
                return direct_channel_id(person.id)
            case _:
                raise Undeliverable("the local workspace reaches nobody outside")
