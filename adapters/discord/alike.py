"""By what a message in a channel's history is known to be one of ours: its nonce, its marker, or what it says.

A marker stands in a message's first row of buttons. What has none can only say the same, and others may do so too.
"""

import base64
import hashlib
from collections.abc import Sequence

import discord

from adapters.discord.components import Json, marker
from bot.deliveries import SKEW
from bot.ports import Delivery, DeliveryState
from bot.repositories import Beside


def nonce(delivery_id: str) -> str:
    """Return what Discord knows a delivery by: the same in every attempt, 24 characters."""
    return base64.b32encode(hashlib.sha256(delivery_id.encode()).digest()).decode()[:24]


def words(message: Json) -> tuple[str, ...]:
    """Return what a message says, as far as Discord gives it back the way it was sent."""
    embeds = [str(embed.get("description", "")).strip() for embed in message.get("embeds") or []]
    return (str(message.get("content", "")).strip(), *embeds)


def is_marked(message: Json, delivery_id: str) -> bool:
    """Whether a message is surely this delivery."""
    rows = message.get("components") or []
    return message.get("nonce") == nonce(delivery_id) or bool(rows and rows[0].get("id") == marker(delivery_id))


def is_alike(message: Json, bodies: Sequence[Json]) -> bool:
    """Whether a message says the same as one of these bodies, and neither can have a marker."""
    return not message.get("components") and not bodies[0]["components"] and words(message) in map(words, bodies)


def is_since(message: Json, delivery: Delivery) -> bool:
    """Whether a message is no older than a delivery's first attempt: its id tells when Discord made it."""
    return discord.utils.snowflake_time(int(message["id"])) >= delivery.begun_at - SKEW


def unclaimed(alike: Sequence[str], delivery: Delivery, beside: Beside, rivals: Sequence[Delivery]) -> str | None:
    """Return which of the messages that say the same is this delivery: the first that is no other; None for none.

    `rivals` are those of the open deliveries `beside` it that say the same: one of several gets the first message.
    Raises LookupError while it cannot be told: a rival may have posted this very message, or chooses first.
    """
    free = [each for each in alike if each not in beside.sent]
    if free and any(_goes_first(rival, delivery) for rival in rivals):
        raise LookupError
    return free[0] if free else None


def _goes_first(rival: Delivery, delivery: Delivery) -> bool:
    is_in_doubt = rival.is_doubtful or rival.state is DeliveryState.UNKNOWN
    is_new_on_its_way = rival.state is DeliveryState.SENDING and not is_in_doubt
    return is_new_on_its_way or (is_in_doubt and rival.seq < delivery.seq)
