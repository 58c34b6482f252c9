"""What an outside contact is told in these tests, and who tells it."""

import socket
from datetime import UTC, datetime
from typing import Any

from adapters.outside import MailServer, OutsideMessenger
from bot.cards import Card
from bot.effects import Urgency
from bot.ports import Delivery, DeliveryState, Target, TargetKind
from tests.adapters.outside.servers import Hook, Post

NOW = datetime(2026, 3, 26, 4, 55, tzinfo=UTC)
TEXT = "Case **K7Q2** is waiting and nobody has taken it."


class StillClock:
    """A clock that stands at NOW."""

    def now(self) -> datetime:
        return NOW


def delivery(address: str, text: str = TEXT, **changes: Any) -> Delivery:
    """A notice to one address."""
    return Delivery(
        id="d1234",
        seq=1,
        key="e:case:outside:1",
        lane="outside",
        urgency=Urgency.ESCALATION,
        target=Target(TargetKind.OUTSIDE, "outside", "", address),
        card=Card(text, kind="case.outside"),
        state=DeliveryState.SENDING,
        at=NOW,
        next_at=NOW,
        recipient_id="cohort",
        **changes,
    )


def messenger(post: Post | None = None) -> OutsideMessenger:
    """The messenger, with a mail server where one is given."""
    server = MailServer("127.0.0.1", post.port, "kith@example.org") if post is not None else None
    return OutsideMessenger(StillClock(), server)


def answering(status: str, *headers: str) -> Hook:
    """A webhook that answers with a status and nothing else."""
    return Hook("\r\n".join([f"HTTP/1.1 {status}", "Content-Length: 0", *headers, "", ""]).encode())


def unused_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
