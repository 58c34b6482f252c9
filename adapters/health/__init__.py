"""How this process fares: what watches it, and how others hear of it."""

from adapters.health.metrics import Sources, exposition
from adapters.health.notices import keep_notifying, notify
from adapters.health.stalls import keep_measuring
from adapters.health.state import Health
from adapters.health.watch import keep_looking
from adapters.health.web import Door, serving

__all__ = [
    "Door",
    "Health",
    "Sources",
    "exposition",
    "keep_looking",
    "keep_measuring",
    "keep_notifying",
    "notify",
    "serving",
]
