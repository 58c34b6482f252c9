"""A platform that ends every send as a test tells it to, and whose history may be unreadable or late."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import TryLater, Undeliverable, Unknown
from bot.ports import Clock, Delivery, Settle

REFUSED = TryLater("not now", timedelta(seconds=20))
NEVER = Undeliverable("direct messages are closed")
LATER_STORED = timedelta(seconds=8)
Step = str | Exception
"""How one send ends: "ok", "lost" (stored, no answer), "late" (stored after 8 s, no answer), "gone" (neither stored nor
answered), or what is raised."""


Meanwhile = Callable[[Delivery], Awaitable[None]]


async def _nothing(_: Delivery) -> None:
    return None


@dataclass
class Platform:
    """Posts in order. `script` says how the next sends end, "ok" when it is used up; `broken_history` is what a look at
    the history raises. `meanwhile` happens once, "before post", "after post" or "after look".
    """

    clock: Clock
    settle: Settle = field(default=Settle(timedelta(seconds=30)))
    script: list[Step] = field(default_factory=list)
    tries: list[Delivery] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    broken_history: Exception | None = None
    meanwhile: dict[str, Meanwhile] = field(default_factory=dict)
    _stored: list[tuple[datetime, Delivery]] = field(default_factory=list)

    async def send(self, delivery: Delivery) -> str:
        """Store the post, or end as the script says."""
        await self._meanwhile("before post", delivery)
        self.tries.append(delivery)
        step = self.script.pop(0) if self.script else "ok"
        if isinstance(step, Exception):
            raise step
        if step != "gone":
            self.store(delivery, LATER_STORED if step == "late" else timedelta())
        await self._meanwhile("after post", delivery)
        if step != "ok":
            raise Unknown("no answer")
        return remote_id(delivery)

    async def find(self, delivery: Delivery) -> str | None:
        """Look a post up by the delivery's id."""
        found = any(known.id == delivery.id for known in self.posts)
        self.looks.append(delivery.key)
        await self._meanwhile("after look", delivery)
        if self.broken_history is not None:
            raise self.broken_history
        return remote_id(delivery) if found else None

    async def _meanwhile(self, point: str, delivery: Delivery) -> None:
        await self.meanwhile.pop(point, _nothing)(delivery)

    def store(self, delivery: Delivery, after: timedelta = timedelta()) -> None:
        """Put a post where everybody sees it, now or a little later."""
        self._stored.append((self.clock.now() + after, delivery))

    def forget(self) -> None:
        """Empty the history: what comes now has nothing to do with it."""
        self.tries, self.looks, self._stored = [], [], []

    @property
    def posts(self) -> list[Delivery]:
        """What can be seen now, in the order in which it came."""
        visible = [(at, number, known) for number, (at, known) in enumerate(self._stored) if at <= self.clock.now()]
        return [known for _, _, known in sorted(visible, key=lambda entry: entry[:2])]

    @property
    def texts(self) -> list[str]:
        """The first lines of what can be seen."""
        return [known.card.text.partition("\n")[0] for known in self.posts]


def remote_id(delivery: Delivery) -> str:
    """What the platform calls a post."""
    return f"remote:{delivery.id}"
