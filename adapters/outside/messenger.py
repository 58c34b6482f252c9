"""The messenger for the platform "outside": an address decides whether it is mail or a webhook."""

from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from adapters.outside.announcing import KIND, Program, announce
from adapters.outside.mail import LOOPBACK, MailServer, send_mail
from adapters.outside.webhook import post_webhook
from bot.errors import TryLater, Undeliverable
from bot.markup import plain
from bot.ports import Clock, Delivery, Settle


class OutsideMessenger:
    """Sends to `mailto:` and `https:` addresses (`http:` on this machine only). Without a mail server, mail waits."""

    settle = Settle(timedelta(seconds=30))

    def __init__(self, clock: Clock, mail_server: MailServer | None = None, program: Program | None = None) -> None:
        self._clock, self._mail_server, self._program = clock, mail_server, program

    async def send(self, delivery: Delivery) -> str:
        """Send the card's words; return the delivery's id, which travels with the message and marks a repeat."""
        if delivery.revises:
            return delivery.revised_remote_id  # mail that has left cannot be changed, and a second one says too much
        if delivery.card.kind.startswith(KIND):
            await announce(self._program, delivery, self._clock)
            return delivery.id
        address = delivery.target.id
        match _kind(address):
            case "mail":
                if self._mail_server is None:
                    raise TryLater("no mail server is configured", timedelta(minutes=1))
                await send_mail(self._mail_server, address, delivery, self._clock.now())
            case "webhook":
                await post_webhook(address, plain(delivery.card.text), delivery.id, self._clock)
        return delivery.id

    async def find(self, delivery: Delivery) -> str | None:
        """Nobody can read another's mailbox: whether an earlier attempt arrived stays open.

        The operator's own program is told again: it knows a repeat by its Idempotency-Key.
        """
        if delivery.card.kind.startswith(KIND):
            return None
        raise TryLater("an outside contact has no history to look at")


def _kind(address: str) -> Literal["mail", "webhook"]:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Undeliverable("the outside contact's address cannot be read") from None
    if parts.scheme == "mailto":
        return "mail"
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return "webhook"
    raise Undeliverable("the outside contact is neither mailto: nor https:")
